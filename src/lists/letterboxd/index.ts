import { ListError } from "../list-error.ts";
import type { FetchContext, FetchedList, ListProvider } from "../provider.ts";
import { readFilm, readIdentity } from "./film-page.ts";
import { type LetterboxdList, parseLetterboxd } from "./parse-letterboxd.ts";
import { readFeed } from "./read-feed.ts";
import { readFilms } from "./read-list.ts";
import { createPages, SITE } from "./read-page.ts";

/**
 * Lists, watchlists and films of Letterboxd by its pages (recordings of 2025-11 to 2026-01). Its lists give title and year
 * only; a film's own page is read when those do not tell which title it is, once for good.
 */
export const letterboxd: ListProvider<LetterboxdList> = {
  id: "letterboxd",
  name: "Letterboxd",
  forms: [
    {
      example: "https://letterboxd.com/dave/list/official-top-250/",
      meaning: "a list, with its filters; a private one by its share link",
    },
    { example: "dave/list/official-top-250", meaning: "the same, short" },
    { example: "https://boxd.it/1aBcD", meaning: "a short link" },
    { example: "https://letterboxd.com/dave/watchlist/", meaning: "a watchlist, with its filters" },
    {
      example: "https://letterboxd.com/dave/films/rated/4.5-5/",
      meaning: "a member's films, rated or liked ones too",
    },
    {
      example: "https://letterboxd.com/films/popular/this/week/",
      meaning: "popular films and other browsers",
    },
    { example: "https://letterboxd.com/films/in/alien-collection/", meaning: "a collection" },
    {
      example: "https://letterboxd.com/director/akira-kurosawa/",
      meaning: "films of a director, actor, studio, …",
    },
    { example: "https://letterboxd.com/film/heat-1995/", meaning: "one film" },
    { example: "https://letterboxd.com/dave/rss/", meaning: "the newest entries of a diary" },
  ],
  limits: { concurrency: 1, perMinute: 50 },
  lifetime: ({ kind }) =>
    kind === "films" || kind === "collection" || kind === "filmography" ? 6 * 3600 : 0,
  notes: {
    reads:
      "lists, watchlists, members' films, popular films, collections, people, diaries; CSV and ZIP exports as own lists",
    ids: "none; TMDB and IMDb from a film's page when title and year do not suffice",
    requests: "10 (a watchlist: 36)",
    terms:
      "Letterboxd's terms (December 2025) forbid automated reading of its pages, and Cloudflare blocks much of it. Your own CSV export, or an MDBList list that mirrors the Letterboxd list, is permitted.",
    blocked:
      "Set up a browser in list-source, use the CSV export as an own list, or mirror the list at mdblist.com.",
  },
  parse: parseLetterboxd,
  async fetch(list, context) {
    const { path } = list.params;
    if (list.kind === "rss") return readFeed(list, path, context);
    if (list.kind === "film") return readOne(list, path, context);
    if (list.kind === "short-link") return this.fetch(await follow(list, path, context), context);
    return readFilms(list, context);
  },
  async identify(item, context) {
    const slug = item.ids.letterboxd;
    if (!slug) return undefined;
    const pages = createPages({ label: `The page of "${item.title}"` }, context);
    return readIdentity(await pages.read(`${context.origin(SITE)}/film/${encodeURIComponent(slug)}/`));
  },
};

async function readOne(list: LetterboxdList, path: string, context: FetchContext): Promise<FetchedList> {
  const pages = createPages(list, context);
  const item = readFilm(await pages.read(`${context.origin(SITE)}${path}`));
  if (!item)
    throw new ListError(
      "markup-changed",
      `The page of ${list.label} has an unexpected format. Update the package, or report it.`,
    );
  return { items: [item], total: 1, complete: true, via: pages.via, warnings: [] };
}

/** Where a short link leads. @throws ListError `bad-input` when that is no list */
async function follow(list: LetterboxdList, path: string, context: FetchContext): Promise<LetterboxdList> {
  const page = await createPages(list, context).read(`${context.origin("https://boxd.it")}${path}`);
  const address = page('meta[property="og:url"]').attr("content") ?? "";
  const found = parseLetterboxd(address);
  if (found && found.kind !== "short-link") return found;
  throw new ListError(
    "bad-input",
    `${list.label} does not lead to a list of films. Open it in a browser and paste that address.`,
  );
}
