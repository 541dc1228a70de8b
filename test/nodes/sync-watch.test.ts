import assert from "node:assert/strict";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { shareMemory } from "../../src/runs/memory.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { flowPerTest, poll } from "../support/node-red.ts";
import { errorOf } from "../support/overseerr-flow.ts";

describe("sync-watch", () => {
  const startFlow = flowPerTest();
  let folder = "";
  const path = (name: string) => join(folder, name);
  const write = (name: string, text: string) => writeFileSync(path(name), text);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "list-sync-watched-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const flow = (properties: Record<string, unknown> = {}, source: Record<string, unknown> = {}) => [
    flowNodes.database(),
    flowNodes.watch({ folder, wires: [["asked", "source"], ["files"]], ...properties }),
    flowNodes.sink("asked"),
    flowNodes.sink("files"),
    flowNodes.source({
      database: "database",
      lists: [
        { provider: "own", list: path("movies.csv"), enabled: true, limit: "1", name: "Films" },
        { provider: "own", list: path("shows.csv"), enabled: true },
        { provider: "own", list: path("off.csv"), enabled: false },
        { provider: "stevenlu", list: "stevenlu", enabled: true },
      ],
      wires: [["state"], []],
      ...source,
    }),
    flowNodes.state(),
    flowNodes.sink("answers"),
    flowNodes.sink("summaries"),
    ...flowNodes.errors(),
  ];
  type Running = Awaited<ReturnType<typeof startFlow>>;
  const watching = (running: Running, count: number) =>
    running.shows("watch", ({ text }) => text === `watching ${count} ${count === 1 ? "file" : "files"}`);
  /** Somebody has begun a first sync, so others may follow. */
  const firstSync = async (running: Running) => {
    running.send("source", { lists: [path("shows.csv")] });
    await running.sink("summaries").count(1);
  };

  it("starts a sync of the list alone whose file changes, with the options that the list has", async () => {
    write("movies.csv", "title,year\nHeat,1995\n");
    write("shows.csv", "title,year\nDark,2017\n");
    const running = await startFlow(flow());
    await watching(running, 2);
    await firstSync(running);
    write("movies.csv", "title,year\nHeat,1995\nDune,2021\n");
    const [asked] = await running.sink("asked").count(1);
    assert.deepEqual(
      [asked?.trigger, asked?.topic, asked?.profile, asked?.lists, asked?.files],
      [
        "watch",
        "Main",
        "Main",
        [{ provider: "own", list: path("movies.csv") }],
        [{ path: path("movies.csv"), change: "changed" }],
      ],
    );
    const summary = (await running.sink("summaries").count(2))[1]?.payload as Record<string, unknown>;
    const lists = summary.lists as { name?: string; items?: number }[];
    assert.deepEqual(
      [summary.trigger, summary.total, lists.length, lists[0]?.name],
      ["watch", 1, 1, "Films"],
    );
  });

  it("tells of files that no list reads, and starts nothing; as lists of their own where it is told to", async () => {
    const running = await startFlow(flow());
    await watching(running, 0);
    write("other.csv", "title\nHeat\n");
    write("off.csv", "title\nHeat\n");
    const [files] = await running.sink("files").count(1);
    const payload = files?.payload as { name: string; change: string; lists: unknown[] }[];
    assert.deepEqual(payload.map(({ name, change, lists }) => [name, change, lists]).sort(), [
      ["off.csv", "new", []],
      ["other.csv", "new", []],
    ]);
    assert.equal(running.sink("asked").messages.length, 0);
    await running.deploy(flow({ ownLists: true }));
    await watching(running, 2);
    write("other.csv", "title\nDune\n");
    const [asked] = await running.sink("asked").count(1);
    assert.deepEqual(asked?.lists, [{ provider: "own", list: path("other.csv") }]);
  });

  it("starts the lists of a site by the name of a file", async () => {
    const names = [{ pattern: "popular*.csv", provider: "stevenlu" }];
    const running = await startFlow(flow({ names, ownLists: true, wires: [["asked"], ["files"]] }));
    await watching(running, 0);
    write("Popular-movies.csv", "title\nHeat\n");
    const [asked] = await running.sink("asked").count(1);
    assert.deepEqual(asked?.lists, [{ provider: "stevenlu", list: "stevenlu" }]);
  });

  it("syncs the list of a deleted file, which says that it is missing, and nothing else", async () => {
    write("movies.csv", "title,year\nHeat,1995\n");
    write("shows.csv", "title,year\nDark,2017\n");
    write("other.csv", "title\nHeat\n");
    const running = await startFlow(
      flow({ ownLists: true, names: [{ pattern: "*.csv", provider: "stevenlu" }] }),
    );
    await watching(running, 3);
    await firstSync(running);
    const files = running.sink("files");
    const errors = running.sink("errors");
    unlinkSync(path("movies.csv"));
    unlinkSync(path("other.csv"));
    const [asked] = await running.sink("asked").count(1);
    assert.deepEqual(
      [asked?.lists, asked?.files],
      [[{ provider: "own", list: path("movies.csv") }], [{ path: path("movies.csv"), change: "deleted" }]],
    );
    const [told] = await files.count(1);
    assert.equal((told?.payload as unknown[] | undefined)?.length, 2);
    await poll(
      () => errors.messages.map(errorOf).find(({ message }) => message.includes("There is no file")),
      "the missing file",
    );
  });

  it("waits while Automatic sync is off, and starts once when it is on again", async () => {
    write("shows.csv", "title,year\nDark,2017\n");
    const running = await startFlow(flow());
    await watching(running, 1);
    await firstSync(running);
    const memory = shareMemory({ file: join(running.userDir, "list-sync/state.db") });
    const runs = await memory.runs();
    await runs.setSettings("Main", { automatic: false });
    write("movies.csv", "title,year\nHeat,1995\n");
    await running.shows("watch", ({ text }) => text === "automatic sync is off");
    write("shows.csv", "title,year\nDark,2017\nLost,2004\n");
    await wait(600);
    assert.equal(running.sink("asked").messages.length, 0);
    await runs.setSettings("Main", { automatic: true });
    const [asked] = await running.sink("asked").count(1);
    assert.equal((asked?.lists as unknown[] | undefined)?.length, 2);
    await memory.close();
  });

  it("remembers the files in the database, and starts one sync for what changed while it was away", async () => {
    write("movies.csv", "title,year\nHeat,1995\n");
    write("shows.csv", "title,year\nDark,2017\n");
    const running = await startFlow(flow());
    await watching(running, 2);
    await firstSync(running);
    await running.deploy(flow({ settle: "2" }));
    await watching(running, 2);
    const asked = running.sink("asked");
    // it is away before the file counts as written
    write("movies.csv", "title,year\nDune,2021\n");
    await wait(200);
    await running.deploy(flow());
    const [first] = await running.sink("asked").count(1);
    assert.deepEqual(first?.files, [{ path: path("movies.csv"), change: "changed" }]);
    assert.equal(asked.messages.length, 0);
    await running.deploy(flow());
    await watching(running, 2);
    await wait(500);
    assert.equal(running.sink("asked").messages.length, 0);
  });

  it("says that the folder is gone, and goes on when it is back", async () => {
    write("movies.csv", "title,year\nHeat,1995\n");
    const running = await startFlow(
      flow({}, { lists: [{ provider: "own", list: path("movies.csv"), enabled: true }] }),
    );
    await watching(running, 1);
    renameSync(folder, `${folder}.away`);
    await running.shows("watch", ({ text }) => text === "the folder is gone: waiting for it");
    appendFileSync(join(`${folder}.away`, "movies.csv"), "Dune,2021\n");
    renameSync(`${folder}.away`, folder);
    const [asked] = await running.sink("asked").count(1);
    assert.deepEqual(asked?.files, [{ path: path("movies.csv"), change: "changed" }]);
  });

  it("polls where it is told to, and says so", async () => {
    mkdirSync(path("sub"));
    write("movies.csv", "title,year\nHeat,1995\n");
    const running = await startFlow(flow({ method: "polling", interval: "5" }));
    await running.shows("watch", ({ text }) => text === "1 file · polling every 5 s");
  });

  describe("by the environment", () => {
    const before = process.env.CHOKIDAR_USEPOLLING;
    afterEach(() => {
      if (before === undefined) delete process.env.CHOKIDAR_USEPOLLING;
      else process.env.CHOKIDAR_USEPOLLING = before;
    });

    it("says that a variable of chokidar wins over the dialog", async () => {
      process.env.CHOKIDAR_USEPOLLING = "1";
      const running = await startFlow(flow());
      await running.shows(
        "watch",
        ({ text }) => text === "0 files · polling every 10 s (CHOKIDAR_USEPOLLING)",
      );
    });
  });

  const wrong: [Record<string, unknown>, RegExp][] = [
    [{ folder: "" }, /No folder is named/],
    [{ folder: "lists" }, /"lists" does not say where it is/],
    [{ method: "polling", interval: "1" }, /Interval must be/],
    [
      { names: [{ pattern: "a*", provider: "imdb" }, { pattern: "b*" }] },
      /Row 2 of the names: no site is chosen/,
    ],
    [{ maxFiles: "0" }, /Maximum files must be/],
    [{ database: "nowhere" }, /database is gone/],
  ];
  for (const [properties, message] of wrong)
    it(`watches nothing by settings that are wrong, and says which: ${JSON.stringify(properties)}`, async () => {
      const running = await startFlow(flow(properties));
      const [msg] = await running.sink("errors").count(1);
      assert.match(String(errorOf(msg).message), message);
    });
});
