import { decide } from "../../../src/webhook/senders/recognise.ts";
import type { Verdict } from "../../../src/webhook/verdict.ts";

export type Decided = Verdict & { sender: string };

export const sent = (value: unknown, multipart = false): Promise<Decided> => decide({ value, multipart });

/** An event in one line: `Seerr available movie tmdb 603 "The Matrix" 1999`. */
export function line(verdict: Decided): string {
  if (verdict.result !== "event") return `${verdict.sender}: ${verdict.result}`;
  const { kind, item, whole, is4k, by } = verdict.event;
  const { mediaType, ids, title, year, seasons } = item;
  const names = ["tmdb", "imdb", "tvdb"] as const;
  const id = names.flatMap((name) => (ids[name] === undefined ? [] : `${name} ${ids[name]}`));
  const parts = [by, kind, mediaType, ...id, `"${title}"`, year, seasons && `seasons ${seasons}`];
  return [...parts, is4k && "4K", !whole && "in part"].filter(Boolean).join(" ");
}
