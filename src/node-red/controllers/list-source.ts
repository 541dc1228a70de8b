import { randomUUID } from "node:crypto";
import { CancelledError, ListSyncError } from "../../errors.ts";
import { readFields } from "../../fields/read-fields.ts";
import { normaliseEntries } from "../../lists/entries/list-entry.ts";
import { listIds } from "../../lists/entries/list-ids.ts";
import { nameList } from "../../lists/entries/name-list.ts";
import type { FetchDeps } from "../../lists/fetching/context.ts";
import { HOME_ASSISTANT } from "../../lists/home-assistant/parse-entity.ts";
import type { Message } from "../../message.ts";
import type { Memory } from "../../runs/memory.ts";
import { cancelled as runCancelled } from "../../runs/messages.ts";
import type { ListResult } from "../../runs/run.ts";
import type { Runs } from "../../runs/runs.ts";
import { TRIGGERS } from "../../runs/trigger.ts";
import { unloggedRuns } from "../../runs/unlogged-runs.ts";
import { joinProfile } from "../../sources/profile-lists.ts";
import { AllListsFailedError, type SourceRun, startSourceRun } from "../../sources/source-run.ts";
import { whyNotDue } from "../../sources/why-not-due.ts";
import { type WritableLists, type WriteBack, writeBack } from "../../sources/write-back.ts";
import type { Store } from "../../state/store.ts";
import type { Send, Status } from "../node-port.ts";
import type { InputHandler } from "../on-input.ts";
import { errorStatus, reportable } from "../report-error.ts";
import { RUN_FIELDS, SOURCE_MESSAGE, type SourceConfig } from "../settings/fields/list-source.ts";
import { profileOf, readSourceRequest } from "../settings/read-source-request.ts";
import { failedLists } from "../statuses/follow-runs.ts";
import * as statuses from "../statuses/messages.ts";
import { attention, good, stopped, working } from "../statuses/status.ts";
import { type EmitOptions, emitItems } from "./emit-items.ts";

export interface SourcePorts {
  /** Of the node: without a database too, the runs of one that is deployed anew are those of before. @default none */
  id?: string;
  memory?: Memory;
  /** What lists are fetched with, for a message. @throws InputError */
  fetch(msg: Message): FetchDeps;
  /** The configuration with values in the place of what computes them. @default as it is @throws InputError */
  compute?(msg: Message): Promise<SourceConfig>;
  /** Copies a message; Node-RED's `cloneMessage`. */
  clone?: EmitOptions["clone"];
  /** Called when `idle` has something else to show. */
  refresh?(): void;
  /** Whether first runs may begin by themselves. @default never */
  automated?(): boolean;
  /** To-do lists to which outcomes are written back. */
  todo?: WritableLists;
  /** Told of each list that failed beside others, as a sentence. */
  warn?(sentence: string): void;
  /** Told of an outcome that could not be written back. */
  report?(error: unknown): void;
}

/** The work of a `list-source` node. */
export interface ListSource {
  handle: InputHandler;
  /** A message is going to be handled. */
  taken(msg: Message): void;
  /** A message is not going to be handled, and why. */
  dropped(msg: Message, reason: string): void;
  /** What the node shows while nothing is under way: how the last run went. */
  idle(): Status;
  busy(): Status;
  /** Ends what goes on after the last message: the writing back of outcomes. */
  close(): Promise<void>;
}

/** Whether a message stops the run instead of starting one; such a one must not wait behind others. */
export function isCancel(msg: Message): boolean {
  try {
    return readFields({ cancel: SOURCE_MESSAGE.cancel }, { config: {}, msg }).cancel;
  } catch {
    // it waits for its turn and is told then what is wrong with it
    return false;
  }
}

/**
 * Makes the work of a `list-source` node: each message starts a run, reads its lists and sends their titles, or stops
 * what is running (`msg.cancel`).
 */
export function createListSource(config: SourceConfig, ports: SourcePorts): ListSource {
  const unlogged = unloggedRuns(ports.id ?? randomUUID());
  const runsOf = (): Promise<Runs> => (ports.memory ?? unlogged).runs();
  let last: Status = {};
  let progress = working(statuses.starting());
  let waiting = new AbortController();
  const file = ports.memory?.file ?? "";
  const leaveProfile = joinProfile(file, profileOf(config), () => normaliseEntries(config.lists));
  const writing = writeOutcomes(config, ports);
  const stopRecalling = ports.memory?.whenOpen((_runs, store) => {
    const show = (status: Status) => {
      if (!last.text) last = status;
      ports.refresh?.();
    };
    // a database that does not answer says so when it is used
    recalled(profileOf(config), store).then(show, () => show({}));
    return () => {};
  });

  async function cancel(profile: string): Promise<void> {
    waiting.abort(new CancelledError());
    waiting = new AbortController();
    const runs = await runsOf();
    const ids = runs.running().filter((run) => run.profile === profile);
    for (const { id } of ids) runs.cancel(id, runCancelled());
    last = ids.length > 0 ? stopped(statuses.cancelled()) : good(statuses.nothingRunning());
  }

  /** Tells somebody who was promised a run; where the database cannot be opened nobody listens. */
  function tellPromised({ runId }: Message, tell: (runs: Runs, runId: string) => void): void {
    if (typeof runId !== "string") return;
    runsOf().then(
      (runs) => tell(runs, runId),
      () => {},
    );
  }
  const taken = (msg: Message) => tellPromised(msg, (runs, runId) => void runs.emit("run-queued", runId));
  /** There is none. */
  const skipped = (msg: Message, reason: string) =>
    tellPromised(msg, (runs, runId) => void runs.emit("run-skipped", runId, reason));

  const handle: InputHandler = async (msg, context) => {
    try {
      await sync(msg, context);
    } catch (error) {
      skipped(msg, reportable(error).message);
      throw error;
    }
  };

  const sync: InputHandler = async (msg, { send, signal, status }) => {
    if (isCancel(msg)) return cancel(readFields({ profile: RUN_FIELDS.profile }, { config, msg }).profile);
    const computed = (await ports.compute?.(msg)) ?? config;
    const request = readSourceRequest(computed, msg, ports.memory?.file);
    const { output, concurrency } = request;
    const release = ports.memory?.use();
    try {
      const store = await ports.memory?.store();
      const wait = store && (await whyNotDue(request, store, ports.automated?.() ?? false));
      if (wait) {
        last = WAITING[wait];
        skipped(msg, last.text ?? "");
        return;
      }
      const run = await startSourceRun(request, {
        runs: await runsOf(),
        fetch: { ...ports.fetch(msg), ...(store && { cache: store.fetchCache }) },
        ...(store && { contents: store }),
        concurrency,
        signal,
        cancelWaiting: waiting.signal,
        onProgress({ done, lists, items }) {
          progress = working(statuses.fetching(done, lists, items));
          status.set(progress);
        },
      });
      if (!run) {
        last = attention(statuses.alreadyRunning());
        skipped(msg, statuses.alreadyRunning());
        return;
      }
      writing?.expect(run.sync.runId);
      try {
        const { clone } = ports;
        const options = { output, signal: run.signal, ...(clone && { clone }) } as const;
        if (run.left.length > 0) await emitLeft(run, msg, send, options);
        // before anybody has the titles; and what has left is a copy, so nothing that a flow does to it reaches us
        await run.remember();
        progress = listStatus(run.sync.lists ?? [], run.items.length);
        status.set(progress);
        await emitItems(run.items, run.sync, msg, send, options);
      } catch (error) {
        run.fail(error);
        throw error;
      } finally {
        run.release();
      }
      for (const { label, error } of run.failed) ports.warn?.(nameList(label, error?.message ?? ""));
      last = listStatus(run.sync.lists ?? [], run.items.length);
    } catch (error) {
      // a Catch node sees the message: let it see which lists failed as well
      if (error instanceof AllListsFailedError) msg.sync = error.sync;
      if (!(error instanceof CancelledError) || signal.aborted) throw error;
      last =
        error.cause instanceof ListSyncError ? errorStatus(error.cause.code) : stopped(statuses.cancelled());
      skipped(msg, error.message);
    } finally {
      release?.();
    }
  };

  async function close(): Promise<void> {
    stopRecalling?.();
    leaveProfile();
    unlogged.close();
    await writing?.close();
  }

  return { handle, taken, dropped: skipped, idle: () => last, busy: () => progress, close };
}

/** How the reading of lists went. */
function listStatus(lists: readonly ListResult[], items: number): Status {
  const failed = lists.filter(({ error }) => error);
  return failed.length > 0 ? attention(failedLists(failed, lists.length)) : good(statuses.items(items));
}

/** How the last run that read lists went, as it is remembered. */
async function recalled(profile: string, store: Store): Promise<Status> {
  const runs = await store.runHeads({ profile, limit: 10 });
  const run = runs.find(({ lists }) => lists.length > 0);
  if (!run) return {};
  if (run.lists.every(({ error }) => error)) return errorStatus("all-lists-failed");
  return listStatus(run.lists, run.total ?? 0);
}

/** Without a database nobody tells how a title fared, so nothing can be written back. */
function writeOutcomes(
  config: SourceConfig,
  { memory, todo, report = () => {} }: SourcePorts,
): WriteBack | undefined {
  const tick = memory && todo ? wantedTick(config) : undefined;
  if (!memory || !todo || !tick) return undefined;
  const todos = () =>
    (listIds(normaliseEntries(config.lists)) ?? []).flatMap(({ provider, list }) =>
      provider === HOME_ASSISTANT ? [list] : [],
    );
  return writeBack({ memory, lists: todo, report, tick, todos });
}

/** Nothing is ticked off by a word that is not understood; the first message says so. */
function wantedTick(config: SourceConfig): "requested" | "available" | undefined {
  try {
    const { writeBack, tickWhen } = RUN_FIELDS;
    const read = readFields({ writeBack, tickWhen }, { config });
    return read.writeBack ? read.tickWhen : undefined;
  } catch {
    return undefined;
  }
}

/** What the node shows when a schedule's run does not begin. */
const WAITING = {
  "automatic-off": stopped(statuses.automaticOff()),
  "never-run": attention(statuses.firstSync()),
};

/**
 * Sends the titles that stand on no list any more by the second output. They do not belong to the run, which counts the
 * titles that are to be requested.
 */
function emitLeft({ left, sync }: SourceRun, msg: Message, send: Send, options: EmitOptions): Promise<void> {
  const { profile, dryRun, startedAt } = sync;
  const own = { profile, dryRun, startedAt, trigger: TRIGGERS.leftLists, total: left.length };
  return emitItems(left, own, msg, send, {
    ...options,
    port: 1,
  });
}
