import assert from "node:assert/strict";
import type { Plan } from "../../../src/schedule/plan.ts";
import { temporaryFolder } from "../../support/state-samples.ts";
import {
  type Clocks,
  cron,
  DAY,
  every,
  fakeClocks,
  HOUR,
  MINUTE,
  type Process,
  startProcess,
  windows,
} from "./schedule-world.ts";

describe("a schedule", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  let clocks: Clocks;
  let file: string;
  let open: Process[] = [];
  let number = 0;
  beforeEach(() => {
    clocks = fakeClocks("2026-03-03T12:00:00.000Z");
    file = path(`schedule-${number++}.db`);
  });
  afterEach(async () => {
    for (const each of open) {
      assert.deepEqual(each.errors, []);
      await each.end().catch(() => {});
    }
    open = [];
  });
  async function start(plan: Plan, options: Parameters<typeof startProcess>[3] = {}): Promise<Process> {
    const started = await startProcess(clocks, file, plan, options);
    open.push(started);
    return started;
  }
  /** A process that had a run just now. */
  async function started(plan: Plan, options: Parameters<typeof startProcess>[3] = {}): Promise<Process> {
    const each = await start(plan, options);
    await each.run("completed");
    await clocks.pass(3 * MINUTE);
    return each;
  }

  it("begins nothing in a profile that never ran, unless it is told to", async () => {
    const main = await start(every(HOUR));
    await clocks.pass(5 * HOUR);
    assert.deepEqual([main.times(), main.says()], [[], "first sync: press Sync now or Dry run"]);
    await main.run("failed", { dryRun: true });
    await clocks.pass(5 * HOUR);
    assert.deepEqual(main.times(), []);
    await main.run("completed", { dryRun: true });
    await clocks.pass(30 * MINUTE);
    await main.run("completed", { dryRun: true });
    await clocks.pass(35 * MINUTE);
    assert.deepEqual(main.times(), ["2026-03-03T23:02"]);
    const other = await start(every(HOUR), { profile: "4K", firstRun: true });
    await clocks.pass(90 * MINUTE);
    assert.equal(other.begun.length, 2);
  });

  it("counts from the end of the last run, and not from the deployment", async () => {
    const main = await started(every(6 * HOUR));
    assert.equal(main.says(), "next: today 18:02");
    await main.end();
    await clocks.pass(3 * HOUR);
    const again = await start(every(6 * HOUR));
    await clocks.pass(2 * HOUR + 50 * MINUTE);
    assert.deepEqual(again.times(), []);
    await clocks.pass(20 * MINUTE);
    assert.deepEqual(again.times(), ["2026-03-03T18:02"]);
  });

  it("catches up once what was missed while Node-RED was down", async () => {
    const main = await started(every(HOUR));
    await main.end();
    clocks.sleep(3 * DAY);
    const again = await start(every(HOUR));
    await clocks.pass(30 * MINUTE);
    assert.equal(again.begun.length, 1);
    const nightly = await startProcess(clocks, path("nightly.db"), cron("0 2 * * *"));
    open.push(nightly);
    await nightly.run("completed");
    await clocks.pass(5 * MINUTE);
    clocks.sleep(2 * DAY);
    await clocks.pass(HOUR);
    assert.equal(nightly.begun.length, 1);
  });

  it("notices within half a minute that the machine has slept over a due time", async () => {
    const main = await started(every(6 * HOUR));
    clocks.sleep(10 * HOUR);
    await clocks.pass(31_000);
    assert.equal(main.begun.length, 1);
    await clocks.pass(5 * HOUR);
    assert.equal(main.begun.length, 1);
  });

  it("is not moved by dry runs, cancelled ones, single lists and titles tried again", async () => {
    const main = await started(every(6 * HOUR));
    await clocks.pass(HOUR);
    await main.run("completed", { dryRun: true });
    await main.run("cancelled");
    await main.run("completed", { lists: 1 });
    await main.run("completed", { trigger: "retry", lists: 0 });
    await clocks.pass(5 * MINUTE);
    assert.equal(main.says(), "next: today 18:02");
    await main.run("completed");
    await clocks.pass(5 * MINUTE);
    assert.equal(main.says(), "next: today 19:10");
  });

  it("counts the run of a profile that has one list only", async () => {
    const main = await start(every(6 * HOUR));
    await main.run("completed", { lists: 1 });
    await clocks.pass(3 * MINUTE);
    assert.equal(main.says(), "next: today 18:02");
  });

  it("tries again half an hour after a run that failed", async () => {
    const main = await started(every(6 * HOUR));
    main.next("failed");
    await clocks.pass(6 * HOUR);
    await clocks.pass(25 * MINUTE);
    assert.deepEqual(main.times(), ["2026-03-03T18:02"]);
    main.next("completed");
    await clocks.pass(HOUR);
    assert.deepEqual(main.times(), ["2026-03-03T18:02", "2026-03-03T18:34"]);
  });

  it("does not begin again at once what somebody cancelled", async () => {
    const main = await started(every(6 * HOUR));
    main.next("cancelled");
    await clocks.pass(6 * HOUR + 20 * MINUTE);
    assert.equal(main.begun.length, 1);
    main.next("completed");
    await clocks.pass(20 * MINUTE);
    assert.equal(main.begun.length, 2);
  });

  it("tries once more where no run came of a due time, and waits for the next one then", async () => {
    const main = await started(every(6 * HOUR));
    main.next("nothing");
    await clocks.pass(12 * HOUR);
    assert.deepEqual(main.times(), ["2026-03-03T18:02", "2026-03-03T18:32"]);
    await clocks.pass(HOUR);
    assert.deepEqual(main.times().slice(2), ["2026-03-04T00:32"]);
  });

  it("waits while a run goes on, and counts from its end", async () => {
    const main = await started(every(HOUR), { minutes: 100 });
    await clocks.pass(100 * MINUTE);
    await clocks.pass(55 * MINUTE);
    assert.deepEqual(main.times(), []);
    await clocks.pass(90 * MINUTE);
    assert.deepEqual(main.times(), ["2026-03-03T14:40"]);
    assert.equal(main.says(), "running");
  });

  it("waits while automatic sync is off, and catches up when it is on again", async () => {
    const main = await started(every(HOUR));
    await main.runs.setSettings("Main", { automatic: false });
    await clocks.pass(5 * HOUR);
    assert.deepEqual([main.times(), main.says()], [[], "automatic sync is off"]);
    await main.runs.setSettings("Main", { automatic: true });
    await clocks.pass(MINUTE);
    assert.equal(main.begun.length, 1);
  });

  it("says what is different in the window that is open", async () => {
    const plan = windows(
      "UTC",
      { name: "off-peak", from: 22 * 60, to: 6 * 60, every: 30 * MINUTE, differs: { maxRequests: 100 } },
      { name: "day", every: 2 * HOUR, differs: { lists: ["imdb:top"], itemLimit: 20, maxRequests: 5 } },
    );
    const main = await started(plan);
    assert.equal(main.says(), "next: today 14:02 · day");
    await clocks.pass(10 * HOUR);
    assert.deepEqual(main.begun[0], {
      at: "2026-03-03T14:02:00.000Z",
      differs: { lists: ["imdb:top"], itemLimit: 20, maxRequests: 5 },
    });
    assert.deepEqual(main.begun.at(-1)?.differs, { maxRequests: 100 });
  });

  it("does not let the dry runs of one window stand for the real ones of another", async () => {
    const plan = windows(
      "UTC",
      { name: "night", from: 22 * 60, to: 6 * 60, every: 6 * HOUR },
      { name: "day", every: 2 * HOUR, differs: { dryRun: true } },
    );
    const main = await started(plan);
    await clocks.pass(9 * HOUR);
    assert.equal(main.begun.length, 4);
    await clocks.pass(HOUR);
    assert.deepEqual(main.times().at(-1), "2026-03-03T22:00");
  });

  describe("with a clock that somebody sets", () => {
    for (const back of [10 * MINUTE, HOUR, 5 * HOUR, 400 * DAY])
      it(`runs once per interval of real time when it is set back by ${back / HOUR} h`, async () => {
        const main = await started(every(6 * HOUR));
        clocks.set(-back);
        await clocks.pass(5.9 * HOUR);
        assert.equal(main.begun.length, 0);
        await clocks.pass(0.2 * HOUR);
        assert.equal(main.begun.length, 1);
        await clocks.pass(5.9 * HOUR);
        assert.equal(main.begun.length, 1);
        await clocks.pass(0.2 * HOUR);
        assert.equal(main.begun.length, 2);
      });

    it("does not repeat a time of the day by an hour set back, and goes by a clock that was wrong for years", async () => {
      const main = await start(cron("0 2 * * *"));
      await main.run("completed");
      await clocks.pass(14 * HOUR + 5 * MINUTE);
      assert.deepEqual(main.times(), ["2026-03-04T02:00"]);
      clocks.set(-HOUR);
      await clocks.pass(12 * HOUR);
      assert.equal(main.begun.length, 1);
      clocks.set(-365 * DAY);
      await clocks.pass(DAY);
      assert.equal(main.begun.length, 2);
    });

    it("begins one run when it is set forward", async () => {
      const main = await started(every(6 * HOUR));
      clocks.set(30 * DAY);
      await clocks.pass(HOUR);
      assert.equal(main.begun.length, 1);
    });
  });

  describe("through restarts", () => {
    it("begins one run when Node-RED starts again at the second at which it is due", async () => {
      const main = await started(every(6 * HOUR));
      main.next("nothing");
      await clocks.pass(6 * HOUR - MINUTE);
      assert.deepEqual(main.times(), ["2026-03-03T18:02"]);
      // it took the due time, and was killed before a run came of it
      clocks.forgetTimers();
      await main.end(false);
      const again = await start(every(6 * HOUR));
      await clocks.pass(25 * MINUTE);
      assert.deepEqual(again.times(), []);
      await clocks.pass(10 * MINUTE);
      assert.deepEqual(again.times(), ["2026-03-03T18:32"]);
      await clocks.pass(5 * HOUR);
      assert.equal(again.begun.length, 1);
    });

    it("does not begin a run again at once that was cut off, and does not forget it", async () => {
      const main = await started(every(6 * HOUR));
      main.next("stays");
      await clocks.pass(6 * HOUR);
      assert.equal(main.begun.length, 1);
      for (let round = 0; round < 3; round++) {
        await open.at(-1)?.end();
        const again = await start(every(6 * HOUR));
        await clocks.pass(5 * MINUTE);
        assert.deepEqual(again.times(), []);
      }
      await clocks.pass(20 * MINUTE);
      assert.equal(open.at(-1)?.begun.length, 1);
    });

    it("never misses and never doubles a run, whenever it is restarted", async () => {
      const all: string[] = [];
      let main = await started(every(HOUR));
      for (let round = 0; round < 60; round++) {
        await clocks.pass(23 * MINUTE + 17_000);
        all.push(...main.begun.splice(0).map(({ at }) => at));
        await main.end();
        main = await start(every(HOUR));
      }
      const gaps = all.slice(1).map((at, index) => Date.parse(at) - Date.parse(all[index] ?? ""));
      assert.ok(all.length >= 19, String(all.length));
      for (const gap of gaps) assert.ok(gap >= 29 * MINUTE && gap <= 90 * MINUTE, `${gap / MINUTE} min`);
    });
  });

  it("lets one of two processes take a due time", async () => {
    const first = await started(every(HOUR));
    const second = await start(every(HOUR));
    first.next("nothing");
    second.next("nothing");
    const seen = await first.store.schedule("Main");
    await clocks.pass(65 * MINUTE);
    assert.equal(first.begun.length + second.begun.length, 1);
    const take = { takes: seen.takes + 1, tries: 1, at: new Date(clocks.now()).toISOString(), dryRun: false };
    assert.deepEqual(
      [await first.store.takeDue("Main", take), await second.store.takeDue("Main", take)],
      [true, false],
    );
  });

  describe("told what to do", () => {
    it("runs now, and not at its due time as well", async () => {
      const main = await started(every(HOUR));
      await clocks.pass(30 * MINUTE);
      await main.schedule.runNow();
      await clocks.pass(MINUTE);
      assert.equal(main.begun.length, 1);
      await clocks.pass(59 * MINUTE);
      assert.equal(main.begun.length, 1);
      await clocks.pass(5 * MINUTE);
      assert.equal(main.begun.length, 2);
    });

    it("leaves out the next time, through a restart", async () => {
      const main = await started(every(HOUR));
      const skipped = await main.schedule.skipNext();
      assert.equal(new Date(skipped?.at ?? 0).toISOString(), "2026-03-03T13:02:00.000Z");
      await clocks.pass(MINUTE);
      await main.end();
      const again = await start(every(HOUR));
      await clocks.pass(80 * MINUTE);
      assert.deepEqual([again.times(), again.says()], [[], "next: today 14:02"]);
      await clocks.pass(HOUR);
      assert.deepEqual(again.times(), ["2026-03-03T14:02"]);
    });

    it("pauses until a time, through a restart, and catches up once then", async () => {
      const main = await started(every(HOUR));
      await main.schedule.pause(Date.parse("2026-03-06T08:00:00Z"));
      await clocks.pass(MINUTE);
      assert.equal(main.says(), "paused until Fri 08:00");
      await main.end();
      const again = await start(every(HOUR));
      await clocks.pass(67 * HOUR);
      assert.deepEqual(again.times(), []);
      await clocks.pass(HOUR);
      assert.deepEqual(again.times(), ["2026-03-06T08:00"]);
    });

    it("pauses until it is told to go on", async () => {
      const main = await started(every(HOUR));
      await main.schedule.pause();
      await clocks.pass(2 * DAY);
      assert.deepEqual([main.times(), main.says()], [[], "paused"]);
      await main.schedule.resume();
      await clocks.pass(MINUTE);
      assert.equal(main.begun.length, 1);
    });
  });

  it("stands in the memory with its next due time, and tells when it changes", async () => {
    const plan = windows("Europe/Berlin", { name: "off-peak", from: 120, to: 360, every: 30 * MINUTE });
    const main = await start(plan);
    const told: string[] = [];
    main.runs.on("schedule-changed", (profile) => told.push(profile));
    await main.run("completed");
    await clocks.pass(5 * MINUTE);
    const { nextAt, nextName, plan: words, zone, standing } = await main.store.schedule("Main");
    assert.deepEqual(
      { nextAt, nextName, words, zone, standing },
      {
        nextAt: "2026-03-04T01:00:00.000Z",
        nextName: "off-peak",
        words: "off-peak 02:00–06:00 every 30 min",
        zone: "Europe/Berlin",
        standing: "next: tomorrow 02:00 · off-peak",
      },
    );
    assert.ok(told.length > 0);
    await main.schedule.close(true);
    assert.equal((await main.store.schedule("Main")).nextAt, undefined);
  });
});
