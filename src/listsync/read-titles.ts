import type { SqliteDatabase } from "../state/sqlite.ts";
import type { FoundDatabase, FoundTitle } from "./found.ts";

/** Characters of the longest title that is taken whole. */
const LONGEST = 300;

/** What ListSync writes; everything else is its own affair. */
const STATUSES: ReadonlySet<string> = new Set([
  "requested",
  "already_requested",
  "already_available",
  "skipped",
  "not_found",
  "error",
  "request_failed",
]);

/**
 * Reads which titles ListSync has seen, each once, with what it last wrote of it. Its `overseerr_id` is the TMDB id of the
 * server's answer; its own `tmdb_id` is only what the list said.
 *
 * @param there columns of the table
 */
export function readTitles(
  sqlite: SqliteDatabase,
  there: ReadonlySet<string>,
  most: number,
): Pick<FoundDatabase, "titles" | "lostTitles" | "unmatched"> {
  const year = there.has("year") ? "CAST(substr(year, 1, 20) AS INTEGER)" : "NULL";
  const rows = sqlite
    .prepare(
      `SELECT substr(CAST(title AS TEXT), 1, ${LONGEST}) AS title, substr(CAST(media_type AS TEXT), 1, 20) AS type,
         CASE WHEN typeof(overseerr_id) IN ('integer', 'text') AND overseerr_id NOT GLOB '*[^0-9]*'
           THEN CAST(overseerr_id AS INTEGER) END AS id, ${year} AS year,
         substr(CAST(status AS TEXT), 1, 40) AS status, substr(CAST(last_synced AS TEXT), 1, 40) AS at
       FROM synced_items WHERE overseerr_id IS NOT NULL ORDER BY rowid DESC`,
    )
    .iterate({}) as IterableIterator<TitleRow>;
  const titles = new Map<string, FoundTitle>();
  let unmatched = 0;
  let lostTitles = 0;
  for (const row of rows) {
    const title = toTitle(row);
    if (!title) unmatched++;
    else {
      const key = `${title.mediaType}:${title.tmdbId}`;
      const known = titles.get(key);
      if (known ? (known.at ?? "") < (title.at ?? "") : titles.size < most) titles.set(key, title);
      else if (!known) lostTitles++;
    }
  }
  const { count } = sqlite
    .prepare("SELECT count(*) AS count FROM synced_items WHERE overseerr_id IS NULL")
    .get({}) as { count: number };
  return { titles: [...titles.values()], lostTitles, unmatched: unmatched + count };
}

interface TitleRow {
  title: string | null;
  type: string | null;
  id: number | null;
  year: number | null;
  status: string | null;
  at: string | null;
}

function toTitle({ title, type, id, year, status, at }: TitleRow): FoundTitle | undefined {
  const mediaType = typeOf(type);
  if (!mediaType || id === null || !Number.isSafeInteger(id) || id <= 0) return undefined;
  const time = timeOf(at);
  return {
    mediaType,
    tmdbId: id,
    title: title?.trim() || `TMDB ${id}`,
    ...(year !== null && year >= 1800 && year <= 3000 && { year }),
    status: status !== null && STATUSES.has(status) ? status : "unknown",
    ...(time !== undefined && { at: time }),
  };
}

function typeOf(written: string | null): "movie" | "tv" | undefined {
  const word = written?.trim().toLowerCase() ?? "";
  if (["movie", "movies", "film"].includes(word)) return "movie";
  return ["tv", "show", "shows", "series"].includes(word) ? "tv" : undefined;
}

/** SQLite's CURRENT_TIMESTAMP is UTC and does not say so. */
function timeOf(written: string | null): string | undefined {
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/.exec(written ?? "") ?? [];
  const time = new Date(`${day}T${clock}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
