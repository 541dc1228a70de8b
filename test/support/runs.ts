import { setImmediate } from "node:timers/promises";
import type { Item, OutcomeStatus } from "../../src/items/item.ts";
import { createRuns } from "../../src/runs/create-runs.ts";
import type { RunSummary, SyncEvents } from "../../src/runs/events.ts";
import type { Timer } from "../../src/runs/idle-timer.ts";
import { noLog } from "../../src/runs/no-log.ts";
import type { Run } from "../../src/runs/run.ts";
import type { RunLog } from "../../src/runs/run-log.ts";
import type { Runs } from "../../src/runs/runs.ts";
import { openStore } from "../../src/state/sqlite-store.ts";
import type { Store } from "../../src/state/store.ts";
import { sampleItem, sampleList, sampleOutcome } from "./state-samples.ts";

export const IDLE = 30_000;
const START = Date.parse("2026-03-01T12:00:00.000Z");

/** Turns of the event loop in which an end is stored and told: on a slow machine the memory does one work in each. */
const TURNS = 12;

async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await setImmediate();
}

/** A clock that goes only when it is told to. */
export function manualClock() {
  let time = START;
  let timers: { at: number; work: () => void }[] = [];
  const timer: Timer = (work, milliseconds) => {
    const entry = { at: time + milliseconds, work };
    timers.push(entry);
    return () => {
      timers = timers.filter((other) => other !== entry);
    };
  };
  async function pass(milliseconds: number): Promise<void> {
    const end = time + milliseconds;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      timers = timers.filter((other) => other !== next);
      time = Math.max(time, next.at);
      next.work();
      await settle();
    }
    time = end;
    await settle();
  }
  return { now: () => new Date(time), timer, pass, pending: () => timers.length };
}

export const titled = (tmdb: number, status?: OutcomeStatus, reason?: string): Item =>
  sampleItem({
    title: `Title ${tmdb}`,
    ids: { tmdb },
    ...(status && { outcome: sampleOutcome(status, reason === undefined ? {} : { reason }) }),
  });
export const titles = (count: number): Item[] =>
  Array.from({ length: count }, (_, index) => titled(index + 1));

/** Runs that keep to a clock of their own, what they are written down in, and what they told. */
export interface RunsUnderTest {
  store: RunLog & Partial<Pick<Store, "close">>;
  clock: ReturnType<typeof manualClock>;
  runs: Runs;
  seen: { event: keyof SyncEvents; run: Run }[];
  summaries: RunSummary[];
  begin(profile?: string): Promise<string>;
  /** A run whose one list has so many titles. */
  beginWith(count: number): Promise<string>;
  stateOf(id: string): Promise<Run["state"] | undefined>;
}

/** What runs are written down in. Without a database they keep the same contract. */
const LOGS: [where: string, open: () => Promise<RunLog & Partial<Pick<Store, "close">>>][] = [
  ["with a database", () => openStore({ file: ":memory:" })],
  ["without a database", async () => noLog()],
];

/** The same tests with a database and without one: calls `define` in a `describe` for each. */
export function describeRuns(what: string, define: (start: () => Promise<RunsUnderTest>) => void): void {
  for (const [where, openLog] of LOGS)
    describe(`a run ${where}`, () => {
      describe(what, () => define(runsPerTest(openLog)));
    });
}

function runsPerTest(openLog: () => Promise<RunsUnderTest["store"]>): () => Promise<RunsUnderTest> {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
  return async () => {
    const store = await openLog();
    const clock = manualClock();
    let number = 0;
    const runs = await createRuns({
      log: store,
      idleMs: IDLE,
      now: clock.now,
      timer: clock.timer,
      newId: () => `run-${++number}`,
    });
    const seen: RunsUnderTest["seen"] = [];
    const summaries: RunSummary[] = [];
    for (const event of ["run-started", "run-progress", "item-recorded"] as const) {
      runs.on(event, (run: Run) => void seen.push({ event, run }));
    }
    runs.on("run-finished", (run, summary) => {
      seen.push({ event: "run-finished", run });
      summaries.push(summary);
    });
    ends.push(async () => {
      await runs.close();
      await store.close?.();
    });
    const begin = async (profile = "Main") => (await runs.begin({ profile, trigger: "manual" })).id;
    return {
      store,
      clock,
      runs,
      seen,
      summaries,
      begin,
      async beginWith(count) {
        const id = await begin();
        await runs.lists(id, [sampleList({ items: count })], titles(count));
        return id;
      },
      stateOf: async (id) => (await store.run(id))?.state,
    };
  };
}
