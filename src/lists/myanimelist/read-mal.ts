import type { AnimeEntry } from "../anime/to-titles.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext, ParsedList } from "../provider.ts";
import { askMal, askMalPage } from "./ask-mal.ts";
import { type MalParams, STATUSES } from "./parse-mal.ts";

/** Entries on a page: of a list by the API, of a ranking, and of the site's own page. */
const LIST_PAGE = 1000;
const RANKING_PAGE = 500;
const SITE_PAGE = 300;

const FIELDS = "fields=media_type,start_date,alternative_titles,nsfw";

/** Titles of a ranking that are read when the person sets no limit. */
const RANKING = 100;

interface Read {
  entries: AnimeEntry[];
  /** There are more than were read. */
  more: boolean;
}

/** A user's list, or a ranking. @throws ListError as `askMal`; `auth-required` for a ranking without a client id */
export function readMal(params: MalParams, list: ParsedList, context: FetchContext): Promise<Read> {
  if (params.user && !context.account?.key) return readSite(params, list, context);
  if (!context.account?.key)
    throw new ListError(
      "auth-required",
      `${list.label} needs a client id of MyAnimeList. Make one at myanimelist.net/apiconfig (free) and add it as an account.`,
    );
  const { user, status, ranking } = params;
  if (!user)
    return readApi(
      `anime/ranking?ranking_type=${ranking}`,
      RANKING_PAGE,
      context.limit ?? RANKING,
      list,
      context,
    );
  const path = `users/${encodeURIComponent(user)}/animelist?${status ? `status=${status}&` : ""}nsfw=true`;
  return readApi(path, LIST_PAGE, context.limit ?? Number.POSITIVE_INFINITY, list, context);
}

async function readApi(
  path: string,
  size: number,
  wanted: number,
  list: ParsedList,
  context: FetchContext,
): Promise<Read> {
  const entries: AnimeEntry[] = [];
  const seen = new Set<number>();
  for (let offset = 0; ; offset += size) {
    const body = await askMal(`${path}&limit=${size}&offset=${offset}&${FIELDS}`, list.label, context);
    const { data, paging } = body as { data?: unknown; paging?: { next?: string } };
    if (!Array.isArray(data)) throw unknownForm(list);
    const fresh = data
      .flatMap((row) => toEntry(row, entries.length + 1))
      .filter(({ mal = 0 }) => !seen.has(mal));
    for (const { mal } of fresh) if (mal !== undefined) seen.add(mal);
    entries.push(...fresh);
    context.progress?.(entries.length);
    // `paging` is empty at the end (recorded 2021-03)
    const more = paging?.next !== undefined;
    if (!more || entries.length >= wanted) return { entries: entries.slice(0, wanted), more };
    if (fresh.length === 0) throw unknownForm(list);
  }
}

function toEntry(row: Record<string, unknown>, rank: number): AnimeEntry[] {
  const { node, list_status: mark } = row as {
    node?: Record<string, unknown>;
    list_status?: { updated_at?: string };
  };
  if (typeof node?.id !== "number" || typeof node.title !== "string") return [];
  const { en } = (node.alternative_titles ?? {}) as { en?: string };
  return [
    entryOf(
      node.id,
      en || node.title,
      node.start_date,
      node.media_type,
      node.nsfw === "black",
      rank,
      mark?.updated_at,
    ),
  ];
}

async function readSite(
  { user = "", status }: MalParams,
  list: ParsedList,
  context: FetchContext,
): Promise<Read> {
  const number = Object.keys(STATUSES).find((each) => STATUSES[each] === status) ?? "7";
  const entries: AnimeEntry[] = [];
  const { limit = Number.POSITIVE_INFINITY } = context;
  for (let offset = 0; ; offset += SITE_PAGE) {
    const path = `animelist/${encodeURIComponent(user)}/load.json?status=${number}&offset=${offset}`;
    const rows = (await askMalPage(path, list.label, context)) as Record<string, unknown>[];
    const known = new Set(entries.map(({ mal }) => mal));
    const fresh = rows.flatMap((row, index): AnimeEntry[] => {
      const { anime_id: id, anime_title: title, anime_title_eng: english } = row;
      if (typeof id !== "number" || known.has(id)) return [];
      const name = String(english || title || "");
      return [
        entryOf(
          id,
          name,
          row.anime_start_date_string,
          row.anime_media_type_string,
          false,
          offset + index + 1,
        ),
      ];
    });
    if (rows.length > 0 && fresh.length === 0) throw unknownForm(list);
    entries.push(...fresh);
    context.progress?.(entries.length);
    if (rows.length < SITE_PAGE || entries.length >= limit)
      return { entries: entries.slice(0, limit), more: false };
  }
}

function entryOf(
  mal: number,
  title: string,
  started: unknown,
  format: unknown,
  isAdult: boolean,
  rank: number,
  addedAt?: string,
): AnimeEntry {
  const year = typeof started === "string" ? Number(/\b(?:19|20)\d\d\b/.exec(started)?.[0]) : Number.NaN;
  return {
    mal,
    title,
    ...(Number.isInteger(year) && { year }),
    ...(typeof format === "string" && { format: format.toUpperCase() }),
    ...(isAdult && { isAdult }),
    ...(addedAt && { addedAt }),
    rank,
  };
}

const unknownForm = (list: ParsedList): ListError =>
  new ListError(
    "markup-changed",
    `MyAnimeList answered for ${list.label} in a form that this version does not understand. Update the package, or report it.`,
  );
