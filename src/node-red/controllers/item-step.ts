import { CancelledError, InputError, ListSyncError } from "../../errors.ts";
import { linkSignals } from "../../http/linked-signal.ts";
import type { Item } from "../../items/item.ts";
import type { Overseerr } from "../../overseerr/overseerr.ts";
import type { ServerConnection } from "../../overseerr/server-connection.ts";
import type { Memory } from "../../runs/memory.ts";
import type { SyncInfo } from "../../runs/sync-message.ts";
import type { Store } from "../../state/store.ts";
import { booleanValue, textValue } from "../../strict-values.ts";
import { answerInKind, messageItems } from "../message-items.ts";
import type { Message } from "../node-port.ts";
import type { InputContext } from "../on-input.ts";
import { combineErrors, type Handled, handleItems } from "./handle-items.ts";

/** What a step knows while it handles the items of one message. */
export interface StepContext {
  overseerr: Overseerr;
  store?: Store;
  sync?: Partial<SyncInfo>;
  /** Aborted on redeploy and when the run is cancelled. */
  signal: AbortSignal;
}

/** One step of a sync on one server: looking a title up, or requesting it. Failed items leave by `failedOutput`. */
export interface ItemStep {
  outputs: number;
  /** From 0. */
  failedOutput: number;
  /** Its outcomes are those that are recorded, so that the last run's are shown after a start. @default false */
  decides?: boolean;
  /** Reads the message's own options; what it returns handles one item. @throws InputError */
  begin(msg: Message, context: StepContext): (item: Item, wait: () => void) => Promise<Handled>;
}

export interface StepDeps {
  /** @throws InputError `no-config` */
  server: () => ServerConnection;
  memory?: Memory;
  /** Is given the items once they were sent, and their run. */
  handled?: (items: Item[], runId: string | undefined) => void;
}

/**
 * Does a step for every item of a message and answers in kind. The library index is read before the first item of a
 * run; the run is held meanwhile, so that it does not end for being idle. When the run is cancelled nothing is sent.
 *
 * @throws the first error of an item, after everything was sent; CancelledError on redeploy
 */
export async function runStep(
  step: ItemStep,
  msg: Message,
  { send, signal: closing, park }: InputContext,
  deps: StepDeps,
): Promise<void> {
  const server = deps.server();
  const opened = open(server);
  const { items, many, errors: unreadable } = messageItems(msg.payload);
  const sync = readSync(msg.sync);
  const runs = deps.memory?.runs();
  const release = deps.memory?.use();
  const letGo = sync?.runId ? runs?.hold(sync.runId) : undefined;
  const { signal, unlink } = linkSignals(closing, sync?.runId ? runs?.signal(sync.runId) : undefined);
  let locked: ListSyncError | undefined;
  /** Without the database nobody would know which requests are ours: the run is over then. */
  const endIfLocked =
    (work: ReturnType<ItemStep["begin"]>): typeof work =>
    async (item, wait) => {
      const done = await work(item, wait);
      if (sync?.runId && done.error?.code === "state-locked") {
        const { code, message } = done.error;
        if (runs?.fail(sync.runId, { code, message })) locked = done.error;
      }
      return done;
    };
  try {
    const store = deps.memory?.store();
    const context = { signal, ...(store && { store }), ...(sync && { sync }) };
    const run = server.health.of(sync?.runId);
    const overseerr = opened.overseerr?.within(run.health);
    const work = begin(() => overseerr && step.begin(msg, { overseerr, ...context }));
    const { outputs, errors } = await handleItems(items, endIfLocked(work.item), {
      ...step,
      concurrency: server.concurrency,
      run,
      signal,
      park,
      prepare: async () => {
        if (opened.error) throw opened.error;
        // nothing is done with its titles, so nothing is asked for them
        if (!work.isReady) return;
        await opened.overseerr.index.ensure(sync?.runId, { signal });
      },
    });
    msg.sync = { ...sync, ...(opened.overseerr && { server: opened.overseerr.key }) };
    const done = outputs.flat();
    deps.handled?.(done, sync?.runId);
    send(answerInKind(msg, many, outputs));
    const error = combineErrors([...unreadable, ...errors]);
    if (error) throw error;
  } catch (error) {
    if (locked) throw locked;
    // The run was stopped on purpose and its titles count as missing: ten thousand errors would say no more.
    if (!(error instanceof CancelledError) || !signal.aborted || closing.aborted) throw error;
  } finally {
    unlink();
    letGo?.();
    release?.();
  }
}

type Opened = { overseerr: Overseerr; error?: undefined } | { overseerr?: undefined; error: ListSyncError };

/** A server that is set up wrongly ends the run like one that is away: its items are recorded as failed. */
function open(server: ServerConnection): Opened {
  try {
    return { overseerr: server.overseerr() };
  } catch (error) {
    if (error instanceof ListSyncError) return { error };
    throw error;
  }
}

type Work = ReturnType<ItemStep["begin"]>;

/** A setting or an option that is wrong meets every title of the message: each leaves with it as its outcome. */
function begin(read: () => Work | undefined): { item: Work; isReady: boolean } {
  try {
    return { item: read() ?? notDone, isReady: true };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { item: () => Promise.reject(error), isReady: false };
  }
}

/** Stands where there is no server to work on; no item gets this far. */
const notDone: Work = () => Promise.reject(new CancelledError());

/**
 * Reads `msg.sync`; a message from outside a run has none.
 *
 * @throws InputError `bad-input`: a dry run whose word is not understood would request everything
 */
export function readSync(value: unknown): Partial<SyncInfo> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { runId, profile, dryRun, ...others } = value as Record<string, unknown>;
  const read = {
    runId: textValue(runId, "msg.sync.runId"),
    profile: textValue(profile, "msg.sync.profile"),
    dryRun: booleanValue(dryRun, "msg.sync.dryRun"),
  };
  return {
    ...others,
    ...Object.fromEntries(Object.entries(read).filter(([, known]) => known !== undefined)),
  };
}
