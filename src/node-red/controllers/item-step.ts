import { CancelledError, InputError, ListSyncError } from "../../errors.ts";
import type { Field } from "../../fields/field.ts";
import { text, yesNo } from "../../fields/kinds.ts";
import { PLACES, readValue } from "../../fields/read-value.ts";
import { linkSignals } from "../../http/linked-signal.ts";
import type { Item } from "../../items/item.ts";
import type { Message } from "../../message.ts";
import type { ServerConnection } from "../../overseerr/connection/server-connection.ts";
import type { Overseerr } from "../../overseerr/overseerr.ts";
import { isUnwritten } from "../../runs/is-unwritten.ts";
import type { Memory } from "../../runs/memory.ts";
import type { Runs } from "../../runs/runs.ts";
import { runScopes } from "../../runs/scopes.ts";
import type { SyncInfo } from "../../runs/sync-message.ts";
import type { Scope } from "../../scope.ts";
import type { Store } from "../../state/store.ts";
import { answerInKind, messageItems } from "../message-items.ts";
import type { InputContext } from "../on-input.ts";
import { combineErrors, type Handled, handleItems } from "./handle-items.ts";

/** What a step knows while it handles the items of one message. */
interface StepContext {
  overseerr: Overseerr;
  store?: Store;
  /** Those of the store. */
  runs?: Runs;
  sync?: Partial<SyncInfo>;
  /** Of the message's run, or of the message. */
  scope: Scope;
  /** Aborted on redeploy and when the run is cancelled. */
  signal: AbortSignal;
}

/** Handles one item. */
type Work = (item: Item, wait: () => void) => Promise<Handled>;

/** One step of a sync on one server: looking a title up, or requesting it. Failed items leave by `failedOutput`. */
export interface ItemStep {
  outputs: number;
  /** From 0. */
  failedOutput: number;
  /** Its outcomes are those that are recorded, so that the last run's are shown after a start. @default false */
  decides?: boolean;
  /** Reads the message's own options; what it returns handles one item. @throws InputError */
  begin(msg: Message, context: StepContext): Promise<Work>;
}

export interface StepDeps {
  /** @throws InputError `no-config` */
  server: () => ServerConnection;
  memory?: Memory;
  /** Is given the items that are about to be sent, and the scope of their run. */
  handled?: (items: Item[], scope: Scope) => void;
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
  const release = deps.memory?.use();
  const { scope, leave } = runScopes.enter(sync?.runId);
  const { runs, stopped } = await runOf(deps.memory, sync?.runId).catch((error: unknown) => {
    leave();
    release?.();
    throw error;
  });
  const { signal, unlink } = linkSignals(closing, scope.signal, stopped);
  let unwritten: ListSyncError | undefined;
  /** Without the database nobody would know which requests are ours: the run is over then. */
  const endIfUnwritten =
    (work: Work): Work =>
    async (item, wait) => {
      const done = await work(item, wait);
      const { error, ...rest } = done;
      if (!sync?.runId || !isUnwritten(error)) return done;
      runs?.fail(sync.runId, { code: error.code, message: error.message });
      const told = scope.part(UNWRITTEN, () => new Set<string>());
      // others waited for the same
      if (told.has(error.code)) return rest;
      told.add(error.code);
      unwritten = error;
      return done;
    };
  try {
    const store = await deps.memory?.store();
    const context = { scope, signal, ...(store && { store }), ...(runs && { runs }), ...(sync && { sync }) };
    const run = server.health.of(scope);
    const overseerr = opened.overseerr?.watchedBy(
      run.health,
      store && ((waiting) => store.lease.confirm(waiting)),
    );
    const work = await begin(async () => overseerr && step.begin(msg, { overseerr, ...context }));
    const { outputs, errors } = await handleItems(items, endIfUnwritten(work.item), {
      ...step,
      concurrency: server.titlesAtOnce,
      run,
      signal,
      park,
      prepare: async () => {
        if (opened.error) throw opened.error;
        // nothing is done with its titles, so nothing is asked for them
        if (!work.isReady) return;
        await opened.overseerr.index.ensure(scope, { signal });
      },
    });
    msg.sync = { ...sync, ...(opened.overseerr && { server: opened.overseerr.key }) };
    const done = outputs.flat();
    deps.handled?.(done, scope);
    send(answerInKind(msg, many, outputs));
    const error = combineErrors([...unreadable, ...errors]);
    if (error) throw error;
  } catch (error) {
    if (unwritten) throw unwritten;
    // The run was stopped on purpose and its titles count as missing: ten thousand errors would say no more.
    if (!(error instanceof CancelledError) || !signal.aborted || closing.aborted) throw error;
  } finally {
    unlink();
    leave();
    release?.();
  }
}

/** Names what a run was told of. */
const UNWRITTEN = {};

/** The runs of a database, and what tells that a run of it was stopped. */
async function runOf(memory: Memory | undefined, runId: string | undefined) {
  const runs = await memory?.runs();
  return { runs, stopped: runId === undefined ? undefined : await runs?.signal(runId) };
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

/** A setting or an option that is wrong meets every title of the message: each leaves with it as its outcome. */
async function begin(read: () => Promise<Work | undefined>): Promise<{ item: Work; isReady: boolean }> {
  try {
    return { item: (await read()) ?? notDone, isReady: true };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { item: () => Promise.reject(error), isReady: false };
  }
}

/** Stands where there is no server to work on; no item gets this far. */
const notDone: Work = () => Promise.reject(new CancelledError());

const SYNC = {
  runId: text({ label: "runId" }),
  profile: text({ label: "profile" }),
  dryRun: yesNo({ label: "dryRun" }),
} as const;

/**
 * Reads `msg.sync`; a message from outside a run has none.
 *
 * @throws InputError `bad-input`: a dry run whose word is not understood would request everything
 */
export function readSync(value: unknown): Partial<SyncInfo> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { runId, profile, dryRun, ...others } = value as Record<string, unknown>;
  const given = (field: Field, written: unknown) =>
    readValue(field, written, PLACES.message, `msg.sync.${field.label}`);
  const read = {
    runId: given(SYNC.runId, runId),
    profile: given(SYNC.profile, profile),
    dryRun: given(SYNC.dryRun, dryRun),
  };
  return {
    ...others,
    ...Object.fromEntries(Object.entries(read).filter(([, known]) => known !== undefined)),
  };
}
