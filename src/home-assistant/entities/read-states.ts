import type { OutcomeStatus } from "../../items/item.ts";
import type { Run, RunHead, RunState } from "../../runs/run.ts";
import type { Runs } from "../../runs/runs.ts";
import type { Store } from "../../state/store.ts";
import * as messages from "../messages.ts";
import type { EntityStates } from "./entity.ts";
import { fitAttributes, fitText } from "./fit.ts";
import { requestData } from "./sync-events.ts";

/** Where the values come from. */
export interface StateSource {
  store: Store;
  runs: Runs;
  profile: string;
}

/** What the last runs that ended say; it stays the same while one is on. */
export type EndedRuns = Pick<
  EntityStates,
  "last_sync" | "list_items" | "requested" | "available" | "failed" | "duration" | "problem"
> & { failedAsWhole: boolean };

const COMPLETED: RunState[] = ["completed", "completed_with_errors", "failed"];
const ENDED: RunState[] = [...COMPLETED, "cancelled", "interrupted"];

/** How far back a run that read lists is looked for: behind it single titles may have been tried again. */
const LOOK_BACK = 10;

/**
 * Reads what the memory says of the runs that are over. A run that was cancelled or cut off is no sync: the numbers are
 * those of the last one that got to its end.
 *
 * @throws StateError
 */
export async function readEnded({ store, profile }: StateSource): Promise<EndedRuns> {
  const [last] = await store.runs({ profile, states: ENDED, limit: 1 });
  const completed = await store.runHeads({ profile, states: COMPLETED, limit: LOOK_BACK });
  const counted = async (head: RunHead | undefined) => head && store.run(head.id);
  const sync = await counted(completed[0]);
  const withLists = await counted(completed.find(({ lists }) => lists.length > 0) ?? completed[0]);
  const error = last && (await problemOf(store, last));
  return {
    last_sync: {
      state: sync?.finishedAt ?? null,
      attributes: sync
        ? fitAttributes({ result: sync.state, trigger: sync.trigger, dry_run: sync.dryRun })
        : {},
    },
    list_items: { state: withLists ? totalOf(withLists) : null },
    requested: { state: count(sync, "requested") },
    available: { state: count(sync, "already_available", "partially_available") },
    failed: { state: count(sync, "failed") },
    duration: { state: sync ? secondsOf(sync) : null },
    problem: { state: error !== undefined, attributes: fitAttributes({ error: error ?? null }) },
    failedAsWhole: last?.state === "failed",
  };
}

/**
 * Completes the values with what is on at the moment.
 *
 * @param ended - what {@link readEnded} gave after the last run
 * @throws StateError
 */
export async function readStates(
  { store, runs, profile }: StateSource,
  ended: EndedRuns,
): Promise<EntityStates> {
  const { failedAsWhole, ...past } = ended;
  const { automatic, requestLimit = 0 } = await runs.settings(profile);
  const last = await store.lastRequested(profile);
  const request = last && requestData(last.item);
  const requested = await store.requestedTotal(profile);
  const schedule = await store.schedule(profile);
  // last: it changes while the others are read
  const run = runs.current(profile);
  return {
    ...past,
    status: {
      state: run ? "syncing" : failedAsWhole ? "error" : "idle",
      attributes: run ? progressOf(run) : {},
    },
    next_sync: {
      state: schedule.nextAt ?? null,
      attributes:
        schedule.plan === undefined
          ? {}
          : fitAttributes({
              window: schedule.nextName ?? null,
              schedule: schedule.plan,
              status: schedule.standing ?? null,
            }),
    },
    requested_total: { state: requested },
    last_request: {
      state: request ? fitText(String(request.title)) : null,
      attributes: request
        ? fitAttributes({
            tmdb_id: request.tmdb_id,
            media_type: request.media_type,
            year: request.year,
            list: request.list,
            requested_at: last?.outcome?.at,
          })
        : {},
    },
    auto: { state: automatic },
    limit: { state: requestLimit },
  };
}

/** How far a run is; percent only once it is known how many titles there are. */
function progressOf(run: Pick<Run, "counts" | "total" | "trigger" | "dryRun">) {
  const done = recorded(run);
  const { total } = run;
  return fitAttributes({
    done,
    total: total ?? null,
    progress: total ? Math.min(100, Math.floor((done * 100) / total)) : null,
    trigger: run.trigger,
    dry_run: run.dryRun,
  });
}

const recorded = ({ counts }: Pick<Run, "counts">): number =>
  Object.values(counts).reduce((sum, number) => sum + number, 0);

const totalOf = (run: Run): number => Math.max(run.total ?? 0, recorded(run));

const count = (run: Run | undefined, ...statuses: OutcomeStatus[]): number | null =>
  run ? statuses.reduce((sum, status) => sum + (run.counts[status] ?? 0), 0) : null;

/** With one digit after the point. */
function secondsOf({ startedAt, finishedAt = startedAt }: Run): number {
  return Math.max(0, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 100) / 10);
}

/** Why somebody should look at a run, as a sentence; undefined when nobody needs to. */
async function problemOf(store: Store, run: Run): Promise<string | undefined> {
  if (run.state === "failed" || run.state === "interrupted")
    return run.error?.message ?? messages.runFailed();
  if (run.state !== "completed_with_errors") return undefined;
  const [list, ...others] = run.lists.flatMap(({ error }) => error ?? []);
  if (list) {
    const more = others.length > 0 ? ` ${messages.andMoreLists(others.length)}` : "";
    return `${list.message}${more}`;
  }
  const query = { runId: run.id, statuses: ["failed", "quota_exceeded"] satisfies OutcomeStatus[], limit: 1 };
  const { items, total } = await store.items(query);
  const reason = items[0]?.outcome?.reason ?? "";
  return `${messages.titlesFailed(total)} ${reason}`.trim();
}
