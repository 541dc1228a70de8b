import { CancelledError, ListSyncError } from "../errors.ts";
import type { Message } from "../message.ts";
import { backlogOf } from "./backlog.ts";
import * as messages from "./messages.ts";
import type { Done, NodePort, Send, Status } from "./node-port.ts";
import { errorStatus, type ReportedError, reportable } from "./report-error.ts";
import * as statuses from "./statuses/messages.ts";
import { createStatusLine, type StatusLine, working } from "./statuses/status.ts";
import { WorkQueue } from "./work-queue.ts";

/** What a handler gets besides its message. */
export interface InputContext {
  /** Sends on behalf of this message. */
  send: Send;
  /** Aborted when the node is closed (redeploy, shutdown). */
  signal: AbortSignal;
  status: StatusLine;
  /** This message only waits from now on: the next one may be handled meanwhile. */
  park: () => void;
}

/** Handles one message. Returning means done; throwing means done with an error. */
export type InputHandler = (msg: Message, context: InputContext) => Promise<void> | void;

export interface OnInputOptions {
  /** Messages handled at once; a function is asked once, when the first message arrives. @default 1 */
  concurrency?: number | (() => number);
  /** Messages that may wait, `nodeMessageBufferMaxLength` of Node-RED's settings; 0 means any number. @default 0 */
  limit?: number;
  /** Messages that are handled at once, past the queue: those that stop what the others started. @default none */
  immediate?: (msg: Message) => boolean;
  /** Told of each message that is going to be handled. */
  onTaken?: (msg: Message) => void;
  /** Told of each message that never is: the queue is full, or the node closes. */
  onDropped?: (msg: Message, reason: string) => void;
  /** What the node shows when it has nothing to do. @default nothing */
  idle?: () => Status;
  /** What the node shows while it works. @default `12 waiting` or `working` */
  busy?: (waiting: number, active: number) => Status;
  /** Called when the node closes, after the last message is done. */
  onClose?: (removed: boolean) => Promise<void> | void;
  /** Longest wait in milliseconds for messages under way when the node closes; Node-RED gives up at 15 s. @default 10000 */
  closeMs?: number;
  /** Milliseconds between two statuses. @default 500 */
  statusMs?: number;
}

/** A message and its way out. */
interface Arrival {
  msg: Message;
  send: Send;
  finish: (error?: ReportedError) => void;
}

const busyText = (waiting: number): Status => working(statuses.waiting(waiting));

/**
 * Connects a node to an asynchronous handler: messages wait in order, a bounded number is under way, `done` is called
 * exactly once for each whatever happens, and nothing is lost without a word. A message that finds the queue full is
 * done with the code `queue-full`; one that waits or works while the node closes, with `cancelled`.
 *
 * @param node - the Node-RED node
 * @param handler - handles one message
 * @param options - see {@link OnInputOptions}
 * @returns the node's status line
 */
export function onInput(node: NodePort, handler: InputHandler, options: OnInputOptions = {}): StatusLine {
  const { limit = 0, idle = () => ({}), busy = busyText, onClose = () => {}, closeMs = 10_000 } = options;
  const status = createStatusLine(node, { intervalMs: options.statusMs });
  const closing = new AbortController();
  const open = new Set<Arrival>();
  let failure: Status | undefined;
  let queue: WorkQueue<Arrival> | undefined;

  function showState(): void {
    if (!queue || closing.signal.aborted) return;
    status.set(state);
  }

  /** Asked when it is shown, not with each of ten thousand messages. */
  function state(): Status {
    if (queue && queue.active > 0) return busy(queue.waiting, queue.active);
    return failure ?? idle();
  }

  async function handle({ msg, send, finish }: Arrival, park: () => void = () => {}): Promise<void> {
    try {
      await handler(msg, { send, signal: closing.signal, status, park });
      failure = undefined;
      finish();
    } catch (error) {
      const reported = reportable(error);
      failure = errorStatus(reported.code);
      finish(reported);
    }
  }

  function drop(arrival: Arrival, error: ReportedError): void {
    options.onDropped?.(arrival.msg, error.message);
    arrival.finish(error);
  }

  function startQueue(): WorkQueue<Arrival> {
    const { concurrency = 1 } = options;
    const workers = typeof concurrency === "function" ? concurrency() : concurrency;
    return new WorkQueue(handle, { concurrency: workers, limit, onChange: showState });
  }

  node.on("input", (msg: Message, send: Send, done: Done) => {
    const leave = backlogOf((msg.sync as { runId?: unknown } | undefined)?.runId)?.add();
    const arrival: Arrival = {
      msg,
      send,
      finish(error) {
        if (!open.delete(arrival)) return;
        done(error);
        leave?.();
      },
    };
    open.add(arrival);
    queue ??= startQueue();
    if (!closing.signal.aborted && options.immediate?.(msg)) return void handle(arrival).then(showState);
    if (queue.push(arrival)) return options.onTaken?.(msg);
    drop(arrival, closing.signal.aborted ? cancelled() : overflow(limit));
  });

  node.on("close", (removed: boolean, done: () => void) => {
    closing.abort(new CancelledError(messages.nodeClosed()));
    for (const arrival of queue?.close() ?? []) drop(arrival, cancelled());
    void settle(queue?.idle(), closeMs)
      .then(() => {
        for (const arrival of [...open]) arrival.finish(cancelled());
        return onClose(removed);
      })
      .catch(() => {
        // Closing goes on whatever a collaborator's own close says.
      })
      .finally(() => {
        status.close();
        done();
      });
  });

  status.set(idle());
  return status;
}

const cancelled = (): ReportedError => reportable(new CancelledError(messages.closedBeforeHandled()));

const overflow = (limit: number): ReportedError =>
  reportable(new ListSyncError("queue-full", messages.queueFull(limit)));

async function settle(work: Promise<void> | undefined, ms: number): Promise<void> {
  if (!work) return;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
