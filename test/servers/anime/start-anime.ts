import { type ListSite, type SiteAnswer, type SiteRequest, startListSite } from "../list-site.ts";
import { TABLE_PATH, type TableRecord } from "./anime-table.ts";

/** An entry of a list: AniList's number, and what is different from a film named after it. */
interface AnimeRow {
  id: number;
  title?: string;
  format?: string;
  isAdult?: boolean;
  year?: number;
}

export interface AnimeOptions {
  table: TableRecord[];
  /** Lists by user and by the site's name of the list; custom ones begin with `*`. */
  lists?: Record<string, Record<string, readonly AnimeRow[]>>;
  privateUsers?: string[];
  /** What charts and rankings choose from. */
  chart?: readonly AnimeRow[];
  /** Entries that AniList gives without chunks. @default 11000 */
  atOnce?: number;
  /** Of the table. @default "1" */
  version?: () => string;
}

export const MAL_CLIENT_ID = "mal-demo-client-id";

/**
 * Plays AniList's GraphQL (errors as recorded in 2025 and 2026), MyAnimeList's API v2 and its page, and the table of anime
 * ids on GitHub. Documented shape, no recording: AniList's chunks, pages of MyAnimeList after the first, its refusals, and
 * `load.json` (as programs report it).
 */
export function startAnime(options: AnimeOptions): Promise<ListSite> {
  return startListSite((request) => {
    const path = request.segments.join("/");
    if (path === TABLE_PATH) return table(request, options);
    if (request.method === "POST") return anilist(request, options);
    return path.startsWith("v2/") ? mal(request, options) : malPage(request, options);
  });
}

function table({ headers }: SiteRequest, { table: records, version = () => "1" }: AnimeOptions): SiteAnswer {
  const etag = `"${version()}"`;
  return headers["if-none-match"] === etag ? { status: 304, body: "" } : { headers: { etag }, json: records };
}

const error = (status: number, message: string, http = status): SiteAnswer => ({
  status: http,
  json: { errors: [{ message, status }], data: null },
});

function anilist({ headers, text }: SiteRequest, options: AnimeOptions): SiteAnswer {
  if (!headers.referer)
    return error(403, "The AniList API has been temporarily disabled due to severe stability issues.");
  const { query, variables } = JSON.parse(text) as { query: string; variables: Record<string, unknown> };
  if (!query.includes("MediaListCollection")) return { json: { data: charts(query, options.chart ?? []) } };
  const user = String(variables.user);
  if (options.privateUsers?.includes(user)) return error(404, "Private User");
  const lists = options.lists?.[user];
  if (!lists) return error(404, "User not found");
  const statuses = variables.statuses as string[] | undefined;
  const chunked = variables.chunk !== undefined;
  const size = chunked ? Math.min(500, Number(variables.perChunk)) : (options.atOnce ?? 11_000);
  const start = chunked ? (Number(variables.chunk) - 1) * size : 0;
  const all = Object.entries(lists)
    .filter(([name]) => !statuses || statuses.includes(name.toUpperCase()))
    .flatMap(([name, rows]) => rows.map((row) => ({ name, row })));
  const chunk = all.slice(start, start + size);
  return {
    json: {
      data: {
        MediaListCollection: {
          hasNextChunk: all.length > start + size,
          lists: Object.keys(lists)
            .filter((name) => !statuses || statuses.includes(name.toUpperCase()))
            .map((name) => ({
              name: name.replace("*", ""),
              isCustomList: name.startsWith("*"),
              entries: chunk
                .filter((each) => each.name === name)
                .map(({ row }) => ({ score: 8, media: mediaOf(row) })),
            })),
        },
      },
    },
  };
}

const nameOf = ({ id, title }: AnimeRow) => title ?? `Anime ${id}`;

const mediaOf = (row: AnimeRow) => ({
  id: row.id,
  idMal: row.id + 10_000,
  format: row.format ?? "TV",
  isAdult: row.isAdult ?? false,
  startDate: { year: row.year ?? 2020 },
  title: { romaji: nameOf(row), english: null },
});

function charts(query: string, all: readonly AnimeRow[]): Record<string, unknown> {
  const pages = [...query.matchAll(/page(\d+): Page\(page: \d+, perPage: (\d+)\)/g)];
  return Object.fromEntries(
    pages.map(([, page, size]) => {
      const start = (Number(page) - 1) * Number(size);
      const media = all.slice(start, start + Number(size)).map(mediaOf);
      return [`page${page}`, { pageInfo: { hasNextPage: start + Number(size) < all.length }, media }];
    }),
  );
}

const malNames: Record<string, string> = {
  plan_to_watch: "Planning",
  completed: "Completed",
  watching: "Current",
};
const malNumbers: Record<string, string> = { 6: "Planning", 2: "Completed", 1: "Current" };

function mal({ headers, segments, query }: SiteRequest, options: AnimeOptions): SiteAnswer {
  if (headers["x-mal-client-id"] !== MAL_CLIENT_ID) return { status: 401, json: { error: "invalid_token" } };
  const [, area, user = ""] = segments;
  const lists = options.lists?.[user];
  if (area === "users" && options.privateUsers?.includes(user))
    return { status: 403, json: { error: "not_permitted" } };
  if (area === "users" && !lists) return { status: 404, json: { error: "not_found" } };
  const name = malNames[query.get("status") ?? ""];
  const rows =
    area === "anime"
      ? (options.chart ?? [])
      : name
        ? (lists?.[name] ?? [])
        : Object.values(lists ?? {}).flat();
  const [size, start] = [Number(query.get("limit")), Number(query.get("offset"))];
  return {
    json: {
      data: rows.slice(start, start + size).map((row) => ({
        node: {
          id: row.id + 10_000,
          title: nameOf(row),
          media_type: (row.format ?? "tv").toLowerCase(),
          start_date: `${row.year ?? 2020}-04`,
          nsfw: row.isAdult ? "black" : "white",
        },
        ...(area === "users" && { list_status: { score: 7, updated_at: "2021-03-15T09:00:58+00:00" } }),
      })),
      paging:
        start + size < rows.length ? { next: `https://api.myanimelist.net/v2/…&offset=${start + size}` } : {},
    },
  };
}

function malPage({ segments, query }: SiteRequest, options: AnimeOptions): SiteAnswer {
  const [area, user = "", file] = segments;
  const lists = options.lists?.[user];
  if (area !== "animelist" || file !== "load.json")
    return { status: 404, body: "<html>404 Not Found</html>" };
  if (!lists || options.privateUsers?.includes(user))
    return { status: 400, json: { errors: [{ message: "invalid request" }] } };
  const name = malNumbers[query.get("status") ?? ""];
  const rows = name ? (lists[name] ?? []) : Object.values(lists).flat();
  const start = Number(query.get("offset"));
  return {
    json: rows.slice(start, start + 300).map((row) => ({
      anime_id: row.id + 10_000,
      anime_title: nameOf(row),
      anime_media_type_string: row.format ?? "TV",
      anime_mpaa_rating_string: row.isAdult ? "Rx" : "PG-13",
      anime_start_date_string: "04-01-20",
      score: 7,
      created_at: 1_432_768_982,
    })),
  };
}
