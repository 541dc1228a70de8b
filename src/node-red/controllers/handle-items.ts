import { CancelledError, ListSyncError, throwIfCancelled } from "../../errors.ts";
import { redact } from "../../http/redact.ts";
import type { Item } from "../../items/item.ts";
import type { RunFault, RunFaults } from "../../overseerr/run-faults.ts";
import { FATAL_SERVER_CODES, REQUESTER_CODES } from "../../overseerr/server-error.ts";

/** What became of an item, and by which output it leaves. */
export interface Handled {
  item: Item;
  /** From 0. */
  output: number;
  /** The failure behind an outcome `failed`. */
  error?: ListSyncError;
}

export interface HandleOptions {
  /** Number of outputs. */
  outputs: number;
  /** The output by which failed items leave, from 0. */
  failedOutput: number;
  /** Items handled at once. */
  concurrency: number;
  faults: RunFaults;
  runId?: string;
  signal: AbortSignal;
  /** Done before the first item; when it fails, the run cannot go on. */
  prepare?: () => Promise<unknown>;
  /** @default the clock */
  now?: () => Date;
}

export interface HandledItems {
  /** Items by output, in the order in which they came. */
  outputs: Item[][];
  /** What a Catch node is to see; each failure that ends a run only once per run. */
  errors: ListSyncError[];
}

/**
 * Does the same work for every item with a bounded number under way. An item that fails leaves with the outcome
 * `failed`; a failure that would meet every further item as well (FATAL_SERVER_CODES) fails the rest of the run without
 * another call.
 *
 * @throws CancelledError when `signal` is aborted
 */
export async function handleItems(
  items: Item[],
  work: (item: Item) => Promise<Handled>,
  options: HandleOptions,
): Promise<HandledItems> {
  const { faults, runId, failedOutput, signal, now = () => new Date() } = options;
  const errors: ListSyncError[] = [];
  const handled: (Handled | undefined)[] = new Array(items.length);
  let fault = faults.get(runId);

  const fail = (item: Item, { code, message, httpStatus }: RunFault): Handled => {
    const outcome = {
      status: "failed" as const,
      reason: message,
      code,
      ...(httpStatus && { httpStatus }),
      at: now().toISOString(),
    };
    return { item: { ...item, outcome }, output: failedOutput };
  };
  const noteFault = (error: ListSyncError) => {
    if (fault) return;
    fault = toFault(error);
    if (faults.note(runId, fault)) errors.push(error);
  };
  const report = (error: ListSyncError) => {
    if (FATAL_SERVER_CODES.has(error.code)) noteFault(error);
    else if (!REQUESTER_CODES.has(error.code) || faults.tellOnce(runId, error)) errors.push(error);
  };

  async function handle(item: Item): Promise<Handled> {
    fault ??= faults.get(runId);
    if (fault) return fail(item, fault);
    try {
      const done = await work(item);
      if (done.error) report(done.error);
      return done;
    } catch (thrown) {
      const error = asKnown(thrown, signal);
      report(error);
      return fail(item, toFault(error));
    }
  }

  if (!fault && items.length > 0)
    await options.prepare?.().catch((thrown) => noteFault(asKnown(thrown, signal)));
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      throwIfCancelled(signal);
      const item = items[index];
      if (item) handled[index] = await handle(item);
    }
  };
  const workers = Array.from({ length: Math.min(options.concurrency, items.length) }, worker);
  // where one was stopped, what the others have begun is over as well before anybody is told
  await Promise.allSettled(workers);
  await Promise.all(workers);

  const outputs: Item[][] = Array.from({ length: options.outputs }, () => []);
  for (const each of handled) if (each) outputs[each.output]?.push(each.item);
  return { outputs, errors };
}

/** Stopped work is not a failed item, so a cancellation goes on to the caller. */
function asKnown(thrown: unknown, signal: AbortSignal): ListSyncError {
  throwIfCancelled(signal);
  if (thrown instanceof CancelledError) throw thrown;
  if (thrown instanceof ListSyncError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new ListSyncError("unexpected", `Something went wrong that ListSync does not know: ${text}`, {
    cause: thrown,
  });
}

function toFault(error: ListSyncError): RunFault {
  const httpStatus = "httpStatus" in error ? Number(error.httpStatus) || undefined : undefined;
  return { code: error.code, message: redact(error.message), ...(httpStatus && { httpStatus }) };
}

/**
 * One error for a message: the only one, or the first with the number of the others.
 *
 * @param errors - at least one
 */
export function combineErrors(errors: ListSyncError[]): ListSyncError | undefined {
  const [first, ...others] = errors;
  if (!first || others.length === 0) return first;
  return new ListSyncError(
    first.code,
    `${first.message} (And ${others.length} more of this message failed.)`,
  );
}
