import { ListError } from "../list-error.ts";
import type { FetchCache, FetchContext } from "../provider.ts";
import { type AnimeIds, type AnimeTarget, type MappingRow, readMappingRow } from "./mapping-row.ts";

const ORIGIN = "https://raw.githubusercontent.com";
const PATH = "/Fribb/anime-lists/master/anime-list-full.json";

const DAY = 24 * 60 * 60 * 1000;
/** It is made anew every Tuesday. */
const CHECK_EVERY = 7 * DAY;
const OLD = 30 * DAY;

/** Fewer rows than this, or fewer with a TMDB id, are no whole mapping (20,471 and 8,091 on 2026-06-30). */
const ROWS = 20_000;
const WITH_TMDB = 5_000;

/** What is kept of the mapping: only the rows that lead somewhere. */
interface Kept {
  etag?: string;
  /** ISO 8601 time of the last answer of the site. */
  checkedAt: string;
  rows: MappingRow[];
}

/** Finds what an entry is. */
export interface AnimeMapping {
  find(ids: AnimeIds): AnimeTarget | undefined;
  /** A sentence when the copy is old and could not be renewed. */
  warning?: string;
}

const ID_NAMES = ["anilist", "mal", "anidb", "kitsu", "simkl"] as const;

// Parsed once for each kept copy: eight thousand rows are read for every list otherwise.
const parsed = new WeakMap<FetchCache, { rows: string; mapping: AnimeMapping }>();
const loading = new WeakMap<FetchCache, Promise<AnimeMapping>>();

/**
 * The mapping of anime ids to TMDB, TVDB and IMDb (Fribb/anime-lists). It is asked for at most once a week, with its
 * `ETag`; a copy that is bad or cannot be had leaves the old one in place.
 *
 * `settings.mappingRows` allows a smaller mapping, for a mirror of a part of it.
 *
 * @param now the clock
 * @throws ListError `unavailable` when there is no copy at all and none can be had
 */
export function loadMapping(
  context: FetchContext,
  now: () => Date = () => new Date(),
): Promise<AnimeMapping> {
  const { cache } = context;
  const running = loading.get(cache) ?? load(context, now()).finally(() => loading.delete(cache));
  loading.set(cache, running);
  return running;
}

async function load(context: FetchContext, now: Date): Promise<AnimeMapping> {
  const kept = context.cache.get<Kept>("anime-mapping", "full")?.value;
  if (kept && now.getTime() - Date.parse(kept.checkedAt) < CHECK_EVERY) return index(context.cache, kept);
  const fresh = await download(context, kept, now).catch((error: unknown) => {
    if (context.signal.aborted) throw error;
    return undefined;
  });
  if (fresh) {
    context.cache.set("anime-mapping", "full", fresh);
    return index(context.cache, fresh);
  }
  if (!kept)
    throw new ListError(
      "unavailable",
      "The table that says which titles anime entries are (Fribb/anime-lists on GitHub) could not be read. The next run tries again.",
    );
  const age = now.getTime() - Date.parse(kept.checkedAt);
  const mapping = index(context.cache, kept);
  if (age < OLD) return mapping;
  const days = Math.floor(age / DAY);
  return {
    ...mapping,
    warning: `The table of anime ids is ${days} days old and could not be renewed: new entries may not be found.`,
  };
}

/** @returns undefined when what came is no whole mapping */
async function download(context: FetchContext, kept: Kept | undefined, now: Date): Promise<Kept | undefined> {
  const { status, headers, body } = await context.http.request({
    url: `${context.origin(ORIGIN, "anime-mapping")}${PATH}`,
    // always with a condition of its own, so that seven megabytes are kept here only
    headers: { "If-None-Match": kept?.etag ?? '""' },
    timeoutMs: 120_000,
    signal: context.signal,
  });
  const checkedAt = now.toISOString();
  if (status === 304 && kept) return { ...kept, checkedAt };
  if (status !== 200 || !Array.isArray(body)) return undefined;
  const least = Number(context.settings.mappingRows ?? ROWS);
  const rows = body.flatMap((record) => readMappingRow(record) ?? []);
  const withTmdb = rows.filter(({ movies, tv }) => movies ?? tv).length;
  if (body.length < least || withTmdb < Math.min(least, WITH_TMDB)) return undefined;
  return { ...(headers.etag && { etag: headers.etag }), checkedAt, rows };
}

function index(cache: FetchCache, kept: Kept): AnimeMapping {
  const name = `${kept.etag} ${kept.rows.length}`;
  const known = parsed.get(cache);
  if (known?.rows === name) return known.mapping;
  // MAL and AniList count apart: 47 % of the numbers differ, so every site has its own table
  const tables = new Map(ID_NAMES.map((id) => [id, new Map<number, AnimeTarget>()]));
  for (const row of kept.rows)
    for (const id of ID_NAMES) {
      const number = row[id];
      if (number !== undefined && !tables.get(id)?.has(number)) tables.get(id)?.set(number, row);
    }
  const mapping: AnimeMapping = {
    find(ids) {
      for (const id of ID_NAMES) {
        const number = ids[id];
        const target = number === undefined ? undefined : tables.get(id)?.get(number);
        if (target) return target;
      }
      return undefined;
    },
  };
  parsed.set(cache, { rows: name, mapping });
  return mapping;
}
