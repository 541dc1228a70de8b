import { randomUUID } from "node:crypto";
import { throwIfCancelled } from "../../errors.ts";
import type { Item } from "../../items/item.ts";
import type { Message } from "../../message.ts";
import type { SyncInfo } from "../../runs/sync-message.ts";
import { backlogOf } from "../backlog.ts";
import type { Send } from "../node-port.ts";

/** Titles copied before the event loop gets its turn. */
const SLICE = 500;

export interface EmitOptions {
  /** One message per title, or one message with all of them. */
  output: "sequence" | "array";
  signal?: AbortSignal;
  /** Copies the received message for each title; Node-RED's `cloneMessage`. @default a shallow copy */
  clone?: (msg: Message) => Message;
  /** By which output, from 0. @default 0 */
  port?: number;
  /** Titles sent before the event loop gets its turn. @default 50 */
  pageSize?: number;
  /** Messages of the run that may wait in our nodes; more titles are sent when some are done. @default 500 */
  backlogLimit?: number;
}

/**
 * Sends copies of the titles of a run: what has left belongs to the flow, which may do with it as it likes. Either as one array
 * or as a sequence that a Join node can put together again (`msg.parts`). A sequence without titles sends nothing; an array without titles is sent all the same.
 *
 * @param sync - becomes `msg.sync`
 * @param msg - the message that started it; its other properties are kept
 * @throws CancelledError when `signal` is aborted on the way
 */
export async function emitItems(
  items: Item[],
  sync: Partial<SyncInfo>,
  msg: Message,
  send: Send,
  options: EmitOptions,
): Promise<void> {
  const { port = 0, clone = (original) => ({ ...original }) } = options;
  const others = Array.from({ length: port }, () => null);
  if (options.output === "array") {
    const carrier = port === 0 ? msg : clone(msg);
    const array = Object.assign(carrier, { payload: await copies(items), sync: structuredClone(sync) });
    send(port === 0 ? array : [...others, array]);
    return;
  }
  const { pageSize = 50, backlogLimit = 500, signal } = options;
  const backlog = backlogOf(sync.runId);
  const own = structuredClone(sync);
  const { payload: _payload, lists: _lists, parts: outer, ...base } = msg;
  const nested = outer === undefined ? {} : { parts: outer };
  const sequence = { id: sync.runId ?? randomUUID(), type: "array", count: items.length, len: 1, ...nested };
  for (let start = 0; start < items.length; start += pageSize) {
    // Ten thousand messages in one go would hold up everything else in Node-RED.
    if (start > 0) await new Promise((resolve) => setImmediate(resolve));
    throwIfCancelled(signal);
    await backlog?.below(backlogLimit, signal);
    const page = items.slice(start, start + pageSize).map((item, offset) => ({
      ...clone(base),
      payload: structuredClone(item),
      parts: { ...sequence, index: start + offset },
      sync: { ...own },
    }));
    send([...others, page]);
  }
}

async function copies(items: Item[]): Promise<Item[]> {
  const copied: Item[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
    copied.push(structuredClone(item));
  }
  return copied;
}
