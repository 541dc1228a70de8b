import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { CancelledError } from "../../../src/errors.ts";
import type { Item, OutcomeStatus } from "../../../src/items/item.ts";
import type { RunSummary, SyncEvents } from "../../../src/runs/events.ts";
import type { Timer } from "../../../src/runs/idle-timer.ts";
import { createRuns, type Runs } from "../../../src/runs/runs.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { StateError } from "../../../src/state/state-error.ts";
import type { Run, Store } from "../../../src/state/store.ts";
import {
  brokenList,
  sampleItem,
  sampleList,
  sampleOutcome,
  sampleRun,
  temporaryFolder,
} from "../../support/state-samples.ts";

const IDLE = 30_000;
const START = Date.parse("2026-03-01T12:00:00.000Z");

/** A clock that goes only when it is told to. */
function manualClock() {
  let time = START;
  let timers: { at: number; work: () => void }[] = [];
  const timer: Timer = (work, milliseconds) => {
    const entry = { at: time + milliseconds, work };
    timers.push(entry);
    return () => {
      timers = timers.filter((other) => other !== entry);
    };
  };
  function pass(milliseconds: number): void {
    const end = time + milliseconds;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      timers = timers.filter((other) => other !== next);
      time = Math.max(time, next.at);
      next.work();
    }
    time = end;
  }
  return { now: () => new Date(time), timer, pass, pending: () => timers.length };
}

const titled = (tmdb: number, status?: OutcomeStatus, reason?: string): Item =>
  sampleItem({
    title: `Title ${tmdb}`,
    ids: { tmdb },
    ...(status && { outcome: sampleOutcome(status, reason === undefined ? {} : { reason }) }),
  });
const titles = (count: number): Item[] => Array.from({ length: count }, (_, index) => titled(index + 1));

describe("a run", () => {
  let store: Store;
  let clock: ReturnType<typeof manualClock>;
  let runs: Runs;
  let seen: { event: keyof SyncEvents; run: Run }[];
  let summaries: RunSummary[];

  beforeEach(() => {
    store = openStore({ file: ":memory:" });
    clock = manualClock();
    let number = 0;
    runs = createRuns({
      store,
      idleMs: IDLE,
      now: clock.now,
      timer: clock.timer,
      newId: () => `run-${++number}`,
    });
    seen = [];
    summaries = [];
    for (const event of ["run-started", "run-progress", "item-recorded"] as const) {
      runs.on(event, (run: Run) => void seen.push({ event, run }));
    }
    runs.on("run-finished", (run, summary) => {
      seen.push({ event: "run-finished", run });
      summaries.push(summary);
    });
  });
  afterEach(() => {
    runs.close();
    store.close();
  });

  const begin = (profile = "Main"): string => runs.begin({ profile, trigger: "manual" }).id;
  /** A run whose one list has so many titles. */
  function beginWith(count: number): string {
    const id = begin();
    runs.lists(id, [sampleList({ items: count })], titles(count));
    return id;
  }
  const stateOf = (id: string) => store.run(id)?.state;

  describe("begins", () => {
    it("running, and is in the store at once", () => {
      const run = runs.begin({ profile: "4K", trigger: "schedule", dryRun: true });
      assert.deepEqual(store.run(run.id), run);
      assert.equal(run.state, "running");
      assert.equal(run.dryRun, true);
      assert.deepEqual(runs.current("4K"), run);
      assert.equal(runs.current("Main"), undefined);
      assert.deepEqual(
        seen.map(({ event }) => event),
        ["run-started"],
      );
    });

    it("beside another one where that is wanted", () => {
      const [first, second] = [begin(), begin()];
      assert.equal(runs.current("Main")?.id, second);
      assert.deepEqual(
        runs.running().map(({ id }) => id),
        [second, first],
      );
    });

    it("in its turn where it waits for others", async () => {
      const first = beginWith(1);
      const order: string[] = [];
      const wait = (trigger: string) =>
        runs.queue({ profile: "Main", trigger }).then((run) => {
          order.push(run.trigger);
          return run;
        });
      const [second, third] = [wait("second"), wait("third")];
      await setImmediate();
      assert.deepEqual(order, []);

      runs.record(first, "srv", titled(1, "requested"));
      const { id } = await second;
      await setImmediate();
      assert.deepEqual(order, ["second"]);
      runs.cancel(id);
      await third;
      assert.deepEqual(order, ["second", "third"]);
    });

    it("only when none of several is left that run", async () => {
      const [first, second] = [begin(), begin()];
      const queued = runs.queue({ profile: "Main", trigger: "queued" });
      runs.cancel(first);
      assert.deepEqual(
        runs.running().map(({ id }) => id),
        [second],
      );
      runs.cancel(second);
      assert.deepEqual(runs.running(), [await queued]);
    });

    it("at once where nobody is before it", async () => {
      begin("4K");
      assert.equal((await runs.queue({ profile: "Main", trigger: "manual" })).state, "running");
    });

    it("not at all when the one who waits is cancelled, and the next one's turn comes", async () => {
      const first = begin();
      const controller = new AbortController();
      const given = runs.queue({ profile: "Main", trigger: "given up" }, controller.signal);
      const next = runs.queue({ profile: "Main", trigger: "next" });
      controller.abort();
      await assert.rejects(given, CancelledError);
      runs.cancel(first);
      assert.equal((await next).trigger, "next");
      await assert.rejects(
        runs.queue({ profile: "Main", trigger: "late" }, AbortSignal.abort()),
        CancelledError,
      );
    });
  });

  describe("ends", () => {
    it("when the last of its titles is recorded, once", () => {
      const id = beginWith(2);
      runs.record(id, "srv", titled(1, "requested"));
      assert.equal(stateOf(id), "running");
      runs.record(id, "srv", titled(2, "already_available"));
      assert.equal(stateOf(id), "completed");
      assert.equal(runs.current("Main"), undefined);
      assert.equal(summaries.length, 1);
      assert.equal(summaries[0]?.text, "1 title requested, 1 already there.");
      clock.pass(IDLE * 3);
      assert.equal(summaries.length, 1);
      assert.equal(clock.pending(), 0);
    });

    it("at once when its lists are empty", () => {
      const id = beginWith(0);
      assert.equal(stateOf(id), "completed");
      assert.equal(summaries[0]?.text, "No titles.");
    });

    it("only after the last one lets go of it", () => {
      const id = begin();
      const releases = [runs.hold(id), runs.hold(id)];
      runs.lists(id, [sampleList()], titles(1));
      runs.record(id, "srv", titled(1, "requested"));
      releases[0]?.();
      releases[0]?.();
      assert.equal(stateOf(id), "running");
      releases[1]?.();
      assert.equal(stateOf(id), "completed");
    });

    it("when nothing moves any more, and says how many titles never came", () => {
      const id = beginWith(3);
      clock.pass(IDLE - 1);
      runs.record(id, "srv", titled(1, "requested"));
      clock.pass(IDLE - 1);
      assert.equal(stateOf(id), "running");
      clock.pass(1);
      assert.equal(stateOf(id), "completed");
      assert.equal(summaries[0]?.missing, 2);
      assert.equal(summaries[0]?.text, "1 title requested, 2 never recorded.");
    });

    it("not while somebody works on one of its messages, however long", () => {
      const id = beginWith(2);
      const release = runs.hold(id);
      clock.pass(IDLE * 10);
      assert.equal(stateOf(id), "running");
      release();
      clock.pass(IDLE - 1);
      assert.equal(stateOf(id), "running");
      clock.pass(1);
      assert.equal(stateOf(id), "completed");
    });

    it("with errors when a list failed, a title failed or a quota was used up", () => {
      for (const [lists, status] of [
        [[sampleList(), brokenList("a")], "requested"],
        [[sampleList()], "failed"],
        [[sampleList()], "quota_exceeded"],
      ] as const) {
        const id = begin();
        runs.lists(id, [...lists], titles(2));
        runs.record(id, "srv", titled(1, status, "A reason."));
        runs.record(id, "srv", titled(2, "requested"));
        assert.equal(stateOf(id), "completed_with_errors", status);
      }
    });

    it("as failed when no list could be read", () => {
      const id = begin();
      runs.lists(id, [brokenList("a"), brokenList("b")], []);
      assert.equal(stateOf(id), "failed");
      assert.deepEqual(store.run(id)?.error, {
        code: "private",
        message: 'All 2 lists failed. Trakt list "a" is private.',
      });
      assert.match(
        summaries[0]?.text ?? "",
        /^Failed: no titles\. 2 of 2 lists failed: Trakt list "a" is private\. Trakt list "b" is private\.$/,
      );
    });

    it("as failed when nothing could be done with any title, and says why", () => {
      const id = beginWith(2);
      runs.record(id, "srv", titled(1, "failed", "Seerr does not answer."));
      runs.record(id, "srv", titled(2, "failed", "Seerr does not answer."));
      assert.equal(stateOf(id), "failed");
      assert.equal(summaries[0]?.text, "Failed: 2 titles failed. Seerr does not answer.");
    });

    it("as failed when it cannot go on", () => {
      const id = begin();
      const release = runs.hold(id);
      const error = { code: "bad-config", message: "There is no list to read." };
      runs.fail(id, error);
      release();
      assert.equal(stateOf(id), "failed");
      assert.deepEqual(store.run(id)?.error, error);
      runs.fail(id, { code: "other", message: "Too late." });
      assert.deepEqual(store.run(id)?.error, error);
    });

    it("also without a word about its lists", () => {
      const id = begin();
      runs.expect(id, 1);
      runs.record(id, "srv", titled(1, "requested"));
      assert.equal(stateOf(id), "completed");
    });
  });

  describe("that is cancelled", () => {
    it("tells everybody who works for it, and ends when they let go", () => {
      const id = beginWith(2);
      const release = runs.hold(id);
      const signal = runs.signal(id);
      assert.equal(signal.aborted, false);
      assert.equal(runs.cancel(id, "Somebody pressed the button."), true);
      assert.equal(runs.cancel(id), false);
      assert.equal(signal.aborted, true);
      assert.ok(signal.reason instanceof CancelledError);
      // what was under way when it was cancelled still counts
      runs.record(id, "srv", titled(1, "requested"));
      release();
      assert.equal(stateOf(id), "cancelled");
      assert.equal(store.run(id)?.error?.message, "Somebody pressed the button.");
      assert.equal(summaries.length, 1);
      assert.equal(summaries[0]?.text, "Cancelled: 1 title requested, 1 never recorded.");
    });

    it("ends at once when nobody works for it", () => {
      const id = beginWith(2);
      runs.cancel(id);
      assert.equal(stateOf(id), "cancelled");
    });

    it("does not wait for ever for one who does not let go", () => {
      const id = beginWith(2);
      runs.hold(id);
      clock.pass(IDLE - 1);
      runs.cancel(id);
      clock.pass(IDLE - 1);
      assert.equal(stateOf(id), "running");
      clock.pass(1);
      assert.equal(stateOf(id), "cancelled");
    });

    it("is known as such by its signal, also after a restart", () => {
      const id = begin();
      runs.cancel(id);
      assert.equal(runs.signal(id).aborted, true);
      const later = createRuns({ store });
      assert.equal(later.signal(id).aborted, true);
      assert.equal(later.signal("unknown").aborted, false);
      later.close();
      assert.equal(runs.cancel("unknown"), false);
    });
  });

  describe("counts", () => {
    it("a title once, with its latest outcome", () => {
      const id = beginWith(2);
      assert.equal(runs.record(id, "srv", titled(1, "failed")), true);
      assert.equal(runs.record(id, "srv", titled(1, "requested")), false);
      assert.deepEqual(runs.current("Main")?.counts, { requested: 1 });
      assert.deepEqual(store.run(id)?.counts, { requested: 1 });
      assert.equal(stateOf(id), "running");
    });

    it("a title that came without an outcome as skipped, and says why", () => {
      const id = beginWith(1);
      runs.record(id, undefined, titled(1));
      assert.deepEqual(store.run(id)?.counts, { skipped: 1 });
      assert.match(
        store.lastOutcome("movie:tmdb:1")?.reason ?? "",
        /without having passed a node that requests/,
      );
    });

    it("titles that come after the end, without opening it again", () => {
      const id = beginWith(2);
      runs.record(id, "srv", titled(1, "requested"));
      clock.pass(IDLE);
      const { finishedAt } = store.run(id) ?? {};
      clock.pass(1000);
      assert.equal(runs.record(id, "srv", titled(2, "requested")), true);
      assert.equal(stateOf(id), "completed");
      assert.equal(store.run(id)?.finishedAt, finishedAt);
      assert.equal(summaries.length, 1);
      assert.equal(runs.summary(id)?.text, "2 titles requested.");
      assert.equal(runs.signal(id).aborted, false);
    });

    it("the titles of its lists once, even if one is named twice", () => {
      const id = begin();
      runs.lists(id, [sampleList()], [titled(1), titled(1)]);
      assert.equal(store.run(id)?.total, 1);
    });

    it("are told with every event, in copies that stay as they are", () => {
      const id = beginWith(2);
      runs.record(id, "srv", titled(1, "requested"));
      runs.record(id, "srv", titled(2, "not_found"));
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
  });

  describe("remembers its lists", () => {
    it("one by one while they are read, and all of them at the end", () => {
      const id = begin();
      const [top, broken] = [sampleList(), brokenList("a")];
      runs.listRead(id, top);
      runs.listRead(id, broken);
      runs.listRead(id, { ...top, items: 2 });
      assert.deepEqual(store.run(id)?.lists, [{ ...top, items: 2 }, broken]);
      runs.lists(id, [broken, top], titles(1));
      assert.deepEqual(store.run(id)?.lists, [broken, top]);
    });

    it("with the titles that stand on each", () => {
      const id = begin();
      const both = sampleItem({
        sources: [
          { provider: "imdb", list: "top" },
          { provider: "imdb", list: "other" },
        ],
      });
      runs.lists(id, [sampleList(), sampleList({ list: "other" })], [both, titled(2)]);
      assert.equal(store.items({ list: "top" }).total, 2);
      assert.equal(store.items({ list: "other" }).total, 1);
    });
  });

  describe("of a message", () => {
    it("is the one that list-source began", () => {
      const id = begin();
      assert.equal(runs.join({ runId: id }), id);
    });

    it("that began without this database becomes known by what the message says", () => {
      const sync = {
        runId: "elsewhere",
        profile: "TV shows",
        trigger: "schedule",
        dryRun: true,
        startedAt: "2026-03-01T11:00:00.000Z",
        total: 1,
        lists: [sampleList()],
      };
      assert.equal(runs.join(sync), "elsewhere");
      assert.equal(runs.join(sync), "elsewhere");
      const { runId, ...rest } = sync;
      assert.deepEqual(store.run("elsewhere"), { id: runId, state: "running", counts: {}, ...rest });
      runs.record("elsewhere", "srv", titled(1, "would_request"));
      assert.equal(summaries[0]?.text, "Dry run. 1 title would be requested.");
    });

    it("without any is shared by the profile until it is idle", () => {
      const id = runs.join(undefined);
      assert.equal(runs.join({}), id);
      assert.notEqual(runs.join(undefined, "4K"), id);
      assert.equal(store.run(id)?.profile, "Main");
      runs.record(id, "srv", titled(1, "requested"));
      clock.pass(IDLE);
      assert.equal(stateOf(id), "completed");
      assert.notEqual(runs.join(undefined), id);
    });

    it("that belongs to none is of the profile that the message names, and a dry run where that was one", () => {
      const left = { profile: "4K", trigger: "left-lists", dryRun: true };
      const id = runs.join(left, "Main");
      const { profile, trigger, dryRun } = store.run(id) ?? sampleRun();
      assert.deepEqual({ profile, trigger, dryRun }, left);
      assert.equal(runs.join(left), id);
      assert.notEqual(runs.join({ ...left, dryRun: false }), id);
      assert.notEqual(runs.join(undefined, "4K"), id);
    });

    it("that belongs to none keeps no sync of its profile waiting", async () => {
      const gathering = runs.join({ profile: "Main", trigger: "left-lists" });
      assert.equal(runs.isBusy("Main"), false);
      const { id } = await runs.queue({ profile: "Main", trigger: "manual" });
      assert.equal(runs.isBusy("Main"), true);
      assert.deepEqual([stateOf(gathering), stateOf(id)], ["running", "running"]);
    });

    it("that belongs to none ends with the last title that was announced", () => {
      const id = runs.join({ profile: "Main", trigger: "left-lists", total: 2 });
      runs.record(id, "srv", titled(1, "cancelled"));
      assert.equal(stateOf(id), "running");
      runs.record(id, "srv", titled(2, "skipped"));
      assert.equal(stateOf(id), "completed");
    });

    it("has to be joined before something is recorded in it", () => {
      assert.throws(() => runs.record("unknown", "srv", titled(1, "requested")), {
        code: "state-failed",
        message: /run unknown is not in this sync database/,
      });
    });
  });

  describe("whose end cannot be stored", () => {
    /** Lets another program hold the file for so long. */
    function lock(): () => void {
      const { updateRun } = store;
      store.updateRun = () => {
        throw new StateError("state-failed", "The database is locked.");
      };
      return () => {
        store.updateRun = updateRun;
      };
    }

    it("is stored and told of as soon as it can be, and complains once", () => {
      const id = beginWith(1);
      store.record(id, "srv", titled(1, "requested"), clock.now().toISOString());
      const complaints: unknown[] = [];
      runs.on("state-failed", (_run, error) => complaints.push(error));
      const unlock = lock();
      runs.cancel(id);
      clock.pass(IDLE);
      clock.pass(60_000);
      assert.equal(complaints.length, 1);
      assert.deepEqual([stateOf(id), summaries.length], ["running", 0]);
      unlock();
      clock.pass(10_000);
      assert.equal(stateOf(id), "cancelled");
      assert.deepEqual([summaries.length, summaries[0]?.counts.requested], [1, 1]);
      assert.equal(clock.pending(), 0);
    });

    it("is stored at the latest when the database is closed", () => {
      const id = beginWith(1);
      const unlock = lock();
      runs.cancel(id);
      clock.pass(IDLE);
      unlock();
      runs.close();
      assert.equal(stateOf(id), "cancelled");
      assert.equal(clock.pending(), 0);
    });
  });

  describe("that is cut off", () => {
    it("by a redeploy is interrupted without a summary, and its workers are told", async () => {
      const id = beginWith(2);
      const signal = runs.signal(id);
      const waiting = runs.queue({ profile: "Main", trigger: "queued" });
      runs.close();
      runs.close();
      await assert.rejects(waiting, CancelledError);
      assert.equal(signal.aborted, true);
      assert.equal(stateOf(id), "interrupted");
      assert.match(store.run(id)?.error?.message ?? "", /stopped or redeployed/);
      assert.equal(summaries.length, 0);
      assert.equal(clock.pending(), 0);
      assert.throws(() => begin(), CancelledError);
    });

    it("by a crash is interrupted at the next start, and still takes what comes for it", () => {
      store.insertRun(sampleRun({ id: "crashed", total: 2 }));
      const next = createRuns({ store, now: clock.now });
      assert.deepEqual(
        next.interrupted.map(({ id, state }) => [id, state]),
        [["crashed", "interrupted"]],
      );
      assert.deepEqual(next.running(), []);
      assert.equal(next.join({ runId: "crashed" }), "crashed");
      assert.equal(next.record("crashed", "srv", titled(1, "requested")), true);
      assert.equal(next.summary("crashed")?.text, "Interrupted: 1 title requested, 1 never recorded.");
      next.close();
    });
  });

  it("is over and reported when its end cannot be stored, without a throw from the timer", () => {
    const failures: unknown[] = [];
    runs.on("state-failed", (_run, error) => void failures.push(error));
    beginWith(2);
    store.close();
    clock.pass(IDLE);
    assert.equal(failures.length, 1);
    assert.deepEqual(runs.running(), []);
  });

  it("is over when a listener to its end fails, and that is reported", () => {
    const failures: unknown[] = [];
    runs.on("state-failed", (_run, error) => void failures.push(error));
    runs.on("run-finished", () => {
      throw new Error("no good");
    });
    const id = beginWith(1);
    assert.equal(runs.record(id, "srv", titled(1, "requested")), true);
    assert.equal(stateOf(id), "completed");
    assert.deepEqual(failures.map(String), ["Error: no good"]);
  });

  it("takes ten thousand records without being felt", function () {
    this.timeout(60_000);
    const id = begin();
    const items = titles(10_000);
    let start = performance.now();
    runs.lists(id, [sampleList()], items);
    const lists = Math.round(performance.now() - start);
    start = performance.now();
    for (const item of items) runs.record(id, "srv", { ...item, outcome: sampleOutcome("requested") });
    const record = Math.round(performance.now() - start);
    console.log(`        10,000 titles: listed in ${lists} ms, recorded in ${record} ms`);
    assert.equal(summaries[0]?.requested.length, 10_000);
  });
});

describe("the timers of a run", () => {
  const path = temporaryFolder();

  it("really run without a clock of the test's own", async () => {
    const store = openStore({ file: path("timers.db") });
    const runs = createRuns({ store, idleMs: 5 });
    const finished = new Promise<RunSummary>((resolve) => {
      runs.on("run-finished", (_run, summary) => resolve(summary));
    });
    runs.begin({ profile: "Main", trigger: "manual" });
    // the timer alone does not keep the process alive
    const alive = setTimeout(() => {}, 10_000);
    const { state, error } = await finished;
    assert.equal(state, "failed", "nobody ever said what is to be done");
    assert.match(String(error?.message), /before its lists were read/);
    clearTimeout(alive);
    runs.close();
    store.close();
  });
});
