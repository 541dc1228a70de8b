import assert from "node:assert/strict";
import { CancelledError } from "../../../src/errors.ts";
import { createRuns } from "../../../src/runs/create-runs.ts";
import type { RunSummary } from "../../../src/runs/events.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { poll } from "../../support/poll.ts";
import { describeRuns, IDLE, titled, titles } from "../../support/runs.ts";
import { brokenList, sampleList, temporaryFolder } from "../../support/state-samples.ts";

describeRuns("ends", (start) => {
  it("when the last of its titles is recorded, once", async () => {
    const { clock, runs, summaries, beginWith, stateOf } = await start();
    const id = await beginWith(2);
    await runs.record(id, "srv", titled(1, "requested"));
    assert.equal(await stateOf(id), "running");
    await runs.record(id, "srv", titled(2, "already_available"));
    assert.equal(await stateOf(id), "completed");
    assert.equal(runs.current("Main"), undefined);
    assert.equal(summaries.length, 1);
    assert.equal(summaries[0]?.text, "1 title requested, 1 already there.");
    await clock.pass(IDLE * 3);
    assert.equal(summaries.length, 1);
    assert.equal(clock.pending(), 0);
  });

  it("at once when its lists are empty", async () => {
    const { summaries, beginWith, stateOf } = await start();
    const id = await beginWith(0);
    assert.equal(await stateOf(id), "completed");
    assert.equal(summaries[0]?.text, "No titles.");
  });

  it("only after the last one lets go of it", async () => {
    const { runs, begin, stateOf } = await start();
    const id = await begin();
    const releases = [runs.hold(id), runs.hold(id)];
    await runs.lists(id, [sampleList()], titles(1));
    await runs.record(id, "srv", titled(1, "requested"));
    releases[0]?.();
    releases[0]?.();
    assert.equal(await stateOf(id), "running");
    releases[1]?.();
    await poll(async () => (await stateOf(id)) !== "running" || undefined, "its end");
    assert.equal(await stateOf(id), "completed");
  });

  it("when nothing moves any more, and says how many titles never came", async () => {
    const { clock, runs, summaries, beginWith, stateOf } = await start();
    const id = await beginWith(3);
    await clock.pass(IDLE - 1);
    await runs.record(id, "srv", titled(1, "requested"));
    await clock.pass(IDLE - 1);
    assert.equal(await stateOf(id), "running");
    await clock.pass(1);
    assert.equal(await stateOf(id), "completed");
    assert.equal(summaries[0]?.missing, 2);
    assert.equal(summaries[0]?.text, "1 title requested, 2 never recorded.");
  });

  it("not while somebody works on one of its messages, however long", async () => {
    const { clock, runs, beginWith, stateOf } = await start();
    const id = await beginWith(2);
    const release = runs.hold(id);
    await clock.pass(IDLE * 10);
    assert.equal(await stateOf(id), "running");
    release();
    await clock.pass(IDLE - 1);
    assert.equal(await stateOf(id), "running");
    await clock.pass(1);
    assert.equal(await stateOf(id), "completed");
  });

  it("with errors when a list failed, a title failed or a quota was used up", async () => {
    const { runs, begin, stateOf } = await start();
    for (const [lists, status] of [
      [[sampleList(), brokenList("a")], "requested"],
      [[sampleList()], "failed"],
      [[sampleList()], "quota_exceeded"],
    ] as const) {
      const id = await begin();
      await runs.lists(id, [...lists], titles(2));
      await runs.record(id, "srv", titled(1, status, "A reason."));
      await runs.record(id, "srv", titled(2, "requested"));
      assert.equal(await stateOf(id), "completed_with_errors", status);
    }
  });

  it("as failed when no list could be read", async () => {
    const { store, runs, summaries, begin, stateOf } = await start();
    const id = await begin();
    await runs.lists(id, [brokenList("a"), brokenList("b")], []);
    assert.equal(await stateOf(id), "failed");
    assert.deepEqual((await store.run(id))?.error, {
      code: "private",
      message: 'All 2 lists failed. Trakt list "a" is private.',
    });
    assert.match(
      summaries[0]?.text ?? "",
      /^Failed: no titles\. 2 of 2 lists failed: Trakt list "a" is private\. Trakt list "b" is private\.$/,
    );
  });

  it("as failed when nothing could be done with any title, and says why", async () => {
    const { runs, summaries, beginWith, stateOf } = await start();
    const id = await beginWith(2);
    await runs.record(id, "srv", titled(1, "failed", "Seerr does not answer."));
    await runs.record(id, "srv", titled(2, "failed", "Seerr does not answer."));
    assert.equal(await stateOf(id), "failed");
    assert.equal(summaries[0]?.text, "Failed: 2 titles failed. Seerr does not answer.");
  });

  it("as failed when it cannot go on", async () => {
    const { store, runs, begin, stateOf } = await start();
    const id = await begin();
    const release = runs.hold(id);
    const error = { code: "bad-config", message: "There is no list to read." };
    runs.fail(id, error);
    release();
    assert.equal(await stateOf(id), "failed");
    assert.deepEqual((await store.run(id))?.error, error);
    runs.fail(id, { code: "other", message: "Too late." });
    assert.deepEqual((await store.run(id))?.error, error);
  });

  it("also without a word about its lists", async () => {
    const { runs, begin, stateOf } = await start();
    const id = await begin();
    await runs.expect(id, 1);
    await runs.record(id, "srv", titled(1, "requested"));
    assert.equal(await stateOf(id), "completed");
  });

  it("also when a listener to its end fails, and that is reported", async () => {
    const { runs, beginWith, stateOf } = await start();
    const failures: unknown[] = [];
    runs.on("state-failed", (_run, error) => void failures.push(error));
    runs.on("run-finished", () => {
      throw new Error("no good");
    });
    const id = await beginWith(1);
    assert.equal(await runs.record(id, "srv", titled(1, "requested")), true);
    assert.equal(await stateOf(id), "completed");
    assert.deepEqual(failures.map(String), ["Error: no good"]);
  });
});

describeRuns("that is cut off", (start) => {
  it("by a redeploy is interrupted without a summary, and its workers are told", async () => {
    const { store, clock, runs, summaries, begin, beginWith, stateOf } = await start();
    const id = await beginWith(2);
    const signal = await runs.signal(id);
    const waiting = runs.queue({ profile: "Main", trigger: "queued" });
    await runs.close();
    await runs.close();
    await assert.rejects(waiting, CancelledError);
    assert.equal(signal.aborted, true);
    assert.equal(await stateOf(id), "interrupted");
    assert.match((await store.run(id))?.error?.message ?? "", /stopped or redeployed/);
    assert.equal(summaries.length, 0);
    assert.equal(clock.pending(), 0);
    await assert.rejects(() => begin(), CancelledError);
  });
});

describe("the timers of a run", () => {
  const path = temporaryFolder();

  it("really run without a clock of the test's own", async () => {
    const store = await openStore({ file: path("timers.db") });
    const runs = await createRuns({ log: store, idleMs: 5 });
    const finished = new Promise<RunSummary>((resolve) => {
      runs.on("run-finished", (_run, summary) => resolve(summary));
    });
    await runs.begin({ profile: "Main", trigger: "manual" });
    // the timer alone does not keep the process alive
    const alive = setTimeout(() => {}, 10_000);
    const { state, error } = await finished;
    assert.equal(state, "failed", "nobody ever said what is to be done");
    assert.match(String(error?.message), /before its lists were read/);
    clearTimeout(alive);
    await runs.close();
    await store.close();
  });
});
