import assert from "node:assert/strict";
import { createRuns } from "../../../src/runs/create-runs.ts";
import type { Runs } from "../../../src/runs/runs.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import type { Store } from "../../../src/state/store.ts";
import { IDLE, manualClock, titled, titles } from "../../support/runs.ts";
import { sampleItem, sampleList, sampleRun } from "../../support/state-samples.ts";

describe("what a database adds to runs", () => {
  let store: Store;
  let runs: Runs;
  const clock = manualClock();
  beforeEach(async () => {
    store = await openStore({ file: ":memory:" });
    runs = await createRuns({ log: store, idleMs: IDLE, now: clock.now, timer: clock.timer });
  });
  afterEach(async () => {
    await runs.close();
    await store.close();
  });
  const begin = async (): Promise<string> => (await runs.begin({ profile: "Main", trigger: "manual" })).id;

  it("is the titles that stand on each list", async () => {
    const id = await begin();
    const both = sampleItem({
      sources: [
        { provider: "imdb", list: "top" },
        { provider: "imdb", list: "other" },
      ],
    });
    await runs.lists(id, [sampleList(), sampleList({ list: "other" })], [both, titled(2)]);
    assert.equal((await store.items({ list: "top" })).total, 2);
    assert.equal((await store.items({ list: "other" })).total, 1);
  });

  it("is that a run which a crash cut off is interrupted at the next start, and still takes what comes for it", async () => {
    await store.insertRun(sampleRun({ id: "crashed", total: 2 }));
    const next = await createRuns({ log: store, now: clock.now });
    assert.deepEqual(
      next.interrupted.map(({ id, state }) => [id, state]),
      [["crashed", "interrupted"]],
    );
    assert.deepEqual(next.running(), []);
    assert.equal(await next.join({ runId: "crashed" }), "crashed");
    assert.equal(await next.record("crashed", "srv", titled(1, "requested")), true);
    assert.equal((await next.summary("crashed"))?.text, "Interrupted: 1 title requested, 1 never recorded.");
    await next.close();
  });

  it("is that the titles of a run which is over are not counted for each of its messages that come late", async () => {
    await store.insertRun(sampleRun({ id: "crashed", total: 2 }));
    let counted = 0;
    const run: Store["run"] = (id) => {
      counted += 1;
      return store.run(id);
    };
    const next = await createRuns({ log: { ...store, run }, now: clock.now });
    const told: unknown[] = [];
    next.on("item-recorded", ({ id, state }, item) => void told.push([id, state, item.title]));
    for (const title of titles(3)) {
      await next.join({ runId: "crashed" });
      await next.signal("crashed");
      await next.record("crashed", "srv", title);
    }
    assert.equal(counted, 0);
    assert.deepEqual(
      told,
      [1, 2, 3].map((number) => ["crashed", "interrupted", `Title ${number}`]),
    );
    await next.close();
  });

  it("ends a run whose end it cannot store, and reports that, without a throw from the timer", async () => {
    const failures: unknown[] = [];
    runs.on("state-failed", (_run, error) => void failures.push(error));
    await runs.expect(await begin(), 2);
    await store.close();
    await clock.pass(IDLE);
    assert.equal(failures.length, 1);
    assert.deepEqual(runs.running(), []);
  });
});
