import type { AnimeEntry } from "../anime/to-titles.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext, ParsedList } from "../provider.ts";
import { askAnilist } from "./ask-anilist.ts";
import type { AnilistParams } from "./parse-anilist.ts";

const MEDIA = "id idMal format isAdult startDate { year } seasonYear title { romaji english native }";

const USER_LIST = `query ($user: String, $statuses: [MediaListStatus], $chunk: Int) {
  MediaListCollection(userName: $user, type: ANIME, status_in: $statuses, chunk: $chunk, perChunk: 500) {
    hasNextChunk
    lists { name isCustomList status entries { createdAt score(format: POINT_10_DECIMAL) media { ${MEDIA} } } }
  }
}`;

/** Pages in one request, and titles on a page; more is too much work for one question. */
const PAGES = 4;
const PAGE_SIZE = 50;
/** Titles of a chart that are read when the person sets no limit. */
const CHART = 100;
/** Chunks of 500 entries; no list is that long. */
const MOST_CHUNKS = 50;

interface Media {
  id?: number;
  idMal?: number | null;
  format?: string | null;
  isAdult?: boolean;
  startDate?: { year?: number | null } | null;
  seasonYear?: number | null;
  title?: { romaji?: string | null; english?: string | null; native?: string | null };
}

/**
 * A user's list, in as few requests as it has chunks. An entry stands in its status list and in every custom list, and
 * counts once.
 *
 * @throws ListError as `askAnilist`; `not-found` for a custom list that is not there
 */
export async function readUserList(
  { user, status, custom }: AnilistParams,
  list: ParsedList,
  context: FetchContext,
): Promise<{ entries: AnimeEntry[]; total: number }> {
  const entries = new Map<number, AnimeEntry>();
  const names = new Set<string>();
  const seen = new Set<unknown>();
  let found = custom === undefined;
  for (let chunk = 1; ; chunk++) {
    // a custom list holds entries of any status
    const statuses = status === undefined ? undefined : [status];
    const data = await askAnilist(USER_LIST, { user, statuses, chunk }, list, context);
    const { lists, hasNextChunk } = (data.MediaListCollection ?? {}) as {
      lists?: unknown;
      hasNextChunk?: boolean;
    };
    if (!Array.isArray(lists)) throw unknownForm(list);
    const before = seen.size;
    for (const { name, isCustomList, entries: rows = [] } of lists) {
      for (const { media } of rows) seen.add(`${name} ${media?.id}`);
      if (isCustomList) names.add(String(name));
      const isIt = isCustomList === true && String(name).toLowerCase() === custom?.toLowerCase();
      found ||= isIt;
      if (custom === undefined || isIt) for (const row of rows) note(entries, row);
    }
    context.progress?.(entries.size);
    if (hasNextChunk !== true) break;
    // the same chunk again would never come to an end
    if (seen.size === before || chunk >= MOST_CHUNKS) throw unknownForm(list);
  }
  if (!found) {
    const known = [...names].join(", ");
    throw new ListError(
      "not-found",
      `${user} has no list "${custom}" on AniList. ${known ? `The custom lists are: ${known}.` : "There are no custom lists."}`,
    );
  }
  return { entries: [...entries.values()], total: entries.size };
}

function note(entries: Map<number, AnimeEntry>, row: Record<string, unknown>): void {
  const { media, createdAt, score } = row as { media?: Media; createdAt?: number; score?: number };
  const entry = media && toEntry(media, entries.size + 1);
  if (!entry?.anilist || entries.has(entry.anilist)) return;
  entries.set(entry.anilist, {
    ...entry,
    ...(createdAt ? { addedAt: new Date(createdAt * 1000).toISOString() } : {}),
    ...(score ? { rating: score } : {}),
  });
}

/**
 * A chart or a season: several pages in each request.
 *
 * @throws ListError as `askAnilist`
 */
export async function readChart(
  { sort, season }: AnilistParams,
  list: ParsedList,
  context: FetchContext,
): Promise<{ entries: AnimeEntry[]; more: boolean }> {
  const wanted = context.limit ?? (season ? Number.POSITIVE_INFINITY : CHART);
  const entries = new Map<number, AnimeEntry>();
  for (let first = 1; ; first += PAGES) {
    const count = Math.min(PAGES, Math.ceil(Math.min(wanted - entries.size, PAGES * PAGE_SIZE) / PAGE_SIZE));
    const numbers = Array.from({ length: count }, (_, index) => first + index);
    const data = await askAnilist(
      chartQuery(numbers, season !== undefined),
      { sort, ...season },
      list,
      context,
    );
    const pages = numbers.map(
      (number) => data[`page${number}`] as { media?: Media[]; pageInfo?: { hasNextPage?: boolean } },
    );
    const before = entries.size;
    for (const page of pages) {
      if (!Array.isArray(page?.media)) throw unknownForm(list);
      for (const media of page.media) {
        const entry = toEntry(media, entries.size + 1);
        if (entry?.anilist && !entries.has(entry.anilist)) entries.set(entry.anilist, entry);
      }
    }
    context.progress?.(entries.size);
    const more = pages.at(-1)?.pageInfo?.hasNextPage === true;
    if (!more || entries.size >= wanted) return { entries: [...entries.values()].slice(0, wanted), more };
    if (entries.size === before) throw unknownForm(list);
  }
}

function chartQuery(pages: number[], season: boolean): string {
  const by = season ? ", season: $season, seasonYear: $year" : "";
  const blocks = pages.map(
    (page) =>
      `page${page}: Page(page: ${page}, perPage: ${PAGE_SIZE}) { pageInfo { hasNextPage } media(sort: $sort, type: ANIME, isAdult: false${by}) { ${MEDIA} } }`,
  );
  return `query ($sort: [MediaSort]${season ? ", $season: MediaSeason, $year: Int" : ""}) { ${blocks.join(" ")} }`;
}

function toEntry(
  { id, idMal, format, isAdult, startDate, seasonYear, title }: Media,
  rank: number,
): AnimeEntry | undefined {
  const name = title?.english || title?.romaji || title?.native;
  if (!id || !name) return undefined;
  const year = startDate?.year ?? seasonYear ?? undefined;
  return {
    anilist: id,
    ...(idMal && { mal: idMal }),
    title: name,
    ...(year && { year }),
    ...(format && { format }),
    ...(isAdult && { isAdult }),
    rank,
  };
}

const unknownForm = (list: ParsedList): ListError =>
  new ListError(
    "markup-changed",
    `AniList answered for ${list.label} in a form that this version does not understand. Update the package, or report it.`,
  );
