import { InputError, ListSyncError } from "../errors.ts";
import { linkSignals } from "../http/linked-signal.ts";
import type { ListEntry } from "../lists/entries/list-entry.ts";
import { nameList } from "../lists/entries/name-list.ts";
import type { FetchDeps } from "../lists/fetching/context.ts";
import { type FetchListsOptions, fetchLists } from "../lists/fetching/fetch-lists.ts";
import { completeIds } from "../lists/ids/complete-ids.ts";
import { endBroken } from "../runs/end-broken.ts";
import type { ListResult, Run } from "../runs/run.ts";
import { noteRunDeps } from "../runs/run-identifiers.ts";
import type { Runs } from "../runs/runs.ts";
import { runScopes } from "../runs/scopes.ts";
import type { SyncInfo } from "../runs/sync-message.ts";
import type { Trigger } from "../runs/trigger.ts";
import { type Compared, type Comparison, compareContents } from "./compare-contents.ts";
import type { ContentMemory } from "./list-contents.ts";
import * as messages from "./messages.ts";

/** What to do when the profile is being synchronised already. */
type WhenRunning = "skip" | "queue" | "start";

/** What one trigger asks for. */
export interface SourceRequest extends Comparison {
  /** As asked for, disabled ones included. */
  entries: ListEntry[];
  trigger: Trigger;
  /** Somebody asked for it; false for what a clock or a start sets off. */
  asked: boolean;
  whenRunning: WhenRunning;
  /** Id of the run, where somebody was told of it before. */
  runId?: string;
}

export interface SourceDeps {
  runs: Pick<Runs, "begin" | "queue" | "isBusy" | "signal" | "lists" | "cancel" | "fail">;
  fetch: FetchDeps;
  /** Knows what stood on the lists last time; without it nothing is held back and nothing has left. */
  contents?: ContentMemory;
  /** Lists fetched at once. */
  concurrency?: number;
  /** Stops the fetch: redeploy or shutdown. */
  signal: AbortSignal;
  /** Also drops a trigger that waits for its turn. */
  cancelWaiting?: AbortSignal;
  onProgress?: FetchListsOptions["onProgress"];
}

/** A run whose lists are read and whose titles are to be sent. */
export interface SourceRun extends Pick<Compared, "items" | "left" | "remember"> {
  sync: SyncInfo;
  /** Lists that could not be read. */
  failed: ListResult[];
  /** Aborted when the run is cancelled. */
  signal: AbortSignal;
  /** To be called when its titles cannot be sent: whatever it is but a cancellation, the run has failed. */
  fail(error: unknown): void;
  /** To be called once all titles are sent. */
  release(): void;
}

/** Every list of a run failed; which and why is in `lists`. */
export class AllListsFailedError extends ListSyncError {
  readonly sync: SyncInfo;

  constructor(sync: SyncInfo, results: ListResult[]) {
    const reasons = results.map(({ label, error }) => nameList(label, error?.message ?? messages.noReason()));
    super("all-lists-failed", messages.allListsFailed(reasons));
    this.sync = sync;
  }
}

/**
 * Begins a run and reads its lists.
 *
 * @returns undefined when the profile is being synchronised already and the trigger is to be skipped
 * @throws InputError `bad-config` without any enabled list; AllListsFailedError; CancelledError; StateError
 */
export async function startSourceRun(
  request: SourceRequest,
  deps: SourceDeps,
): Promise<SourceRun | undefined> {
  if (!request.entries.some(({ enabled }) => enabled !== false)) {
    throw new InputError("bad-config", messages.noLists());
  }
  const run = await beginRun(request, deps);
  if (!run) return undefined;
  const { scope, leave: release } = runScopes.enter(run.id);
  const { signal, unlink } = linkSignals(deps.signal, await deps.runs.signal(run.id));
  try {
    const { concurrency, onProgress } = deps;
    noteRunDeps(scope, deps.fetch);
    const fetched = await fetchLists(request.entries, deps.fetch, { concurrency, onProgress, signal });
    const compared = await compareContents(request, fetched, deps.contents);
    const { entries, left } = compared;
    const { items, warnings } = await completeIds(compared.items, deps.fetch, signal);
    const results = entries.map(({ result }) => result);
    const failed = results.filter(({ error }) => error !== undefined);
    const sync = { ...syncInfo(run, items.length, results), ...(warnings.length > 0 && { warnings }) };
    await deps.runs.lists(run.id, results, items, signal);
    if (failed.length === results.length) throw new AllListsFailedError(sync, results);
    const done = () => {
      unlink();
      release();
    };
    const fail = (error: unknown) => endBroken(deps.runs, run.id, error, deps.signal);
    return { sync, items, left, remember: compared.remember, failed, signal, fail, release: done };
  } catch (error) {
    endBroken(deps.runs, run.id, error, deps.signal);
    unlink();
    release();
    throw error;
  }
}

async function beginRun(
  request: SourceRequest,
  { runs, cancelWaiting, signal }: SourceDeps,
): Promise<Run | undefined> {
  if (request.whenRunning === "start") return runs.begin(request, signal);
  if (request.whenRunning === "queue") {
    const stop = linkSignals(signal, cancelWaiting);
    return runs.queue(request, stop.signal).finally(stop.unlink);
  }
  return runs.isBusy(request.profile) ? undefined : runs.begin(request, signal);
}

const syncInfo = (run: Run, total: number, lists: ListResult[]): SyncInfo => ({
  runId: run.id,
  profile: run.profile,
  trigger: run.trigger,
  dryRun: run.dryRun,
  startedAt: run.startedAt,
  total,
  lists,
});
