import { outcomePhrases } from "../../../items/outcomes.ts";
import type { Run, RunHead } from "../../../runs/run.ts";
import { readableLists } from "../../../sources/profile-lists.ts";
import type { StoredSchedule } from "../../../state/port/schedules.ts";
import type { Store } from "../../../state/store.ts";
import { beginnersOf, type StartDesk } from "../acts/start-profile.ts";
import type { Answer } from "../contract/types.ts";
import type { DatabaseOnDesk } from "../desk/desk.ts";
import * as messages from "../messages.ts";
import { listName } from "../titles/list-name.ts";

export type ProfileState = Answer<"overview">["profiles"][number];
type Running = NonNullable<ProfileState["running"]>;
type FailedList = ProfileState["failedLists"][number];

/** Runs that are looked at for the last sync and for lists that failed: some of them read only a few lists, or none. */
const RUNS = 10;

/** What passes by in running syncs. */
export interface Passing {
  titles(runId: string): Running["passing"];
}

/** A profile as it is stored, and as it runs at the moment. */
export async function profileState(
  store: Store,
  { database, desk, running, passing }: ProfileDesk,
  profile: string,
): Promise<ProfileState> {
  const { file } = database.memory;
  const { automatic } = await store.profileSettings(profile);
  const schedule = await store.schedule(profile);
  const heads = await store.runHeads({ profile, withLists: true, limit: RUNS });
  const runs = await store.runs({ profile, states: [...ENDED], limit: RUNS });
  // a title that was cancelled or tried again is a run as well, but not how the profile is
  const ended = runs.find(({ lists: read, state }) => read.length > 0 || state === "failed") ?? runs[0];
  const current = running.find((run) => run.profile === profile);
  const beginners = beginnersOf({ database, desk, profile });
  const lists = readableLists(file, profile).filter(({ enabled }) => enabled !== false);
  return {
    database: database.id,
    profile,
    running: current ? toRunning(current, passing.titles(current.id)) : null,
    last: ended && isEnded(ended) ? toLast(ended) : null,
    next: nextOf(schedule),
    automatic,
    failedLists: failedLists(heads),
    lists: lists.length,
    ...("why" in beginners && { cannotStart: beginners.why }),
  };
}

export interface ProfileDesk {
  database: DatabaseOnDesk;
  desk: StartDesk;
  /** What runs at the moment. */
  running: readonly Run[];
  passing: Passing;
}

const ENDED = ["completed", "completed_with_errors", "failed", "cancelled", "interrupted"] as const;
type Ended = (typeof ENDED)[number];

const isEnded = (run: Run): run is Run & { state: Ended } => run.state !== "running";

export const toRunning = (run: Run, passing: Running["passing"]): Running => ({
  runId: run.id,
  trigger: run.trigger,
  dryRun: run.dryRun,
  startedAt: run.startedAt,
  done: Object.values(run.counts).reduce((sum, count) => sum + count, 0),
  ...(run.total !== undefined && { total: run.total }),
  counts: { ...run.counts },
  lists: listCounts(run),
  passing,
});

export const listCounts = ({ lists }: Pick<Run, "lists">): { read: number; failed: number } => {
  const failed = lists.filter(({ error }) => error !== undefined).length;
  return { read: lists.length - failed, failed };
};

const toLast = (run: Run & { state: Ended }): NonNullable<ProfileState["last"]> => ({
  runId: run.id,
  state: run.state,
  trigger: run.trigger,
  dryRun: run.dryRun,
  startedAt: run.startedAt,
  ...(run.finishedAt !== undefined && { finishedAt: run.finishedAt }),
  counts: { ...run.counts },
  text: run.error?.message ?? runText(run),
  ...(run.error && { error: run.error }),
});

/** What a run did, in a line; without the names of titles, which would have to be read. */
function runText({ counts }: Pick<Run, "counts">): string {
  const phrases = outcomePhrases(counts);
  return phrases.length > 0 ? `${phrases.join(", ")}.` : messages.nothingDone();
}

function nextOf({ nextAt, nextName, standing, pausedUntil }: StoredSchedule): ProfileState["next"] {
  if (nextAt === undefined && standing === undefined) return null;
  return {
    ...(nextAt !== undefined && { at: nextAt }),
    text: standing ?? nextName ?? "",
    ...(pausedUntil !== undefined && { pausedUntil }),
  };
}

/** Lists that could not be read when they were read last. @param runs newest first */
export function failedLists(runs: readonly RunHead[]): FailedList[] {
  const seen = new Set<string>();
  const failed: FailedList[] = [];
  for (const { lists, startedAt, dryRun } of runs)
    for (const { provider, list, name, url, label, error } of lists) {
      const known = `${provider}\n${list}`;
      if (seen.has(known) || (dryRun && !error)) continue;
      seen.add(known);
      if (!error) continue;
      const named = {
        provider,
        list,
        ...(name !== undefined && { name }),
        ...(url !== undefined && { url }),
      };
      failed.push({ ...listName(named), label, error, at: startedAt });
    }
  return failed;
}
