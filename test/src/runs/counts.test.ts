import assert from "node:assert/strict";
import { describeRuns, IDLE, titled, titles } from "../../support/runs.ts";
import { brokenList, sampleList, sampleOutcome } from "../../support/state-samples.ts";

describeRuns("counts", (start) => {
  it("a title once, with its latest outcome", async () => {
    const { store, runs, beginWith, stateOf } = await start();
    const id = await beginWith(2);
    assert.equal(await runs.record(id, "srv", titled(1, "failed")), true);
    assert.equal(await runs.record(id, "srv", titled(1, "requested")), false);
    assert.deepEqual(runs.current("Main")?.counts, { requested: 1 });
    assert.deepEqual((await store.run(id))?.counts, { requested: 1 });
    assert.equal(await stateOf(id), "running");
  });

  it("a title that came without an outcome as skipped, and says why", async () => {
    const { store, runs, beginWith } = await start();
    const id = await beginWith(1);
    await runs.record(id, undefined, titled(1));
    assert.deepEqual((await store.run(id))?.counts, { skipped: 1 });
    assert.match(
      (await store.items({ runId: id })).items[0]?.outcome?.reason ?? "",
      /without passing a node that requests/,
    );
  });

  it("titles that come after the end, without opening it again", async () => {
    const { store, clock, runs, summaries, beginWith, stateOf } = await start();
    const id = await beginWith(2);
    await runs.record(id, "srv", titled(1, "requested"));
    await clock.pass(IDLE);
    const { finishedAt } = (await store.run(id)) ?? {};
    await clock.pass(1000);
    assert.equal(await runs.record(id, "srv", titled(2, "requested")), true);
    assert.equal(await stateOf(id), "completed");
    assert.equal((await store.run(id))?.finishedAt, finishedAt);
    assert.equal(summaries.length, 1);
    assert.equal((await runs.summary(id))?.text, "2 titles requested.");
    assert.equal((await runs.signal(id)).aborted, false);
  });

  it("the titles of its lists once, even if one is named twice", async () => {
    const { store, runs, begin } = await start();
    const id = await begin();
    await runs.lists(id, [sampleList()], [titled(1), titled(1)]);
    assert.equal((await store.run(id))?.total, 1);
  });

  it("are told with every event, in copies that stay as they are", async () => {
    const { runs, seen, beginWith } = await start();
    const id = await beginWith(2);
    await runs.record(id, "srv", titled(1, "requested"));
    await runs.record(id, "srv", titled(2, "not_found"));
    assert.deepEqual(
      seen.map(({ event, run }) => [event, run.counts]),
      [
        ["run-started", {}],
        ["run-progress", {}],
        ["item-recorded", { requested: 1 }],
        ["run-progress", { requested: 1 }],
        ["item-recorded", { requested: 1, not_found: 1 }],
        ["run-progress", { requested: 1, not_found: 1 }],
        ["run-finished", { requested: 1, not_found: 1 }],
      ],
    );
  });

  it("each of ten thousand titles in its summary", async function () {
    this.timeout(60_000);
    const { runs, summaries, begin } = await start();
    const id = await begin();
    const items = titles(10_000);
    await runs.lists(id, [sampleList()], items);
    for (const item of items) await runs.record(id, "srv", { ...item, outcome: sampleOutcome("requested") });
    assert.equal(summaries[0]?.requested.length, 10_000);
  });
});

describeRuns("remembers its lists", (start) => {
  it("one by one while they are read, and all of them at the end", async () => {
    const { store, runs, begin } = await start();
    const id = await begin();
    const [top, broken] = [sampleList(), brokenList("a")];
    await runs.listRead(id, top);
    await runs.listRead(id, broken);
    await runs.listRead(id, { ...top, items: 2 });
    assert.deepEqual((await store.run(id))?.lists, [{ ...top, items: 2 }, broken]);
    await runs.lists(id, [broken, top], titles(1));
    assert.deepEqual((await store.run(id))?.lists, [broken, top]);
  });
});
