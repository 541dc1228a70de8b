import { backgroundTimer, type Timer } from "../runs/idle-timer.ts";
import type { Memory } from "../runs/memory.ts";
import type { Runs } from "../runs/runs.ts";
import type { ArrivedRun, StoredSchedule } from "../state/port/schedules.ts";
import type { Store } from "../state/store.ts";
import { basisOf, cameOf } from "./basis-of.ts";
import { isSetBack, nextDue, windowAt } from "./next-due.ts";
import type { Basis, Due, Plan } from "./plan.ts";
import { planText } from "./plan-text.ts";
import { FOR_GOOD, type Standing, standingText } from "./standing.ts";
import type { Differences } from "./window.ts";

/** What a schedule works with. */
export interface ScheduleOptions {
  memory: Pick<Memory, "store" | "runs" | "use" | "whenOpen">;
  profile: string;
  plan: Plan;
  /** Whether the first run of a profile is due as well. */
  firstRun: boolean;
  /** How many lists the profile has, as far as is known. */
  lists?: () => number;
  /** Begins a run. `differs` is what is different now, `due` when it was due. */
  begin(start: { differs: Differences; due?: Due }): void;
  /** Told whenever the profile stands differently. */
  onStanding(standing: Standing): void;
  /** Told of what keeps it from looking, once until it works again. */
  onError(error: unknown): void;
  /** Milliseconds since the epoch. */
  now?: () => number;
  timer?: Timer;
}

/** The schedule of one profile at work. */
export interface Schedule {
  /** Begins a run now; what is different now is as in the window that is open. */
  runNow(): Promise<void>;
  /** Leaves out the next due time. @returns when it would have been */
  skipNext(): Promise<Due | undefined>;
  /** Begins nothing until then; what became due meanwhile is due then, once. */
  pause(until?: number): Promise<void>;
  resume(): Promise<void>;
  /** @param removed it is gone for good, not only until the next start */
  close(removed: boolean): Promise<void>;
}

/** Longest time between two looks. Milliseconds: a machine that slept and a clock that was set are noticed after it. */
const LONGEST_LOOK = 30_000;
/** Runs that are looked through for the last real one. */
const LOOK_BACK = 50;

interface Look {
  store: Store;
  runs: Runs;
  stored: StoredSchedule;
  arrived: readonly ArrivedRun[];
  basis: Basis;
  due: Due | undefined;
  standing: Standing;
}

/**
 * Begins the runs of a profile when they are due, until it is closed. What counts is what the memory says: the last real
 * run that ended, and the due time that was taken last, by whichever process.
 */
export function createSchedule(options: ScheduleOptions): Schedule {
  const {
    memory,
    profile,
    plan,
    begin,
    onStanding,
    onError,
    now = Date.now,
    timer = backgroundTimer,
  } = options;
  let closed = false;
  let stopTimer = () => {};
  let told: string | undefined;
  /** One thing after the other: a look that waits for the database must not pass another one. */
  let busy: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = busy.then(work, work);
    busy = next.catch(() => {});
    return next;
  }

  async function look(): Promise<Look> {
    const store = await memory.store();
    const runs = await memory.runs();
    const stored = await store.schedule(profile);
    const arrived = await store.arrivedRuns(profile, LOOK_BACK);
    const basis = basisOf(stored, arrived, options.lists?.() ?? 0);
    const { automatic } = await runs.settings(profile);
    const isFirst = !basis.last && !basis.taken && !options.firstRun;
    const due = isFirst ? undefined : held(nextDue(plan, basis, now()), stored, basis);
    const standing = standingOf({ isBusy: runs.isBusy(profile), isFirst, automatic, due, basis });
    return { store, runs, stored, arrived, basis, due, standing };
  }

  /**
   * Once the clock was set behind what it said before, the due time that was then reckoned stays: with the clock it would
   * move on and on, and jump when the clock has caught up.
   */
  function held(due: Due | undefined, { nextAt, heldFor }: StoredSchedule, basis: Basis): Due | undefined {
    const isHeld = isSetBack(basis, now()) || heldFor === printOf(basis);
    if (!due || !isHeld || nextAt === undefined) return due;
    const at = Math.min(due.at, Date.parse(nextAt));
    if ("cron" in plan) return { at };
    const window = windowAt(plan.windows, Math.max(at, now()), plan.clock);
    return window ? { at, window } : due;
  }

  function standingOf(known: {
    isBusy: boolean;
    isFirst: boolean;
    automatic: boolean;
    due: Due | undefined;
    basis: Basis;
  }): Standing {
    const { isBusy, isFirst, automatic, due, basis } = known;
    if (isBusy) return { kind: "running" };
    if ((basis.pausedUntil ?? 0) > now()) return { kind: "paused", until: basis.pausedUntil ?? 0, due };
    if (isFirst) return { kind: "first" };
    if (!automatic) return { kind: "off" };
    return due ? { kind: "next", due } : { kind: "never" };
  }

  async function keep({ store, runs, stored, basis, due, standing }: Look): Promise<void> {
    const isPausedForGood = standing.kind === "paused" && standing.until >= FOR_GOOD;
    const hidden = isPausedForGood || standing.kind === "off" || standing.kind === "running";
    const shown = hidden ? undefined : due;
    const { plan: text, zone, nextAt, nextName, standing: said, heldFor } = stored;
    const next = {
      plan: planText(plan),
      zone: plan.clock.zone,
      nextAt: shown && new Date(Math.min(shown.at, FOR_GOOD)).toISOString(),
      nextName: shown?.window?.name,
      standing: standingText(standing, now(), plan.clock),
      heldFor: isSetBack(basis, now()) || heldFor === printOf(basis) ? printOf(basis) : undefined,
    };
    onStanding(standing);
    const before = { plan: text, zone, nextAt, nextName, standing: said, heldFor };
    if (JSON.stringify(next) === JSON.stringify(before)) return;
    await store.saveSchedule(profile, next);
    runs.emit("schedule-changed", profile);
  }

  async function take({ store, stored, arrived }: Look, differs: Differences): Promise<boolean> {
    const tries = cameOf(stored, arrived) ? 1 : stored.tries + 1;
    const at = new Date(now()).toISOString();
    return store.takeDue(profile, { takes: stored.takes, tries, at, dryRun: differs.dryRun === true });
  }

  async function pulse(): Promise<void> {
    if (closed) return;
    const release = memory.use();
    let wait = LONGEST_LOOK;
    try {
      const seen = await look();
      if (closed) return;
      const { standing } = seen;
      if (standing.kind === "next" && standing.due.at <= now()) {
        const differs = standing.due.window?.differs ?? {};
        // taken by another one: the next look knows
        if (await take(seen, differs)) begin({ differs, due: standing.due });
        wait = 0;
      } else {
        await keep(seen);
        if (standing.kind === "next") wait = Math.min(wait, standing.due.at - now());
      }
      told = undefined;
    } catch (error) {
      tell(error);
    } finally {
      release();
      arm(wait);
    }
  }

  function tell(error: unknown): void {
    if (closed) return;
    const message = error instanceof Error ? error.message : String(error);
    if (message === told) return;
    told = message;
    onError(error);
  }

  function arm(wait: number): void {
    stopTimer();
    if (!closed) stopTimer = timer(() => void inTurn(pulse), Math.max(wait, 0));
  }

  const touch = (): void => arm(0);
  const concerns = (of: string) => of === profile && touch();
  const stopFollowing = memory.whenOpen((runs) => {
    const onRun = (run: { profile: string }) => concerns(run.profile);
    runs.on("run-started", onRun);
    runs.on("run-finished", onRun);
    runs.on("settings-changed", concerns);
    return () => {
      runs.off("run-started", onRun);
      runs.off("run-finished", onRun);
      runs.off("settings-changed", concerns);
    };
  });
  // not at once: the nodes that are started and those that catch an error may come after this one
  arm(START);

  /** Somebody says what is to be done: an error is theirs. */
  const command = <T>(work: (seen: Look) => Promise<T>): Promise<T> =>
    inTurn(async () => {
      const release = memory.use();
      try {
        return await work(await look());
      } finally {
        release();
        touch();
      }
    });

  return {
    runNow: () =>
      command(async (seen) => {
        const differs = "cron" in plan ? {} : (windowAt(plan.windows, now(), plan.clock)?.differs ?? {});
        await take(seen, differs);
        begin({ differs });
      }),
    skipNext: () =>
      command(async ({ store, due }) => {
        if (!due) return undefined;
        await store.saveSchedule(profile, { skippedTo: new Date(Math.max(due.at, now())).toISOString() });
        return due;
      }),
    pause: (until = FOR_GOOD) =>
      command(({ store }) => save(store, { pausedUntil: new Date(Math.min(until, FOR_GOOD)).toISOString() })),
    resume: () => command(({ store }) => save(store, { pausedUntil: undefined })),
    async close(removed) {
      if (closed) return;
      closed = true;
      stopTimer();
      stopFollowing();
      const release = memory.use();
      if (removed) await inTurn(withdraw).catch(() => {});
      release();
    },
  };

  async function save(store: Store, patch: Parameters<Store["saveSchedule"]>[1]): Promise<void> {
    await store.saveSchedule(profile, patch);
  }

  /** Nobody starts the profile any more, so nobody is to be told when. */
  async function withdraw(): Promise<void> {
    const nothing = {
      plan: undefined,
      zone: undefined,
      nextAt: undefined,
      nextName: undefined,
      standing: undefined,
    };
    await (await memory.store()).saveSchedule(profile, nothing);
    (await memory.runs()).emit("schedule-changed", profile);
  }
}

const printOf = (basis: Basis): string => JSON.stringify(basis);

/** Milliseconds between the start of the node and its first look. */
const START = 1000;
