import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";

type Row = Record<string, unknown>;

/**
 * One row of Trakt as an item; undefined for people and for titles that have neither name nor id.
 *
 * Rows of lists and of most charts wrap their title (`{rank, type, movie}`, `{watchers, show}`), those of `popular`
 * and single titles are the title itself (recorded 2026-05). A season or an episode becomes its show with the
 * season's number.
 *
 * @param row as answered
 * @param type what an unwrapped row is
 * @param place in the answer, from 1, for rows that do not tell their rank
 */
export function toItem(row: Row, type: "movie" | "show" | undefined, place: number): Item | undefined {
  const wrapped = part(row, "movie") ?? part(row, "show");
  const title = wrapped ?? (type && row.ids ? row : undefined);
  if (!title) return undefined;
  const season = numberOf(part(row, "episode")?.season) ?? numberOf(part(row, "season")?.number);
  const only = row.type === "season" || row.type === "episode" ? season : undefined;
  try {
    return normaliseItem({
      title: title.title,
      year: title.year,
      mediaType: wrapped ? (part(row, "movie") ? "movie" : "show") : type,
      ids: title.ids,
      seasons: only === undefined ? undefined : [only],
      // Of a row, because `rating` of a title is everybody's and only comes with extended=full.
      rating: wrapped ? row.rating : undefined,
      description: row.notes ?? undefined,
      addedAt: row.listed_at ?? row.collected_at ?? row.rated_at ?? row.last_watched_at,
      rank: row.rank ?? place,
    });
  } catch {
    return undefined;
  }
}

function part(row: Row, name: string): Row | undefined {
  const value = row[name];
  return typeof value === "object" && value !== null ? (value as Row) : undefined;
}

const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
