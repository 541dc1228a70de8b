import type { CatalogueTitle } from "../catalogue/title.ts";
import { type ListSite, type SiteAnswer, type SiteRequest, startListSite } from "../list-site.ts";

/** An entry of a list: a title, or a season or episode of a show. */
type ServerEntry =
  | CatalogueTitle
  | { of: CatalogueTitle; season: number; episode?: number }
  | { kind: string; name: string };

export interface JellyfinOptions {
  /** @default "jellyfin" */
  product?: "jellyfin" | "emby";
  /** Favourites by the user's name. */
  favorites: Record<string, readonly ServerEntry[]>;
  /** What users marked as liked, by their names: where plug-ins keep a watchlist. */
  likes?: Record<string, readonly ServerEntry[]>;
  playlists?: Record<string, readonly ServerEntry[]>;
  collections?: Record<string, readonly ServerEntry[]>;
  /** Sub-path that its address has. */
  base?: string;
}

export const SERVER_KEY = "media-server-demo-key";

/** Ids are 32 hexadecimal digits; the first ones tell what it is. */
const idOf = (kind: number, number: number): string =>
  kind.toString(16) + number.toString(16).padStart(31, "0");
export const playlistId = (number: number): string => idOf(2, number + 1);
export const titleId = ({ mediaType, tmdbId }: CatalogueTitle): string =>
  idOf(mediaType === "movie" ? 4 : 5, tmdbId);
export const seasonId = (of: CatalogueTitle, season: number, episode = 0): string =>
  idOf(8, of.tmdbId * 10_000 + season * 100 + episode);

/**
 * Plays Jellyfin 10.11 and Emby 4.9. Bodies of errors and of empty answers are as observed (2026); of a page with
 * ProviderIds there is no recording, so it follows the documentation and the recorded items without them.
 */
export function startJellyfin(options: JellyfinOptions): Promise<ListSite> {
  const { product = "jellyfin", base = "" } = options;
  const world = lay(options);
  return startListSite((request) => {
    const segments = request.segments;
    if (base && segments.shift() !== base)
      return { body: "<!DOCTYPE html><html><title>Jellyfin</title></html>" };
    if (!hasKey(request, product))
      return product === "emby"
        ? {
            status: 401,
            headers: { "content-type": "text/plain" },
            body: "Access token is invalid or expired.",
          }
        : { status: 401, headers: { "content-type": "text/plain" }, body: "" };
    return answer(segments, request, product, world) ?? { status: 404, body: "" };
  });
}

function hasKey({ headers }: SiteRequest, product: "jellyfin" | "emby"): boolean {
  if (product === "emby") return headers["x-emby-token"] === SERVER_KEY;
  return headers.authorization === `MediaBrowser Token="${SERVER_KEY}"`;
}

interface Row extends Record<string, unknown> {
  Id: string;
  Name: string;
  Type: string;
}
interface World {
  users: { Id: string; Name: string }[];
  favorites: Map<string, Row[]>;
  likes: Map<string, Row[]>;
  containers: (Row & { rows: Row[] })[];
  rows: Map<string, Row>;
}

function lay({ favorites, likes = {}, playlists = {}, collections = {} }: JellyfinOptions): World {
  const rows = new Map<string, Row>();
  const note = (row: Row) => {
    rows.set(row.Id, row);
    return row;
  };
  const toRow = (entry: ServerEntry, index: number): Row => {
    if ("kind" in entry) return note({ Id: idOf(9, index), Name: entry.name, Type: entry.kind });
    if (!("of" in entry)) return note(titleRow(entry));
    const show = note(titleRow(entry.of));
    const { season, episode } = entry;
    return note({
      Id: seasonId(entry.of, season, episode),
      Name: `Season ${season}`,
      SeriesId: show.Id,
      ...(episode === undefined
        ? { Type: "Season", IndexNumber: season }
        : { Type: "Episode", IndexNumber: episode, ParentIndexNumber: season }),
    });
  };
  const users = Object.keys(favorites).map((Name, index) => ({ Id: idOf(1, index + 1), Name }));
  const container = (Type: string, kind: number, all: Record<string, readonly ServerEntry[]>) =>
    Object.entries(all).map(([Name, entries], index) => ({
      // a collection's Tmdb is the collection's own id
      ...note({ Id: idOf(kind, index + 1), Name, Type, ProviderIds: { Tmdb: "8091" } }),
      rows: entries.map(toRow),
    }));
  return {
    users,
    favorites: new Map(users.map(({ Id, Name }) => [Id, (favorites[Name] ?? []).map(toRow)])),
    likes: new Map(users.map(({ Id, Name }) => [Id, (likes[Name] ?? []).map(toRow)])),
    containers: [...container("Playlist", 2, playlists), ...container("BoxSet", 3, collections)],
    rows,
  };
}

function titleRow(title: CatalogueTitle): Row {
  const { tmdbId, imdbId, title: Name, year, mediaType } = title;
  return {
    Id: titleId(title),
    Name,
    Type: mediaType === "movie" ? "Movie" : "Series",
    ProductionYear: year,
    ProviderIds: {
      Tmdb: String(tmdbId),
      ...(tmdbId % 2 ? { Imdb: imdbId ?? "" } : { IMDb: imdbId ?? "" }),
      // a movie's is an id of TVDB's movies
      Tvdb: mediaType === "tv" ? String(title.tvdbId ?? "") : "99",
      TmdbCollection: "131292",
    },
    UserData: { IsFavorite: true, Key: "f842a4f8-d071-cf6b-33e0-2873ba437ed7" },
  };
}

function answer(
  segments: string[],
  request: SiteRequest,
  product: string,
  world: World,
): SiteAnswer | undefined {
  const { query } = request;
  const path = segments.join("/");
  if (path === "System/Info") return { json: { ServerName: "Home", Version: "10.11.2" } };
  if (path === "Users") return { json: world.users };
  const playlist = /^Playlists\/(\w+)\/Items$/.exec(path)?.[1];
  if (playlist) return page(world.containers.find(({ Id }) => Id === playlist)?.rows, query);
  const user = product === "emby" ? /^Users\/(\w+)\/Items$/.exec(path)?.[1] : query.get("userId");
  if (!user || (product === "jellyfin" && path !== "Items")) return undefined;
  const [ids, parent, search] = [query.get("Ids"), query.get("ParentId"), query.get("SearchTerm")];
  if (ids)
    return page(
      ids.split(",").flatMap((id) => world.rows.get(id) ?? []),
      query,
    );
  if (parent) return page(world.containers.find(({ Id }) => Id === parent)?.rows ?? [], query);
  if (search) {
    const types = query.get("IncludeItemTypes")?.split(",") ?? [];
    const fits = ({ Name, Type }: Row) =>
      types.includes(Type) && Name.toLowerCase().includes(search.toLowerCase());
    return page(world.containers.filter(fits), query);
  }
  const marked = { IsFavorite: world.favorites, Likes: world.likes }[query.get("Filters") ?? ""];
  if (!marked || query.get("Recursive") !== "true")
    return page([{ Id: idOf(7, 1), Name: "Movies", Type: "CollectionFolder" }], query);
  return page(marked.get(user) ?? [], query);
}

function page(all: Row[] | undefined, query: URLSearchParams): SiteAnswer | undefined {
  if (!all) return undefined;
  const start = Number(query.get("StartIndex") ?? 0);
  const fields = query.get("Fields")?.split(",") ?? [];
  const rows = all.slice(start, start + Number(query.get("Limit") ?? 100)).map(({ rows: _, ...row }) => {
    const { ProviderIds, ...plain } = row;
    return fields.includes("ProviderIds") ? { ...plain, ProviderIds } : plain;
  });
  return { json: { Items: rows, TotalRecordCount: all.length, StartIndex: start } };
}
