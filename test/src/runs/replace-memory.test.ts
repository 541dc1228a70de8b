import assert from "node:assert/strict";
import { renameSync, rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { type Memory, shareMemory } from "../../../src/runs/memory.ts";
import { openDatabase } from "../../../src/state/database.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { poll } from "../../support/poll.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

const START = { profile: "Main", trigger: "manual" };

describe("replacing a database that is in use", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  const held: Memory[] = [];
  afterEach(async () => {
    await Promise.all(held.splice(0).map((memory) => memory.close()));
  });
  function hold(file: string, closeMs = 200): Memory {
    const memory = shareMemory({ file, closeMs });
    held.push(memory);
    return memory;
  }
  const busy = (by: string) => new Error(`busy: ${by}`);
  const steps: string[] = [];
  beforeEach(() => steps.splice(0));
  const swap = () => void steps.push("swap");
  const keep = async () => void steps.push("keep");

  it("keeps the lease while it takes its time, and whoever asks meanwhile waits", async () => {
    const memory = hold(path("waits.db"));
    const other = hold(path("waits.db"));
    const store = await memory.store();
    let asked: Promise<unknown>[] = [];
    await memory.replace({
      async keep() {
        // who comes now only waits, and does not keep it from going on
        other.use();
        asked = [other.store(), other.runs(), memory.runs()];
        assert.equal(await Promise.race([...asked, pause(200, "waits")]), "waits");
        await store.lease.confirm();
        steps.push("keep");
      },
      swap,
      busy,
    });
    assert.deepEqual(steps, ["keep", "swap"]);
    await Promise.all(asked);
    await assert.rejects(store.runs(), { code: "state-closed" });
    await (await other.runs()).begin(START);
  });

  it("says so until it is open again, whatever became of it", async () => {
    const memory = hold(path("says.db"));
    await memory.store();
    const seen: boolean[] = [memory.isReplaced];
    const look = async () => void seen.push(memory.isReplaced);
    const stop = memory.whenOpen(() => {
      seen.push(memory.isReplaced);
      return () => {};
    });
    await memory.replace({ keep: look, swap, busy });
    stop();
    assert.deepEqual(seen, [false, false, true, true]);
    assert.equal(memory.isReplaced, false);
    const fails = async () => {
      throw new Error("full");
    };
    await assert.rejects(memory.replace({ keep: fails, swap, busy }), /full/);
    assert.equal(memory.isReplaced, false);
  });

  for (const [what, end] of [
    ["is under way", false],
    ["has ended", true],
  ] as const)
    it(`is given up when a run that began meanwhile ${what}`, async () => {
      const memory = hold(path(`begun-${end}.db`));
      const runs = await memory.runs();
      const replaced = memory.replace({
        async keep() {
          const { id } = await runs.begin(START);
          if (end) await runs.lists(id, [], []);
        },
        swap,
        busy,
      });
      await assert.rejects(replaced, /^Error: busy: runs$/);
      assert.deepEqual(steps, []);
      assert.equal(await memory.runs(), runs, "it is as it was");
    });

  it("leaves everything open when what is there cannot be kept", async () => {
    const memory = hold(path("unkept.db"));
    const runs = await memory.runs();
    const fails = async () => {
      throw new Error("full");
    };
    await assert.rejects(memory.replace({ keep: fails, swap, busy }), /^Error: full$/);
    assert.equal(await memory.runs(), runs);
  });

  it("waits for others who use it, and is refused while they go on", async () => {
    const [memory, other] = [hold(path("used.db")), hold(path("used.db"))];
    const release = other.use();
    await assert.rejects(memory.replace({ keep, swap, busy }), /^Error: busy: users$/);
    assert.deepEqual(steps, []);
    const patient = hold(path("used.db"), 30_000);
    const replaced = patient.replace({ keep, swap, busy });
    await pause(50);
    assert.deepEqual(steps, []);
    release();
    await replaced;
    assert.deepEqual(steps, ["keep", "swap"]);
  });

  it("is refused for a newer one that another Node-RED works with, though it cannot be opened here", async () => {
    const memory = hold(path("newer.db"));
    await memory.store();
    await memory.close();
    const newer = openDatabase(memory.file);
    newer.exec("PRAGMA user_version = 999");
    const beat = (at: number) =>
      newer.exec(`INSERT INTO lease (one, holder, place, beats, at) VALUES (1, 'other', 'attic', 1, '${new Date(at).toISOString()}')
        ON CONFLICT DO UPDATE SET holder = 'other', place = 'attic', at = excluded.at`);
    beat(Date.now());
    const again = hold(memory.file);
    await assert.rejects(again.store(), { code: "state-newer" });
    await assert.rejects(again.replace({ keep, swap, busy }), {
      code: "state-in-use",
      message: /another Node-RED \(attic\)/,
    });
    assert.deepEqual(steps, []);
    beat(Date.now() - 3_600_000);
    const begins = async () => beat(Date.now());
    await assert.rejects(again.replace({ keep: begins, swap, busy }), { code: "state-in-use" });
    assert.deepEqual(steps, [], "it began to work with it meanwhile");
    beat(Date.now() - 3_600_000);
    newer.close();
    await again.replace({ keep, swap, busy });
    assert.deepEqual(steps, ["keep", "swap"]);
  });

  it("is refused when another Node-RED has taken it over while it took its time", async () => {
    process.env.LISTSYNC_LEASE_MS = "1000";
    try {
      const memory = hold(path("taken.db"));
      const store = await memory.store();
      const other = openDatabase(memory.file);
      const beat = () =>
        other.run("UPDATE lease SET holder = 'other', place = 'attic', beats = beats + 1, at = @at", {
          at: new Date().toISOString(),
        });
      let beating: NodeJS.Timeout | undefined;
      const takes = async () => {
        beating = setInterval(beat, 20);
        await poll(() => store.lease.wait?.kind === "taken" || undefined, "the loss of the lease");
      };
      await assert.rejects(memory.replace({ keep: takes, swap, busy }), { code: "state-in-use" });
      clearInterval(beating);
      assert.deepEqual(steps, []);
      other.close();
    } finally {
      delete process.env.LISTSYNC_LEASE_MS;
    }
  });

  it("is noticed by one who waits for another Node-RED to end: it opens what is there then", async () => {
    process.env.LISTSYNC_LEASE_MS = "1000";
    try {
      const file = path("waited.db");
      await (await openStore({ file })).close();
      await (await openStore({ file: path("restored.db") })).close();
      const other = openDatabase(file);
      const at = new Date().toISOString();
      other.exec(
        `INSERT INTO lease (one, holder, place, beats, at) VALUES (1, 'other', 'attic', 1, '${at}')`,
      );
      other.close();
      const memory = hold(file);
      const opened = new Promise<void>((resolve) => {
        memory.whenOpen(() => {
          resolve();
          return () => {};
        });
      });
      const old = await memory.store();
      for (const log of ["-wal", "-shm"]) rmSync(`${file}${log}`, { force: true });
      renameSync(path("restored.db"), file);
      await opened;
      assert.notEqual(await memory.store(), old);
      await (await memory.runs()).begin(START);
    } finally {
      delete process.env.LISTSYNC_LEASE_MS;
    }
  });
});
