import { setImmediate } from "node:timers/promises";
import { createRuns } from "../../../src/runs/create-runs.ts";
import type { Timer } from "../../../src/runs/idle-timer.ts";
import { cronTimes } from "../../../src/schedule/cron-times.ts";
import type { Plan } from "../../../src/schedule/plan.ts";
import { createSchedule, type Schedule } from "../../../src/schedule/schedule.ts";
import { standingText } from "../../../src/schedule/standing.ts";
import type { Window } from "../../../src/schedule/window.ts";
import { zoneClock } from "../../../src/schedule/zone-clock.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { sampleList } from "../../support/state-samples.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

/** A window of the whole day, unless something else is said. */
const window = (given: Partial<Window> = {}): Window => ({
  days: EVERY_DAY,
  from: 0,
  to: 0,
  differs: {},
  ...given,
});

export const windows = (zone: string, ...given: Partial<Window>[]): Plan => ({
  clock: zoneClock(zone),
  jitter: 0,
  windows: given.map(window),
});

export const every = (length: number, zone = "UTC"): Plan => windows(zone, { every: length });

export const cron = (expression: string, zone = "UTC"): Plan => ({
  clock: zoneClock(zone),
  jitter: 0,
  cron: cronTimes(expression, zone, 0),
});

/** Two clocks: what the wall says, and what timers go by, which stands still while the machine sleeps. */
export function fakeClocks(start: string) {
  let wall = Date.parse(start);
  let running = 0;
  let timers: { at: number; work: () => void }[] = [];
  const timer: Timer = (work, milliseconds) => {
    const entry = { at: running + milliseconds, work };
    timers.push(entry);
    return () => {
      timers = timers.filter((other) => other !== entry);
    };
  };
  /** What was begun by a timer ends before the next one. */
  async function settle(): Promise<void> {
    for (let round = 0; round < 12; round++) await setImmediate();
  }
  return {
    now: () => wall,
    timer,
    settle,
    async pass(milliseconds: number): Promise<void> {
      const end = running + milliseconds;
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((other) => other !== next);
        wall += next.at - running;
        running = next.at;
        next.work();
        await settle();
      }
      wall += end - running;
      running = end;
      await settle();
    },
    /** The machine sleeps: its timers do not notice. */
    sleep(milliseconds: number): void {
      wall += milliseconds;
    },
    /** Somebody sets the clock. */
    set(milliseconds: number): void {
      wall += milliseconds;
    },
    /** The process ends: its timers are gone. */
    forgetTimers(): void {
      timers = [];
    },
  };
}

export type Clocks = ReturnType<typeof fakeClocks>;

/** How a run goes that a schedule has begun. */
export type RunKind = "completed" | "failed" | "cancelled" | "nothing" | "stays";

interface ScheduleRun {
  /** As the wall clock says, in ISO 8601. */
  at: string;
  differs: object;
}

/** A process with a memory and a schedule in it. */
export async function startProcess(
  clocks: Clocks,
  file: string,
  plan: Plan,
  options: { profile?: string; firstRun?: boolean; lists?: number; minutes?: number } = {},
) {
  const { profile = "Main", firstRun = false, lists, minutes = 2 } = options;
  const store = await openStore({ file });
  const runs = await createRuns({
    log: store,
    now: () => new Date(clocks.now()),
    timer: clocks.timer,
    idleMs: DAY,
  });
  const begun: ScheduleRun[] = [];
  const errors: unknown[] = [];
  const standings: string[] = [];
  let next: RunKind = "completed";

  /** Makes a run as a list-source would: it reads its lists and takes so many minutes. */
  async function run(
    kind: RunKind,
    {
      trigger = "manual",
      dryRun = false,
      lists: count = 2,
    }: { trigger?: string; dryRun?: boolean; lists?: number } = {},
  ): Promise<void> {
    if (kind === "nothing") return;
    const { id } = await runs.begin({ profile, trigger, dryRun });
    const results = Array.from({ length: count }, (_, index) => sampleList({ list: `list-${index}` }));
    for (const result of results) await runs.listRead(id, result);
    if (kind === "stays") return;
    clocks.timer(() => {
      if (kind === "failed") runs.fail(id, { code: "server-unreachable", message: "The server is gone." });
      else if (kind === "cancelled") runs.cancel(id);
      else void runs.lists(id, results, []);
    }, minutes * MINUTE);
  }

  const schedule: Schedule = createSchedule({
    memory: {
      store: (() => store) as never,
      runs: (() => runs) as never,
      use: () => () => {},
      whenOpen: (attach) => (attach as (...opened: unknown[]) => () => void)(runs, store),
    },
    profile,
    plan,
    firstRun,
    ...(lists !== undefined && { lists: () => lists }),
    begin({ differs }) {
      begun.push({ at: new Date(clocks.now()).toISOString(), differs });
      void run(next, { trigger: "schedule", dryRun: (differs as { dryRun?: boolean }).dryRun === true });
    },
    onStanding: (standing) => standings.push(standingText(standing, clocks.now(), plan.clock)),
    onError: (error) => errors.push(error),
    now: clocks.now,
    timer: clocks.timer,
  });
  return {
    store,
    runs,
    schedule,
    begun,
    errors,
    run,
    /** When runs were begun, to the minute. */
    times: () => begun.map(({ at }) => at.slice(0, 16)),
    says: () => standings.at(-1),
    next(kind: RunKind): void {
      next = kind;
    },
    /** Ends as `kill -9` does, or in order. */
    async end(inOrder = true): Promise<void> {
      await schedule.close(false);
      if (inOrder) await runs.close();
      await store.close();
    },
  };
}

export type Process = Awaited<ReturnType<typeof startProcess>>;
