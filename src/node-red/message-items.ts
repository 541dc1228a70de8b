import { InputError } from "../errors.ts";
import type { Item } from "../items/item.ts";
import { normaliseItem } from "../items/normalise.ts";
import type { Message } from "../message.ts";

/** The items of a message, and how they came. */
export interface MessageItems {
  items: Item[];
  /** True when the payload was an array, so that the answer is one as well. */
  many: boolean;
  /** One error per entry that is no item; the others are handled all the same. */
  errors: InputError[];
}

/**
 * Reads `msg.payload`: one item or an array of items, in every form that `normaliseItem` takes; an array of nothing but
 * digits holds TMDB numbers.
 *
 * @param payload - whatever arrived
 * @throws InputError `bad-input` when the payload is neither an item nor an array
 */
export function messageItems(payload: unknown): MessageItems {
  if (!Array.isArray(payload)) return { items: [normaliseItem(payload)], many: false, errors: [] };
  const items: Item[] = [];
  const errors: InputError[] = [];
  // numbers as text are titles (`1917`), unless nothing else is there
  const areIds =
    payload.length > 1 && payload.every((row) => typeof row === "string" && /^\s*\d+\s*$/.test(row));
  payload.forEach((row: unknown, index) => {
    try {
      items.push(normaliseItem(areIds ? Number(row) : row, index + 1));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      errors.push(error);
    }
  });
  return { items, many: true, errors };
}

/**
 * Answers a message in kind: one item gives one message on its output; an array gives, on every output that has items,
 * one message with the array of them. All other properties of the message are kept.
 *
 * @param msg - the message that asked
 * @param many - whether it held an array
 * @param outputs - the items of each output
 * @returns what to send; the first message is the received one itself, as Node-RED's conventions ask
 */
export function answerInKind(msg: Message, many: boolean, outputs: Item[][]): (Message | null)[] {
  let used = false;
  return outputs.map((items) => {
    const [first] = items;
    if (first === undefined) return null;
    const answer = used ? { ...msg } : msg;
    used = true;
    answer.payload = many ? items : first;
    return answer;
  });
}
