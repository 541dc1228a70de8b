import type { ItemType } from "../../items/item.ts";
import { ListError } from "../list-error.ts";
import { type LooseRow, looseRow } from "./loose-row.ts";
import { textRow } from "./text.ts";

/** Properties under which programs put the array, with what they say about its elements. */
const CONTAINERS: Record<string, ItemType> = {
  items: "unknown",
  results: "unknown",
  data: "unknown",
  list: "unknown",
  movies: "movie",
  shows: "tv",
  series: "tv",
  tv: "tv",
};

/** What a list in JSON held; `unread` counts the elements that name no title. */
export interface JsonRows {
  rows: LooseRow[];
  unread: number;
}

/**
 * Reads a list from JSON: an array, or an object with the array under a usual name; elements may be objects, ids or
 * lines of text.
 *
 * @param value - the parsed JSON
 * @throws ListError `markup-changed` when there is no list in it
 */
export function parseJson(value: unknown): JsonRows {
  const parts = findArrays(value);
  if (!parts) {
    throw new ListError(
      "markup-changed",
      "The JSON holds no list. Give an array of titles, or an object with the array under items, results, movies, shows or data.",
    );
  }
  const result: JsonRows = { rows: [], unread: 0 };
  for (const { elements, type } of parts) {
    for (const element of elements) {
      const row = elementRow(element, type);
      if (row) result.rows.push(row);
      else result.unread += 1;
    }
  }
  return shareType(result);
}

function findArrays(value: unknown): { elements: unknown[]; type: ItemType }[] | undefined {
  if (Array.isArray(value)) return [{ elements: value, type: "unknown" }];
  if (typeof value !== "object" || value === null) return undefined;
  const found = Object.entries(value).flatMap(([name, content]) => {
    const type = CONTAINERS[name.toLowerCase()];
    return type && Array.isArray(content) ? [{ elements: content as unknown[], type }] : [];
  });
  return found.length > 0 ? found : undefined;
}

function elementRow(element: unknown, type: ItemType): LooseRow | undefined {
  if (typeof element === "number")
    return { tmdb_id: element, ...(type === "unknown" ? {} : { mediaType: type }) };
  if (typeof element === "string") return /^\d+$/.test(element) ? { tmdb_id: element } : textRow(element);
  if (typeof element !== "object" || element === null) return undefined;
  const record = element as Record<string, unknown>;
  // Trakt wraps the title in `movie` or `show` and puts the season beside it; CouchPotato wraps it in `info`.
  for (const [name, inner] of Object.entries({ movie: "movie", show: "tv", info: type } as const)) {
    const wrapped = record[name];
    if (typeof wrapped === "object" && wrapped !== null && !Array.isArray(wrapped)) {
      const row = looseRow({
        ...(wrapped as Record<string, unknown>),
        ...besides(record),
        media_type: inner,
      });
      const season = seasonOf(record);
      return row && season !== undefined ? { ...row, seasons: [season] } : row;
    }
  }
  return looseRow(record, type);
}

/** What Trakt puts beside the title: the person's own rating, and when it came onto the list. */
function besides({ rating, listed_at, rated_at }: Record<string, unknown>): Record<string, unknown> {
  const listed = listed_at ?? rated_at;
  return { ...(rating !== undefined && { rating }), ...(listed !== undefined && { listed_at: listed }) };
}

/** The season that is meant; an episode means the season it is in. */
function seasonOf(record: Record<string, unknown>): number | undefined {
  const { number } = (record.season ?? {}) as { number?: unknown };
  const { season } = (record.episode ?? {}) as { season?: unknown };
  return [number, season].find((each) => typeof each === "number");
}

/** Rows that have nothing but TVDB ids are shows: Sonarr's custom list has no type (tvseri.es, 2024-12). */
function shareType(result: JsonRows): JsonRows {
  const onlyTvdb = result.rows.every((row) => row.tvdb_id && !row.tmdb_id && !row.imdb_id && !row.mediaType);
  if (onlyTvdb) for (const row of result.rows) row.mediaType = "tv";
  return result;
}
