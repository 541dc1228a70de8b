import { InputError } from "../../errors.ts";
import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import * as messages from "../messages.ts";
import { WebhookRefusal } from "../refusal.ts";
import type { ServerEvent, Verdict } from "../verdict.ts";
import { type Part, textOf } from "./read-values.ts";

/** What a request says, as senders are told apart by it. */
interface Sent {
  /** Of an array an object without anything. */
  part: Part;
  value: unknown;
  multipart: boolean;
}

/** Something that sends webhooks, known by the shape of what it sends. */
export interface Sender {
  /** As people call it. */
  name: string;
  recognises(sent: Sent): boolean;
  /** @throws WebhookRefusal 400 */
  decide(sent: Sent): Verdict | Promise<Verdict>;
}

/** How a sender names a title; ids that are 0 or "" are none. */
interface SentTitle {
  title?: unknown;
  year?: unknown;
  type: "movie" | "tv" | undefined;
  tmdb?: unknown;
  imdb?: unknown;
  tvdb?: unknown;
  seasons?: number[] | undefined;
}

/** Makes the title of an event. @throws WebhookRefusal 400 when neither a name nor an id is there */
export function titleOf(name: string, sent: SentTitle): ServerEvent["item"] {
  const { type, seasons } = sent;
  try {
    const item: Item = normaliseItem({
      title: textOf(sent.title),
      year: textOf(sent.year) || undefined,
      media_type: type,
      tmdb_id: textOf(sent.tmdb),
      imdb_id: textOf(sent.imdb),
      tvdb_id: textOf(sent.tvdb),
    });
    const { title, year, mediaType, ids } = item;
    return {
      title,
      ...(year !== undefined && { year }),
      mediaType,
      ids,
      ...(seasons && seasons.length > 0 && { seasons }),
    };
  } catch (error) {
    if (error instanceof InputError) throw new WebhookRefusal(400, messages.noTitle(name));
    throw error;
  }
}

export const ignored = (reason: string): Verdict => ({ result: "ignored", reason });
