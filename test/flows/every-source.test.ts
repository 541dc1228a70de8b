import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../src/runs/run.ts";
import { openStore } from "../../src/state/sqlite-store.ts";
import { makeUserDir, type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { storedNode } from "../support/stored-node.ts";
import { type EveryWorld, startEveryWorld } from "./every-source-world.ts";

/** Lists, search, request, record; and behind the second output the cancelling of what left. */
function flow({ server, lists, accounts }: EveryWorld): Record<string, unknown>[] {
  const steps = { z: "tab", server: "the-server", database: "memory" };
  const slots = ["trakt", "tmdb", "tvdb", "simkl", "plex", "jellyfin", "emby", "radarr", "sonarr"];
  return [
    { id: "tab", type: "tab", label: "Every source" },
    storedNode("sync-database", { id: "memory", historyDays: "0" }),
    storedNode("overseerr-server", {
      id: "the-server",
      url: server.url,
      timeout: "5",
      retries: "0",
    }),
    ...accounts,
    {
      id: "go",
      type: "inject",
      z: "tab",
      name: "",
      props: [{ p: "trigger", v: "manual", vt: "str" }],
      repeat: "",
      crontab: "",
      once: false,
      wires: [["lists"]],
    },
    storedNode("list-source", {
      id: "lists",
      z: "tab",
      database: "memory",
      lists: lists.map(({ list, provider = "detect" }) => ({ enabled: true, provider, list })),
      concurrency: "5",
      server: "other-server",
      ...Object.fromEntries(slots.map((site) => [`${site}Account`, `account-${site}`])),
      imdbAccess: "graphql",
      // a browser would pass no challenge here, but wait for it
      browserPath: "/nowhere/chromium",
      wires: [["find"], ["find-left"]],
    }),
    storedNode("overseerr-search", {
      id: "find",
      ...steps,
      wires: [["ask"], ["note"], ["note"]],
    }),
    storedNode("overseerr-request", {
      id: "ask",
      ...steps,
      requesterType: "key",
      maxRequests: "0",
      wires: [["note"], ["note"], ["note"]],
    }),
    storedNode("overseerr-search", {
      id: "find-left",
      ...steps,
      wires: [["take-back"], [], []],
    }),
    storedNode("overseerr-request", {
      id: "take-back",
      ...steps,
      operation: "cancel",
      cancelApproved: true,
      wires: [["said"], ["said"], ["said"]],
    }),
    storedNode("sync-state", {
      id: "note",
      z: "tab",
      database: "memory",
      wires: [[], ["summary"]],
    }),
    {
      id: "summary",
      type: "debug",
      z: "tab",
      name: "Summary",
      active: true,
      tosidebar: false,
      console: true,
      complete: "payload.text",
      targetType: "msg",
      wires: [],
    },
    {
      id: "said",
      type: "debug",
      z: "tab",
      name: "Left",
      active: true,
      tosidebar: false,
      console: true,
      complete: "payload.outcome.status",
      targetType: "msg",
      wires: [],
    },
  ];
}

describe("23 lists of 16 providers in one flow", function () {
  this.timeout(120_000);
  let world: EveryWorld;
  let nodeRed: NodeRedProcess;
  let userDir: string;
  before(async () => {
    userDir = makeUserDir();
    world = await startEveryWorld(userDir);
    nodeRed = await startNodeRed({
      userDir,
      flows: flow(world),
      env: world.env,
      credentials: { ...world.credentials, "the-server": { apiKey: world.server.apiKey } },
    });
  });
  after(async () => {
    await nodeRed?.stop();
    await world?.close();
    rmSync(userDir, { recursive: true, force: true });
  });

  async function run(): Promise<Run> {
    const from = nodeRed.log().length;
    await nodeRed.inject("go");
    await nodeRed.waitForLog(/\[debug:Summary\]/, 60_000, from);
    const store = await openStore({ file: join(userDir, "list-sync/state.db") });
    try {
      const [latest] = await store.runs({ limit: 1 });
      assert.ok(latest);
      return latest;
    } finally {
      await store.close();
    }
  }
  const wanted = () =>
    new Set(
      world.lists.flatMap(({ titles = [] }) =>
        titles.map(({ mediaType, tmdbId }) => `${mediaType}:${tmdbId}`),
      ),
    );
  const asked = () =>
    new Set(
      world.server.requests.map(({ type, mediaId }) => {
        const row = world.server.media.find(({ id }) => id === mediaId);
        return `${type}:${row?.tmdbId}`;
      }),
    );

  it("requests every title of those that can be read once, and names what is wrong with the others", async () => {
    const { lists, counts, total, state } = await run();
    assert.deepEqual(
      lists.map(({ items, error }) => error?.code ?? items),
      world.lists.map(({ titles, error }) => error ?? titles?.length),
      lists.flatMap(({ label, error }) => (error ? `${label}: ${error.message}` : [])).join("\n"),
    );
    assert.equal(state, "completed_with_errors");
    assert.deepEqual([total, counts], [wanted().size, { requested: wanted().size }]);
    assert.deepEqual(asked(), wanted());
    assert.ok(lists.every(({ error }) => !error || /^\S.{18,}[.!?]$/s.test(error.message)));
  });

  it("shows no key, token or secret in log and database", async () => {
    const store = await openStore({ file: join(userDir, "list-sync/state.db") });
    const said = `${nodeRed.log()}${JSON.stringify(await store.runs())}`;
    await store.close();
    for (const secret of Object.values(world.credentials).flatMap((each) => Object.values(each)))
      assert.ok(!said.includes(secret), secret);
    assert.doesNotMatch(said, /simkl-(access|refresh)-token/);
  });

  it("then asks for nothing twice, and takes back what left every list", async () => {
    const [left] = world.mdblist["linda/fine"]?.splice(-1) ?? [];
    assert.ok(left);
    const from = nodeRed.log().length;
    const { counts } = await run();
    assert.deepEqual(counts, { already_requested: wanted().size - 1 });
    await nodeRed.waitForLog(/\[debug:Left\][\s\S]*cancelled/, 20_000, from);
    const name = `${left.mediaType}:${left.tmdbId}`;
    assert.deepEqual(asked(), new Set([...wanted()].filter((each) => each !== name)));
  });

  it("and holds a list back that is suddenly empty, instead of taking back all of it", async () => {
    const kept = asked();
    world.trakt.splice(0);
    const { lists } = await run();
    const held = lists.find(({ list: id }) => id === "sean/fine");
    assert.deepEqual([held?.error?.code, held?.items], ["held-back", 0]);
    assert.match(held?.error?.message ?? "", /is empty, but had 10 last time/);
    assert.deepEqual(asked(), kept);
  });
});
