import type { OutcomeStatus } from "../../items/item.ts";
import type { Runs } from "../../runs/runs.ts";
import type { Run, RunState, Store } from "../../state/store.ts";
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
export function readEnded({ store, profile }: StateSource): EndedRuns {
  const [last] = store.runs({ profile, states: ENDED, limit: 1 });
  const completed = store.runs({ profile, states: COMPLETED, limit: LOOK_BACK });
  const [sync] = completed;
  const withLists = completed.find(({ lists }) => lists.length > 0) ?? sync;
  const error = last && problemOf(store, last);
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
export function readStates({ store, runs, profile }: StateSource, ended: EndedRuns): EntityStates {
  const { failedAsWhole, ...past } = ended;
  const run = runs.current(profile);
  const { automatic, requestLimit = 0 } = runs.settings(profile);
  const last = store.lastRequested(profile);
  const request = last && requestData(last.item);
  return {
    ...past,
    status: {
      state: run ? "syncing" : failedAsWhole ? "error" : "idle",
      attributes: run ? progressOf(run) : {},
    },
    requested_total: { state: store.requestedTotal(profile) },
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
export function progressOf(run: Pick<Run, "counts" | "total" | "trigger" | "dryRun">) {
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
function problemOf(store: Store, run: Run): string | undefined {
  if (run.state === "failed" || run.state === "interrupted") return run.error?.message ?? "The run failed.";
  if (run.state !== "completed_with_errors") return undefined;
  const [list, ...others] = run.lists.flatMap(({ error }) => error ?? []);
  if (list) {
    const more = others.length > 0 ? ` (And ${others.length} more lists failed.)` : "";
    return `${list.message}${more}`;
  }
  const { items, total } = store.items({ runId: run.id, statuses: ["failed", "quota_exceeded"], limit: 1 });
  const reason = items[0]?.outcome?.reason ?? "";
  return `${total} ${total === 1 ? "title" : "titles"} failed. ${reason}`.trim();
}
