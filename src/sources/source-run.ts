import { InputError, ListSyncError } from "../errors.ts";
import { linkSignals } from "../http/linked-signal.ts";
import { completeIds } from "../lists/complete-ids.ts";
import type { FetchDeps } from "../lists/context.ts";
import { type FetchListsOptions, fetchLists } from "../lists/fetch-lists.ts";
import type { ListEntry } from "../lists/list-entry.ts";
import { nameList } from "../lists/name-list.ts";
import { endBroken } from "../runs/end-broken.ts";
import type { RunGate } from "../runs/run-gate.ts";
import { noteRunDeps } from "../runs/run-identifiers.ts";
import type { SyncInfo } from "../runs/sync-message.ts";
import type { ListResult, Run } from "../state/store.ts";
import { type Compared, type Comparison, compareContents } from "./compare-contents.ts";
import type { ContentMemory } from "./list-contents.ts";

/** What to do when the profile is being synchronised already. */
export type WhenRunning = "skip" | "queue" | "start";

/** What one trigger asks for. */
export interface SourceRequest extends Comparison {
  /** As asked for, disabled ones included. */
  entries: ListEntry[];
  /** `schedule`, `manual`, `message`, … */
  trigger: string;
  /** Somebody asked for it; false for what a clock or a start sets off. */
  asked: boolean;
  whenRunning: WhenRunning;
}

export interface SourceDeps {
  runs: RunGate;
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
    const reasons = results.map(({ label, error }) => nameList(label, error?.message ?? "It failed."));
    const which = results.length === 1 ? "The list" : `None of the ${results.length} lists`;
    const shown = reasons.slice(0, 3).join(" ");
    const more = reasons.length > 3 ? ` (and ${reasons.length - 3} more)` : "";
    super("all-lists-failed", `${which} could ${results.length === 1 ? "not " : ""}be read. ${shown}${more}`);
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
    throw new InputError(
      "bad-config",
      "There is no list to read. Add one in the list-source node, or send addresses in msg.lists.",
    );
  }
  const run = await beginRun(request, deps);
  if (!run) return undefined;
  const release = deps.runs.hold(run.id);
  const { signal, unlink } = linkSignals(deps.signal, deps.runs.signal(run.id));
  try {
    const { concurrency, onProgress } = deps;
    noteRunDeps(run.id, deps.fetch);
    const fetched = await fetchLists(request.entries, deps.fetch, { concurrency, onProgress, signal });
    const compared = compareContents(request, fetched, deps.contents);
    const { entries, left } = compared;
    const { items, warnings } = await completeIds(compared.items, deps.fetch, signal);
    const results = entries.map(({ result }) => result);
    const failed = results.filter(({ error }) => error !== undefined);
    const sync = { ...syncInfo(run, items.length, results), ...(warnings.length > 0 && { warnings }) };
    await deps.runs.whenFree(() => deps.runs.lists(run.id, results, items), signal);
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
  if (request.whenRunning === "start") return runs.whenFree(() => runs.begin(request), signal);
  if (request.whenRunning === "queue") {
    const stop = linkSignals(signal, cancelWaiting);
    return runs.queue(request, stop.signal).finally(stop.unlink);
  }
  return runs.whenFree(() => (runs.isBusy(request.profile) ? undefined : runs.begin(request)), signal);
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
