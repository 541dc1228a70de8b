import type { CatalogueTitle } from "../catalogue/title.ts";
import { type ListSite, type SiteAnswer, type SiteRequest, startListSite } from "../list-site.ts";

export interface LetterboxdOptions {
  /** Films by the address below the site, without slashes at the ends: `dave/list/best`, `dave/watchlist`. */
  lists: Record<string, readonly CatalogueTitle[]>;
  /** Short links by their code. */
  links?: Record<string, string>;
  /** Members whose watchlist is private. */
  privateMembers?: string[];
  /** Cloudflare shows its challenge to programs: everywhere, or at these addresses. */
  challenge?: boolean | string[];
}

export const slugOf = ({ title, tmdbId }: CatalogueTitle): string =>
  `${title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${tmdbId}`;

/** Cloudflare's answer to programs, as reported since January 2026. */
export const CHALLENGE: SiteAnswer = {
  status: 403,
  headers: { server: "cloudflare", "cf-mitigated": "challenge" },
  body: "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>",
};

/** Plays letterboxd.com and boxd.it with the markup recorded from 2025-11 to 2026-01. */
export function startLetterboxd(options: LetterboxdOptions): Promise<ListSite> {
  return startListSite((request) => {
    const path = request.segments.join("/");
    if (path.endsWith("/rss")) return feed(options.lists[path.replace(/\/rss$/, "/films")]);
    if (options.challenge === true || (Array.isArray(options.challenge) && options.challenge.includes(path)))
      return CHALLENGE;
    return answer(path, request, options) ?? notFound;
  });
}

const notFound: SiteAnswer = {
  status: 404,
  body: '<html><body class="error message-dark"><div id="content"><section class="message"><p><strong>Sorry, we can’t find the page you’ve requested.</strong></p></section></div></body></html>',
};

function answer(path: string, request: SiteRequest, options: LetterboxdOptions): SiteAnswer | undefined {
  const { lists, links = {}, privateMembers = [] } = options;
  const target = links[path];
  if (target !== undefined) return answer(target, request, options);
  if (path === "members/popular")
    return { body: frame("members/popular", "Popular members", '<ul class="person-list"></ul>') };
  const slug = /^film\/([^/]+)$/.exec(path)?.[1];
  const titles = Object.values(lists).flat();
  if (slug) return filmPage(titles.find((title) => slugOf(title) === slug));
  const byId = /^(tmdb|imdb)\/(\w+)$/.exec(path);
  if (byId) return filmPage(titles.find(({ tmdbId, imdbId }) => [String(tmdbId), imdbId].includes(byId[2])));
  const number = Number(/\/page\/(\d+)$/.exec(path)?.[1] ?? 1);
  const name = path.replace(/\/page\/\d+$/, "").replace(/^films\/ajax\//, "films/");
  if (privateMembers.includes(request.segments[0] ?? ""))
    return { status: 403, body: "<html><body>Private</body></html>" };
  const all = lists[name];
  return all && { body: path.startsWith("films/ajax/") ? part(name, all, number) : grid(name, all, number) };
}

/** Films on a page: 100 of a list, 28 of a watchlist, 72 elsewhere. */
const sizeOf = (name: string) => (name.includes("/list/") ? 100 : name.includes("watchlist") ? 28 : 72);

/** What a browser of films loads into its page: no page of its own. */
function part(name: string, all: readonly CatalogueTitle[], number: number): string {
  const size = sizeOf(name);
  const isList = name.includes("/list/");
  const posters = all.slice((number - 1) * size, number * size).map((title, index) => {
    const holder = isList ? "posteritem numbered-list-item" : "griditem";
    // some pages drop the slug's own attribute, and quote JSON in either way
    const slug = index % 2 ? `data-item-slug="${slugOf(title)}"` : "";
    return `<li class="${holder}"><div class="react-component" data-component-class="LazyPoster" ${slug} data-item-name="${nameOf(title)}" data-item-full-display-name="${nameOf(title)}" data-target-link="/film/${slugOf(title)}/" data-film-id="${title.tmdbId}" data-postered-identifier='{"uid":"film:${title.tmdbId}"}'></div></li>`;
  });
  const next =
    number * size < all.length
      ? `<div class="paginate-nextprev"><a class="next" href="/${name}/page/${number + 1}/">Older</a></div>`
      : "";
  const total = name.includes("watchlist") ? ` data-num-entries="${all.length}"` : "";
  const container = isList
    ? "js-list-entries poster-list"
    : name.includes("watchlist")
      ? "js-watchlist-content"
      : "poster-grid";
  return `<div class="${container}"${total}><ul>${posters.join("")}</ul></div>${next}`;
}

function grid(name: string, all: readonly CatalogueTitle[], number: number): string {
  const isList = name.includes("/list/");
  // a sidebar has posters of its own
  const sidebar =
    '<aside><div class="react-component" data-component-class="LazyPoster" data-item-name="Elsewhere (1999)"></div></aside>';
  return frame(
    name,
    isList ? `A list of ${all.length} films compiled on Letterboxd.` : `Films of ${name}`,
    part(name, all, number) + sidebar,
  );
}

const nameOf = ({ title, year }: CatalogueTitle) =>
  `${title.replaceAll("&", "&amp;").replaceAll('"', "&quot;")} (${year})`;

const frame = (path: string, description: string, content: string) =>
  `<!DOCTYPE html><html><head><meta property="og:url" content="https://letterboxd.com/${path}/"><meta property="og:title" content="Page ${path}"><meta name="description" content="${description}"></head><body><div id="content">${content}</div></body></html>`;

/** The body's own type is always "movie"; only the link tells (recorded 2026-01). */
function filmPage(title: CatalogueTitle | undefined): SiteAnswer | undefined {
  if (!title) return undefined;
  const { mediaType, tmdbId, imdbId } = title;
  return {
    body: `<!DOCTYPE html><html><head><meta property="og:url" content="https://letterboxd.com/film/${slugOf(title)}/"><meta property="og:title" content="${nameOf(title)}"></head><body class="film" data-tmdb-type="movie" data-tmdb-id="${mediaType === "movie" ? tmdbId : ""}"><div id="content"><a data-track-action="IMDb" href="http://www.imdb.com/title/${imdbId}/maindetails">IMDb</a><a data-track-action="TMDB" href="https://www.themoviedb.org/${mediaType}/${tmdbId}/">TMDB</a></div></body></html>`,
  };
}

function feed(titles: readonly CatalogueTitle[] | undefined): SiteAnswer {
  if (!titles) return notFound;
  const items = titles
    .slice(0, 50)
    .map(
      ({ title, tmdbId, year }) =>
        `<item><title>${title.replaceAll("&", "&amp;")}, ${year}</title><letterboxd:filmTitle>${title.replaceAll("&", "&amp;")}</letterboxd:filmTitle><letterboxd:filmYear>${year}</letterboxd:filmYear><tmdb:movieId>${tmdbId}</tmdb:movieId></item>`,
    );
  return {
    headers: { "content-type": "application/rss+xml" },
    body: `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:letterboxd="https://letterboxd.com" xmlns:tmdb="https://themoviedb.org"><channel><title>Letterboxd</title>${items.join("")}</channel></rss>`,
  };
}
