import type { CatalogueTitle } from "../catalogue/title.ts";
import { type ListSite, type SiteAnswer, type SiteRequest, startListSite } from "../list-site.ts";

export interface PlexOptions {
  watchlist: readonly CatalogueTitle[];
  /** Titles of the own watchlist that come without guids. */
  withoutGuids?: readonly CatalogueTitle[];
  /** Watchlists by friend; null for those who hide theirs. */
  friends?: Record<string, readonly CatalogueTitle[] | null>;
  /** Titles that Plex took out of its catalogue. */
  withdrawn?: readonly CatalogueTitle[];
  /** Feeds by the secret in their address. */
  feeds?: Record<string, readonly CatalogueTitle[]>;
  /** How often a login is asked about before the person has confirmed. @default 1 */
  pendingPolls?: number;
}

export const PLEX_TOKEN = "plex-demo-token-of-anna";

/**
 * Plays plex.tv, discover.provider.plex.tv, community.plex.tv and rss.plex.tv on one origin, in the shapes recorded in
 * 2023 and 2024; pages of at most 100 since December 2025.
 */
export function startPlex(options: PlexOptions): Promise<ListSite> {
  let polls = 0;
  return startListSite((request) => {
    const [first = "", ...rest] = request.segments;
    const feed = options.feeds?.[first];
    if (feed) return { json: feedOf(feed) };
    if (first === "api" && rest[0] === "v2" && rest[1] === "pins")
      return pin(request, () => polls++ >= (options.pendingPolls ?? 1));
    if (request.headers["x-plex-token"] !== PLEX_TOKEN)
      return { status: 401, json: { errors: [{ code: 1001, message: "User could not be authenticated" }] } };
    if (!request.headers["x-plex-client-identifier"]) return { status: 400, json: {} };
    if (first === "api" && rest[1] === "user") return { json: { username: "anna" } };
    if (first === "api") return { json: graphql(request, options) };
    return library(request, options) ?? { status: 404, json: { Error: { message: "Not found!" } } };
  });
}

function pin({ method, segments }: SiteRequest, confirmed: () => boolean): SiteAnswer {
  if (method === "POST") return { status: 201, json: { id: 4711, code: "strong-code", expiresIn: 1800 } };
  if (segments.at(-1) !== "4711") return { status: 404, json: { errors: [{ code: 1020 }] } };
  return { json: { id: 4711, authToken: confirmed() ? PLEX_TOKEN : null } };
}

const keyOf = ({ mediaType, tmdbId }: CatalogueTitle) =>
  `${mediaType === "movie" ? "5d77" : "5df4"}${tmdbId.toString(16).padStart(20, "0")}`;

const guidsOf = (title: CatalogueTitle) => [
  ...(title.imdbId ? [{ id: `imdb://${title.imdbId}` }] : []),
  { id: `tmdb://${title.tmdbId}` },
  { id: `tvdb://${title.mediaType === "tv" ? (title.tvdbId ?? 0) : 99}` },
];

const rowOf = (title: CatalogueTitle, guids: boolean) => ({
  guid: `plex://${title.mediaType === "movie" ? "movie" : "show"}/${keyOf(title)}`,
  ratingKey: keyOf(title),
  type: title.mediaType === "movie" ? "movie" : "show",
  title: title.title,
  year: title.year,
  ...(guids && { Guid: guidsOf(title) }),
});

function library({ segments, query, headers }: SiteRequest, options: PlexOptions): SiteAnswer | undefined {
  const path = segments.join("/");
  const { watchlist, withoutGuids = [], friends = {}, withdrawn = [] } = options;
  const key = /^library\/metadata\/(\w+)$/.exec(path)?.[1];
  if (key) {
    const known = [...watchlist, ...Object.values(friends).flatMap((all) => all ?? [])];
    const title = known.find((each) => keyOf(each) === key);
    if (!title || withdrawn.includes(title)) return undefined;
    return { json: { MediaContainer: { offset: 0, totalSize: 1, size: 1, Metadata: [rowOf(title, true)] } } };
  }
  if (path !== "library/sections/watchlist/all") return undefined;
  const type = query.get("type");
  const all = watchlist.filter(({ mediaType }) => !type || mediaType === (type === "1" ? "movie" : "tv"));
  const offset = Number(headers["x-plex-container-start"] ?? 0);
  const size = Number(headers["x-plex-container-size"] ?? 20);
  if (size > 100) return { status: 400, json: { Error: { message: "Container size too large" } } };
  const guids = query.get("includeGuids") === "1";
  const rows = all
    .slice(offset, offset + size)
    .map((title) => rowOf(title, guids && !withoutGuids.includes(title)));
  // an empty list has no Metadata at all (recorded)
  const list = rows.length > 0 ? { Metadata: rows } : {};
  return {
    json: {
      MediaContainer: {
        librarySectionID: "watchlist",
        offset,
        totalSize: all.length,
        size: rows.length,
        ...list,
      },
    },
  };
}

function graphql({ text }: SiteRequest, { friends = {} }: PlexOptions): unknown {
  const { query, variables } = JSON.parse(text) as {
    query: string;
    variables: { user?: string; after?: string | null };
  };
  const names = Object.keys(friends);
  if (query.includes("allFriendsV2"))
    return {
      data: { allFriendsV2: names.map((username) => ({ user: { id: `id-${username}`, username } })) },
    };
  const all = friends[names.find((name) => `id-${name}` === variables.user) ?? ""];
  if (!all) return { data: { user: null }, errors: [{ message: "Forbidden" }] };
  const start = Number(variables.after ?? 0);
  const nodes = all.slice(start, start + 100).map((title) => ({
    id: keyOf(title),
    title: title.title,
    type: title.mediaType === "movie" ? "MOVIE" : "SHOW",
  }));
  const hasNextPage = start + 100 < all.length;
  const pageInfo = { hasNextPage, endCursor: hasNextPage ? String(start + 100) : null };
  return { data: { user: { watchlist: { nodes, pageInfo } } } };
}

const feedOf = (titles: readonly CatalogueTitle[]) => ({
  title: "Anna's Watchlist",
  items: titles.slice(0, 50).map((title) => ({
    title: `${title.title} (${title.year})`,
    category: title.mediaType === "movie" ? "movie" : "show",
    guids: guidsOf(title).map(({ id }) => id),
  })),
});
