import { CancelledError, ListSyncError, throwIfCancelled } from "../../errors.ts";
import { redact } from "../../http/redact.ts";
import type { Item } from "../../items/item.ts";
import type { RunFault, RunHealth } from "../../overseerr/health/run-health.ts";
import { FATAL_SERVER_CODES, REQUESTER_CODES, TRANSIENT_SERVER_CODES } from "../../overseerr/server-error.ts";
import * as messages from "../messages.ts";

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
  /** How the server fares in the run that the items belong to. */
  run: RunHealth;
  signal: AbortSignal;
  /** Done before the first item; when it fails, the run cannot go on. */
  prepare?: () => Promise<unknown>;
  /** Called when nothing but items that wait for others is left. */
  park?: () => void;
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
 * `failed`; once the run has ended, because its preparation or the server failed, the rest fails without another call.
 *
 * An item that only waits for others says so by `wait`: the next one is handled meanwhile.
 *
 * @throws CancelledError when `signal` is aborted
 */
export async function handleItems(
  items: Item[],
  work: (item: Item, wait: () => void) => Promise<Handled>,
  options: HandleOptions,
): Promise<HandledItems> {
  const { run, failedOutput, signal, now = () => new Date() } = options;
  const errors: ListSyncError[] = [];
  const handled: (Handled | undefined)[] = new Array(items.length);

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
  const report = (error: ListSyncError) => {
    const told = run.fault ?? toFault(error);
    const once = run.fault !== undefined || TOLD_ONCE.has(told.code);
    const isNews = run.tellOnce(told);
    if (isNews || !once) errors.push(run.fault ? fromFault(run.fault) : error);
  };

  async function handle(item: Item, wait: () => void): Promise<Handled> {
    if (run.fault) return fail(item, run.fault);
    try {
      const done = await work(item, wait);
      if (done.error) report(done.error);
      return done;
    } catch (thrown) {
      const error = asKnown(thrown, signal);
      report(error);
      return fail(item, toFault(error));
    }
  }

  if (!run.fault && items.length > 0)
    await options.prepare?.().catch((thrown) => {
      const error = asKnown(thrown, signal);
      run.end(toFault(error));
      report(error);
    });
  let next = 0;
  const waiting: Promise<void>[] = [];
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      throwIfCancelled(signal);
      const item = items[index];
      if (!item) continue;
      let waits = () => {};
      const others = new Promise<void>((resolve) => {
        waits = resolve;
      });
      const done = handle(item, waits).then((result) => {
        handled[index] = result;
      });
      await Promise.race([done, others.then(() => void waiting.push(done))]);
    }
  };
  const workers = Array.from({ length: Math.min(options.concurrency, items.length) }, worker);
  // where one was stopped, what the others have begun is over as well before anybody is told
  await Promise.allSettled(workers);
  if (waiting.length > 0) options.park?.();
  await Promise.allSettled(waiting);
  await Promise.all([...workers, ...waiting]);

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
  return new ListSyncError("unexpected", `Unexpected error: ${text}`, {
    cause: thrown,
  });
}

/** What meets many titles alike is told once in a run. */
const TOLD_ONCE: ReadonlySet<string> = new Set([
  "no-config",
  "bad-config",
  "bad-input",
  // a Radarr that is down refuses all
  "server-handover",
  ...FATAL_SERVER_CODES,
  ...TRANSIENT_SERVER_CODES,
  ...REQUESTER_CODES,
]);

const fromFault = ({ code, message }: RunFault): ListSyncError => new ListSyncError(code, message);

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
  return new ListSyncError(first.code, messages.andMoreFailed(first.message, others.length));
}
