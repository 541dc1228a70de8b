import type { CatalogueTitle } from "../catalogue/title.ts";
import { type ListSite, type SiteAnswer, type SiteRequest, startListSite } from "../list-site.ts";

export interface TvdbOptions {
  /** Lists by the name in their address. */
  lists: Record<string, readonly CatalogueTitle[]>;
  /** Movies that are on lists, but that TheTVDB has no more. */
  lost?: readonly CatalogueTitle[];
  /** Cloudflare keeps programs without a key out. */
  closed?: boolean;
}

export const TVDB_KEY = "tvdb-demo-api-key";
/** A list's id is not the number in its address (recorded: 1001 is list 1). */
const idOf = (names: string[], name: string) => names.indexOf(name) + 1;
const slugOf = ({ title, tmdbId }: CatalogueTitle) =>
  `${title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${tmdbId}`;
const tvdbId = (title: CatalogueTitle) =>
  title.mediaType === "tv" ? (title.tvdbId ?? title.tmdbId) : title.tmdbId;

/**
 * Plays api4.thetvdb.com, in the shapes recorded in 2024 and 2026, and the pages of thetvdb.com, of which no recording
 * exists: they have the elements that other clients read.
 */
export function startTvdb(options: TvdbOptions): Promise<ListSite & { logins: number; outdate(): void }> {
  let tokens = 0;
  let valid = "";
  const state = {
    logins: 0,
    outdate() {
      valid = "";
    },
  };
  return startListSite((request) => {
    if (request.segments[0] !== "v4") return webPage(request, options);
    if (request.segments[1] === "login") {
      state.logins += 1;
      const { apikey } = JSON.parse(request.text) as { apikey: string };
      if (apikey !== TVDB_KEY)
        return { status: 401, json: { status: "failure", message: "Unauthorized", data: null } };
      valid = `tvdb-token-${++tokens}`;
      return { json: { status: "success", data: { token: valid } } };
    }
    if (request.headers.authorization !== `Bearer ${valid}`)
      return { status: 401, json: { status: "failure", message: "Unauthorized", data: null } };
    const data = api(request, options);
    if (data === undefined)
      return { status: 404, json: { status: "failure", message: "NotFound", data: null } };
    return { json: { status: "success", data } };
  }).then(
    (site) =>
      Object.defineProperties(Object.assign(site, { outdate: state.outdate }), {
        logins: { get: () => state.logins },
      }) as ListSite & { logins: number; outdate(): void },
  );
}

function api({ segments }: SiteRequest, { lists, lost = [] }: TvdbOptions): unknown {
  const [, area, one = "", two = ""] = segments;
  const names = Object.keys(lists);
  const titles = Object.values(lists).flat();
  if (area === "lists" && one === "slug")
    return names.includes(two) ? { id: idOf(names, two), name: `List ${two}`, url: two } : undefined;
  if (area === "lists") {
    const name = names[Number(one) - 1];
    const all = name === undefined ? undefined : lists[name];
    if (!all) return undefined;
    const entities = all.map((title, index) => ({
      order: index + 1,
      seriesId: title.mediaType === "tv" ? tvdbId(title) : null,
      movieId: title.mediaType === "movie" ? tvdbId(title) : null,
    }));
    // an empty list has null, and the order is not that of the array
    return { name: `List ${name}`, entities: entities.length > 0 ? entities.reverse() : null };
  }
  const type = area === "movies" ? "movie" : "tv";
  if (one === "slug") {
    const found = titles.find((title) => title.mediaType === type && slugOf(title) === two);
    return found && { id: tvdbId(found), name: found.title };
  }
  const movie = titles.find((title) => title.mediaType === type && String(tvdbId(title)) === one);
  if (!movie || lost.includes(movie)) return undefined;
  return {
    id: tvdbId(movie),
    name: movie.title,
    year: String(movie.year),
    remoteIds: [
      { id: "fan-page", type: 5, sourceName: "Facebook" },
      ...(movie.imdbId ? [{ id: movie.imdbId, type: 2, sourceName: "IMDB" }] : []),
      { id: String(movie.tmdbId), type: 10, sourceName: "TheMovieDB.com" },
    ],
  };
}

function webPage({ segments }: SiteRequest, { lists, closed }: TvdbOptions): SiteAnswer {
  const [area, name = ""] = segments;
  if (closed)
    return { status: 403, headers: { "cf-mitigated": "challenge" }, body: "<title>Just a moment...</title>" };
  if (area === "lists") {
    const all = lists[name];
    if (!all) return { status: 404, body: "<h1>Not found</h1>" };
    const rows = all.map(
      (title) =>
        `<div class="row"><div><h3><a href="/${title.mediaType === "movie" ? "movies" : "series"}/${slugOf(title)}">${title.title}</a></h3></div></div>`,
    );
    return {
      body: `<html><h1>List ${name}</h1><div id="general">${rows.join("")}</div><h3><a href="/series/other">Other</a></h3></html>`,
    };
  }
  const title = Object.values(lists)
    .flat()
    .find((each) => slugOf(each) === name);
  if (!title) return { status: 404, body: "<h1>Not found</h1>" };
  const facts =
    title.mediaType === "tv"
      ? `<li><strong>TheTVDB.com Series ID</strong> <span>${tvdbId(title)}</span></li>`
      : `<li><a href="https://www.themoviedb.org/movie/${title.tmdbId}">TheMovieDB.com</a></li><li><a href="https://www.imdb.com/title/${title.imdbId}">IMDB</a></li>`;
  return { body: `<html><h1>${title.title}</h1><ul>${facts}</ul></html>` };
}
