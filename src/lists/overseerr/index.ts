import { dedupe } from "../../items/dedupe.ts";
import type { Item } from "../../items/item.ts";
import { normaliseItem } from "../../items/normalise.ts";
import { ServerError } from "../../overseerr/server-error.ts";
import { REQUEST_STATUS } from "../../overseerr/status.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext, FetchedList, ListProvider, SourceServer } from "../provider.ts";
import { DOUBLE, rowCount } from "../row-count.ts";
import { parseRequests, type RequestsList, type RequestsParams } from "./parse-requests.ts";
import { passes, type Row, readPage, unknownForm, usersWithRequests } from "./request-rows.ts";

/**
 * What another Overseerr, Jellyseerr or Seerr was asked for: to fill a second server, or one for 4K, from the first. The
 * server is the one chosen in the list-source node.
 */
export const overseerr: ListProvider<RequestsList> = {
  id: "overseerr",
  name: "Overseerr, Jellyseerr, Seerr",
  forms: [
    {
      example: "overseerr:requests",
      meaning: "all requests on the server that the node reads, except declined ones",
    },
    {
      example: "overseerr:requests/pending",
      meaning: "by their state: pending, approved, processing, available, failed",
    },
    { example: "overseerr:requests?user=3", meaning: "those of one user; also &is4k=true" },
    { example: "overseerr:watchlist/3", meaning: "the Plex watchlist of one of its users" },
    { example: "http://192.168.1.20:5055/users/3/requests", meaning: "a page of its web interface" },
  ],
  notes: {
    reads: "requests, users' watchlists",
    needs: "the server (node overseerr-server)",
    ids: "TMDB, TVDB",
    requests: "11 (100 a page)",
    terms: "It is your own server: no limits.",
    blocked: "Check the server's address and key with its own Test connection.",
  },
  parse: parseRequests,
  needs: () => ["server"],
  async fetch(list, context) {
    const { server } = context;
    if (!server)
      throw new ListError(
        "auth-required",
        `${list.label}: choose the server to read from in the list-source node (Access tab).`,
      );
    const params = list.params ?? {};
    // an unknown user's requests are an empty answer, which is not an empty list
    if (list.kind !== "watchlist" && params.user !== undefined)
      await server.get(`/user/${params.user}`).catch(noSuchUser(list, params.user));
    const read =
      list.kind === "watchlist"
        ? await readWatchlist(server, params, list, context)
        : await readRequests(server, params, list, context);
    const { total, seen, left } = read;
    const items = dedupe(read.items);
    const lost = Object.values(left).reduce((sum, count) => sum + count, 0);
    return {
      items: items.slice(0, context.limit),
      ...(total !== undefined && { total }),
      complete: true,
      ...rowCount(seen, { ...left, [DOUBLE]: seen - lost - items.length }),
      via: "api",
      warnings: Object.entries(left).flatMap(([reason, count]) =>
        count > 0 && reason === NO_ID ? [`${count} left out: ${reason}.`] : [],
      ),
    };
  },
};

type Read = Pick<FetchedList, "items" | "total"> & {
  /** Rows that were read, and those that are no titles by reason. */
  seen: number;
  left: Record<string, number>;
};

const NO_ID = "the request has no TMDB id";

async function readRequests(
  server: SourceServer,
  { filter, user, is4k }: RequestsParams,
  list: RequestsList,
  context: FetchContext,
): Promise<Read> {
  const { limit = Number.POSITIVE_INFINITY } = context;
  const left = { declined: 0, "in the other quality": 0, [NO_ID]: 0 };
  const made: { id: number; item: Item }[] = [];
  let [seen, total] = [0, 0];
  for (const each of user === undefined ? await usersWithRequests(server, list) : [user]) {
    const own: Item[] = [];
    for (let skip = 0; ; ) {
      const { results, total: theirs } = await readPage(server, `/user/${each}/requests`, skip, list);
      skip += results.length;
      const asked = results.filter((row) => passes(row, filter));
      // somebody said no to it
      const standing = asked.filter(({ status }) => status !== REQUEST_STATUS.DECLINED);
      const wanted = standing.filter((row) => is4k === undefined || row.is4k === is4k);
      const titles = wanted.flatMap((row) => toItem(row).map((item) => ({ id: Number(row.id), item })));
      seen += asked.length;
      left.declined += asked.length - standing.length;
      left["in the other quality"] += standing.length - wanted.length;
      left[NO_ID] += wanted.length - titles.length;
      total += filter === undefined ? 0 : standing.length;
      made.push(...titles);
      own.push(...titles.map(({ item }) => item));
      context.progress?.(made.length, undefined);
      // several people, or one in two qualities, may have asked for the same title
      const enough = own.length >= limit && dedupe(own).length >= limit;
      if (skip >= theirs || enough) {
        total += filter === undefined ? theirs : 0;
        break;
      }
      if (results.length === 0) throw unknownForm(list);
    }
  }
  if (filter === undefined) total -= left.declined;
  const items = made.sort((a, b) => b.id - a.id).map(({ item }) => item);
  return { items, seen, left, ...(is4k === undefined && { total }) };
}

/** A request names no title, only ids; seasons of several requests for one show are united. */
function toItem({ media, seasons, type, createdAt }: Row): Item[] {
  const { tmdbId, tvdbId, mediaType = type } = (media ?? {}) as Row;
  if (typeof tmdbId !== "number") return [];
  const numbers = (Array.isArray(seasons) ? seasons : []).flatMap((season: Row) =>
    typeof season.seasonNumber === "number" ? [season.seasonNumber] : [],
  );
  return [
    normaliseItem({
      mediaType,
      tmdb: tmdbId,
      ...(mediaType === "tv" && { tvdb: tvdbId }),
      ...(mediaType === "tv" && numbers.length > 0 && { seasons: numbers }),
      addedAt: createdAt,
    }),
  ];
}

async function readWatchlist(
  server: SourceServer,
  { user }: RequestsParams,
  list: RequestsList,
  context: FetchContext,
): Promise<Read> {
  const { limit = Number.POSITIVE_INFINITY } = context;
  const items: Item[] = [];
  for (let page = 1; ; page++) {
    const body = (await server.get(`/user/${user}/watchlist`, { page }).catch(noSuchUser(list, user))) as Row;
    const { results, totalPages, totalResults } = body;
    if (!Array.isArray(results) || (body.page !== undefined && body.page !== page)) throw unknownForm(list);
    items.push(
      ...results.map(({ title, tmdbId, mediaType }: Row) =>
        normaliseItem({ title, tmdb: tmdbId, mediaType }),
      ),
    );
    const total = typeof totalResults === "number" ? totalResults : undefined;
    context.progress?.(items.length, total);
    if (page >= Number(totalPages ?? 1) || items.length >= limit)
      return { items, seen: items.length, left: {}, ...(total !== undefined && { total }) };
  }
}

/** The server says 404 to a user that it does not know. */
const noSuchUser =
  (list: RequestsList, user: unknown) =>
  (error: unknown): never => {
    if (!(error instanceof ServerError) || error.httpStatus !== 404) throw error;
    throw new ListError(
      "not-found",
      `${list.label}: the server has no user ${user}. Find the id in the address of the user's page.`,
    );
  };
