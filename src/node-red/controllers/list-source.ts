import { CancelledError } from "../../errors.ts";
import type { FetchDeps } from "../../lists/context.ts";
import { normaliseEntries } from "../../lists/list-entry.ts";
import { nameList } from "../../lists/name-list.ts";
import type { Memory } from "../../runs/memory.ts";
import { createRunGate } from "../../runs/run-gate.ts";
import { whyNotDue } from "../../sources/is-due.ts";
import { joinProfile } from "../../sources/profile-lists.ts";
import { AllListsFailedError, type SourceRun, startSourceRun } from "../../sources/source-run.ts";
import { type WritableLists, type WriteBack, writeBack } from "../../sources/write-back.ts";
import type { ListResult } from "../../state/store.ts";
import { booleanValue, numberValue, wordValue } from "../../strict-values.ts";
import type { Message, Send, Status } from "../node-port.ts";
import type { InputHandler } from "../on-input.ts";
import { errorStatus } from "../report-error.ts";
import { profileOf, readSourceRequest, type SourceConfig } from "../settings/read-source-request.ts";
import { failedLists } from "../statuses/follow-runs.ts";
import { attention, good, stopped, working } from "../statuses/status.ts";
import { type EmitOptions, emitItems } from "./emit-items.ts";

export interface SourcePorts {
  memory?: Memory;
  /** What lists are fetched with, for a message. @throws InputError */
  fetch(msg: Message): FetchDeps;
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
  /** What the node shows while nothing is under way: how the last run went. */
  idle(): Status;
  busy(): Status;
  /** Ends what goes on after the last message: the writing back of outcomes. */
  close(): Promise<void>;
}

/** Whether a message stops the run instead of starting one; such a one must not wait behind others. */
export function isCancel(msg: Message): boolean {
  try {
    return booleanValue(msg.cancel, "msg.cancel") === true;
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
  const gate = createRunGate();
  let last: Status = {};
  let progress = working("starting");
  let waiting = new AbortController();
  const file = ports.memory?.file ?? "";
  const leaveProfile = joinProfile(file, profileOf(config), () => normaliseEntries(config.lists));
  const writing = writeOutcomes(config, ports);
  const stopRecalling = ports.memory?.whenOpen(() => {
    if (!last.text) last = recalled(profileOf(config), ports.memory);
    ports.refresh?.();
    return () => {};
  });

  function cancel(profile: string): void {
    waiting.abort(new CancelledError());
    waiting = new AbortController();
    const runs = ports.memory?.runs() ?? gate;
    const ids = runs.running().filter((run) => run.profile === profile);
    for (const { id } of ids) runs.cancel(id, "Somebody cancelled the run.");
    last = ids.length > 0 ? stopped("cancelled") : good("nothing is running");
  }

  const handle: InputHandler = async (msg, { send, signal, status }) => {
    const request = readSourceRequest(config, msg, ports.memory?.file);
    if (booleanValue(msg.cancel, "msg.cancel")) return cancel(request.profile);
    readWriteBack(config);
    const output = wordValue(config.output, "The output", ["sequence", "array"]);
    const release = ports.memory?.use();
    try {
      const store = ports.memory?.store();
      const wait = store && whyNotDue(request, store, ports.automated?.() ?? false);
      if (wait) {
        last = WAITING[wait];
        return;
      }
      const run = await startSourceRun(request, {
        runs: ports.memory?.runs() ?? gate,
        fetch: { ...ports.fetch(msg), ...(store && { cache: store.fetchCache }) },
        ...(store && { contents: store }),
        concurrency: numberValue(config.concurrency, {
          label: "number of lists at once",
          default: 3,
          min: 1,
          max: 20,
        }),
        signal,
        cancelWaiting: waiting.signal,
        onProgress({ done, lists, items }) {
          progress = working(`${done}/${lists} lists · ${items} items`);
          status.set(progress);
        },
      });
      if (!run) {
        last = attention("already running");
        return;
      }
      writing?.expect(run.sync.runId);
      try {
        const { clone } = ports;
        const options = { output, signal: run.signal, ...(clone && { clone }) } as const;
        if (run.left.length > 0) await emitLeft(run, msg, send, options);
        // before anybody has the titles; and what has left is a copy, so nothing that a flow does to it reaches us
        run.remember();
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
      last = stopped("cancelled");
    } finally {
      release?.();
    }
  };

  async function close(): Promise<void> {
    stopRecalling?.();
    leaveProfile();
    await writing?.close();
  }

  return { handle, idle: () => last, busy: () => progress, close };
}

/** How the reading of lists went. */
function listStatus(lists: readonly ListResult[], items: number): Status {
  const failed = lists.filter(({ error }) => error);
  return failed.length > 0 ? attention(failedLists(failed, lists.length)) : good(`${items} items`);
}

/** How the last run that read lists went, as it is remembered. */
function recalled(profile: string, memory: Memory | undefined): Status {
  const run = memory
    ?.store()
    .runs({ profile, limit: 10 })
    .find(({ lists }) => lists.length > 0);
  if (!run) return {};
  if (run.lists.every(({ error }) => error)) return errorStatus("all-lists-failed");
  return listStatus(run.lists, run.total ?? 0);
}

/** Without a database nobody tells how a title fared, so nothing can be written back. */
function writeOutcomes(
  config: SourceConfig,
  { memory, todo, report = () => {} }: SourcePorts,
): WriteBack | undefined {
  return memory && todo && wantsWriteBack(config) ? writeBack(memory, todo, report) : undefined;
}

/** Nothing is ticked off by a word that is not understood; the first message says so. */
function wantsWriteBack(config: SourceConfig): boolean {
  try {
    return readWriteBack(config);
  } catch {
    return false;
  }
}

const readWriteBack = ({ writeBack: wish }: SourceConfig): boolean =>
  booleanValue(wish, "Tick off what was requested") ?? true;

/** What the node shows when a schedule's run does not begin. */
const WAITING = {
  "automatic-off": stopped("automatic sync is off"),
  "never-run": attention("first sync: press Sync now or Dry run"),
};

/**
 * Sends the titles that stand on no list any more by the second output. They do not belong to the run, which counts the
 * titles that are to be requested.
 */
function emitLeft({ left, sync }: SourceRun, msg: Message, send: Send, options: EmitOptions): Promise<void> {
  const { profile, dryRun, startedAt } = sync;
  const own = { profile, dryRun, startedAt, trigger: "left-lists", total: left.length };
  return emitItems(left, own, msg, send, {
    ...options,
    port: 1,
  });
}
