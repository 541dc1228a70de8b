import assert from "node:assert/strict";
import { existsSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { InputError } from "../../../src/errors.ts";
import { type Memory, shareMemory } from "../../../src/runs/memory.ts";
import type { SqliteConstructor } from "../../../src/state/sqlite.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { StateError } from "../../../src/state/state-error.ts";
import { poll } from "../../support/poll.ts";
import { sampleItem, sampleOutcome } from "../../support/state-samples.ts";

const Sqlite = createRequire(import.meta.url)("better-sqlite3") as SqliteConstructor;

describe("shareMemory", () => {
  let folder = "";
  const held: Memory[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "list-sync-memory-"));
  });
  afterEach(async () => {
    await Promise.all(held.splice(0).map((memory) => memory.close()));
    rmSync(folder, { recursive: true });
  });
  const hold = (more: Partial<Parameters<typeof shareMemory>[0]> = {}) => {
    const memory = shareMemory({ file: join(folder, "state.db"), closeMs: 200, ...more });
    held.push(memory);
    return memory;
  };
  const letGo = (memory: Memory) => {
    held.splice(held.indexOf(memory), 1);
    return memory.close();
  };

  it("opens the file when somebody needs it, and not before", async () => {
    const memory = hold();
    assert.equal(existsSync(memory.file), false);
    await memory.store();
    assert.equal(existsSync(memory.file), true);
  });

  it("is one for all who name the same file, until the last one lets go", async () => {
    const [first, second] = [
      hold(),
      hold({ file: join(folder, "..", folder.split("/").at(-1) ?? "", "state.db") }),
    ];
    assert.equal(await first.store(), await second.store());
    assert.equal(await first.runs(), await second.runs());
    const { id } = await (await first.runs()).begin({ profile: "Main", trigger: "manual" });
    await letGo(first);
    assert.equal((await second.runs()).current("Main")?.id, id);
    await letGo(second);
    await assert.rejects(() => second.store(), { code: "state-closed" });
    assert.equal((await (await hold().store()).run(id))?.state, "interrupted");
  });

  it("is one for all who name the same file by links, whether it is there yet or not", async () => {
    symlinkSync(folder, join(folder, "linked"));
    const [first, second] = [hold(), hold({ file: join(folder, "linked", "state.db") })];
    const runs = await first.runs();
    assert.equal(await second.runs(), runs);
    symlinkSync(first.file, join(folder, "link.db"));
    const { id } = await runs.begin({ profile: "Main", trigger: "manual" });
    const third = hold({ file: join(folder, "link.db") });
    assert.equal((await third.runs()).current("Main")?.id, id);
  });

  it("is not opened by a new deployment while the file is being replaced for the one before", async () => {
    const first = hold();
    await first.store();
    let finish = () => {};
    let swapped = false;
    let replacing: Promise<void> = Promise.resolve();
    await new Promise<void>((begun) => {
      const keep = () =>
        new Promise<void>((resolve) => {
          finish = resolve;
          begun();
        });
      const swap = () => {
        swapped = true;
      };
      const replaced = first.replace({ keep, swap, busy: () => new Error("busy") });
      replacing = assert.rejects(replaced, { code: "state-closed" });
    });
    const closing = letGo(first);
    // until it is over, closing waits for nothing else
    assert.equal(await Promise.race([closing.then(() => "closed"), pause(50, "waits")]), "waits");
    const second = hold();
    const opening = second.store().then(() => "opened");
    assert.equal(await Promise.race([opening, pause(300, "waits")]), "waits");
    finish();
    await replacing;
    assert.equal(swapped, false, "it belongs to nobody any more");
    assert.equal(await opening, "opened");
    await closing;
    await (await second.runs()).begin({ profile: "Main", trigger: "manual" });
  });

  it("opens nothing any more for one who has let go of it", async () => {
    const memory = hold();
    await letGo(memory);
    await assert.rejects(() => memory.store(), { code: "state-closed" });
    await assert.rejects(() => memory.runs(), { code: "state-closed" });
    assert.equal(existsSync(memory.file), false);
  });

  it("opens as soon as another Node-RED gives it up, also when who was refused has let go of it", async () => {
    const first = hold();
    await (await openStore({ file: first.file })).close();
    const other = new Sqlite(first.file);
    const beat = () =>
      other.exec(`INSERT INTO lease (one, holder, place, beats, at) VALUES (1, 'other', 'there', 1, '${new Date().toISOString()}')
        ON CONFLICT DO UPDATE SET holder = 'other', place = 'there', beats = beats + 1, at = excluded.at`);
    beat();
    const beating = setInterval(beat, 20);
    process.env.LISTSYNC_LEASE_MS = "2000";
    try {
      const second = hold();
      let wait: unknown;
      const opened = new Promise<void>((resolve) => {
        second.whenOpen(() => {
          resolve();
          return () => {};
        });
        second.followLease((told) => {
          wait = told?.kind;
        });
      });
      await first.store();
      await assert.rejects(first.runs(), { code: "state-in-use" });
      await letGo(first);
      assert.equal(wait, "taken");
      clearInterval(beating);
      other.exec("DELETE FROM lease");
      await opened;
    } finally {
      clearInterval(beating);
      delete process.env.LISTSYNC_LEASE_MS;
      other.close();
    }
  });

  it("waits for work under way before it closes, but not for ever", async () => {
    const memory = hold();
    const release = memory.use();
    const runs = await memory.runs();
    const { id } = await runs.begin({ profile: "Main", trigger: "manual" });
    const closing = letGo(memory);
    await new Promise((resolve) => setImmediate(resolve));
    await runs.record(id, undefined, sampleItem({ outcome: sampleOutcome("requested") }));
    release();
    await closing;
    assert.equal((await (await hold().store()).recordedKeys(id)).size, 1);

    const stuck = hold({ file: join(folder, "other.db"), closeMs: 10 });
    stuck.use();
    await letGo(stuck);
  });

  it("attaches listeners now or as soon as it is open, and detaches them when it is closed", async () => {
    const memory = hold();
    const seen: string[] = [];
    const follow = (name: string) =>
      memory.whenOpen((runs) => {
        const listener = () => seen.push(name);
        runs.on("run-started", listener);
        return () => runs.off("run-started", listener);
      });
    const stopEarly = follow("early");
    const never = follow("never");
    never();
    const runs = await memory.runs();
    follow("late");
    await runs.begin({ profile: "Main", trigger: "manual" });
    stopEarly();
    await runs.begin({ profile: "Main", trigger: "manual" });
    assert.deepEqual(seen, ["early", "late", "late"]);
    await letGo(memory);
    assert.equal(runs.listenerCount("run-started"), 0);
  });

  for (const [what, happen, says] of [
    ["deleted", (file: string) => rmSync(file), /was deleted while it was in use/],
    [
      "replaced",
      (file: string) => {
        writeFileSync(`${file}.new`, "");
        renameSync(`${file}.new`, file);
      },
      /was replaced by another file while it was in use/,
    ],
  ] as const)
    it(`notices at the next run that the file was ${what}, says so, and opens what is there then`, async () => {
      const memory = hold();
      const seen: string[] = [];
      memory.whenOpen((runs) => {
        const listener = ({ id }: { id: string }) => seen.push(id);
        runs.on("run-started", listener);
        return () => runs.off("run-started", listener);
      });
      const start = { profile: "Main", trigger: "manual" };
      const first = await (await memory.runs()).begin(start);
      happen(memory.file);
      const lost = { code: "state-lost", message: says };
      await assert.rejects(async () => (await memory.runs()).begin({ ...start, profile: "4K" }), lost);
      const second = await (await memory.runs()).begin(start);
      assert.deepEqual(seen, [first.id, second.id]);
      assert.deepEqual(
        (await (await memory.store()).runs()).map(({ id }) => id),
        [second.id],
      );
      await letGo(memory);
      assert.equal((await (await hold().store()).run(second.id))?.state, "interrupted");
    });

  it("does not keep a redeploy waiting for a file that another program locks", async () => {
    const file = join(folder, "state.db");
    await (await openStore({ file })).close();
    const other = new Sqlite(file);
    other.pragma("locking_mode = EXCLUSIVE");
    other.exec("BEGIN EXCLUSIVE; INSERT INTO devices VALUES ('x', '[]'); COMMIT");
    const memory = hold();
    const opening = assert.rejects(memory.store(), { code: "cancelled" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const began = performance.now();
    await letGo(memory);
    await opening;
    other.close();
    assert.ok(performance.now() - began < 20_000);
  });

  it("reports a wrong setting to whoever uses it", async () => {
    const options = () => {
      throw new InputError("bad-config", "The idle time must be a number.");
    };
    await assert.rejects(() => hold({ options }).store(), { code: "bad-config" });
  });

  it("tells of the end of a run though what is old cannot be forgotten", async () => {
    const memory = hold({ options: () => ({ historyDays: 90 }) });
    const told: string[] = [];
    memory.whenOpen((runs) => {
      const finished = () => told.push("finished");
      const failed = (_run: unknown, error: unknown) => told.push(String(error));
      runs.on("run-finished", finished).on("state-failed", failed);
      return () => runs.off("run-finished", finished).off("state-failed", failed);
    });
    (await memory.store()).prune = () => {
      throw new StateError("state-failed", "It is locked.");
    };
    const runs = await memory.runs();
    await runs.lists((await runs.begin({ profile: "Main", trigger: "manual" })).id, [], []);
    assert.deepEqual(told.sort(), ["StateError: It is locked.", "finished"]);
  });

  it("forgets what is older than the history is to be", async () => {
    const memory = hold();
    const { id } = await (await memory.runs()).begin({ profile: "Main", trigger: "manual" });
    const old = sampleOutcome("failed", { at: "2001-01-01T00:00:00.000Z" });
    await (await memory.runs()).record(id, undefined, sampleItem({ outcome: old }));
    const second = await (await memory.runs()).begin({ profile: "Main", trigger: "manual" });
    await (await memory.runs()).record(
      second.id,
      undefined,
      sampleItem({ outcome: sampleOutcome("requested") }),
    );
    await letGo(memory);
    const store = await hold({ options: () => ({ historyDays: 3650 }) }).store();
    await poll(async () => {
      const left = (await store.history("movie:tmdb:603")).map(({ outcome }) => outcome.status);
      return left.join() === "requested" || undefined;
    }, "the forgetting of what is old");
  });
});
