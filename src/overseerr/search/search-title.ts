import type { Item } from "../../items/item.ts";
import * as messages from "../messages.ts";
import type { Overseerr } from "../overseerr.ts";
import { ServerError } from "../server-error.ts";
import { found, type SearchAnswer } from "./search-answer.ts";
import { onlyTitles } from "./search-id.ts";
import type { SearchPage, TitleResult } from "./search-result.ts";
import { sharedSearch } from "./shared-search.ts";
import { matchTitle, nearCandidates, type TitleMatchOptions } from "./title-match.ts";
import { otherSpelling } from "./title-variants.ts";

/** A title of one common word has hundreds of pages; what is not on the first three is not found by reading on. */
const MAX_PAGES = 3;

/**
 * Searches for a title and decides by name, year and type which result it is.
 *
 * One call in the usual case. More pages are read only while nothing fits for certain: with a year the server is asked
 * for that year, without one up to three pages. An answer without any result is not definitive: the server hides it
 * when TMDB fails behind it (recorded on Overseerr, Jellyseerr and Seerr, 2026-11).
 *
 * @throws ServerError
 */
export async function searchTitle(
  overseerr: Overseerr,
  item: Item,
  options: TitleMatchOptions & { language?: string } = {},
): Promise<SearchAnswer> {
  const { language } = options;
  const ask = (query: string, page?: number) => sharedSearch(overseerr, query, { language, page });
  const { query, first } = await firstPage(ask, item.title);
  if (first.results.length === 0) return { kind: "nothing", candidates: [], definitive: false };

  const results: TitleResult[] = onlyTitles(first.results);
  const decide = (allSeen: boolean) => matchTitle(item, results, { ...options, allSeen });
  let page = 1;
  let match = decide(first.totalPages <= page);
  const isSettled = () => match.kind === "found" && (match.score === 1 || item.year === undefined);
  if (item.year !== undefined && !isSettled() && first.totalPages > 1) {
    results.push(...onlyTitles((await ask(`${query} year:${item.year}`)).results));
    match = decide(false);
  }
  while (!isDecided(match, item) && page < Math.min(first.totalPages, MAX_PAGES)) {
    page += 1;
    results.push(...onlyTitles(refuseEmpty(await ask(query, page), item).results));
    match = decide(first.totalPages <= page);
  }
  if (match.kind === "found") return found(match.result, "title", match.score);
  if (match.kind === "ambiguous") return { ...match, definitive: true };
  return { kind: "nothing", candidates: nearCandidates(item, results), definitive: true };
}

/** Without a year one more page may show a second title of the name, or that there is none. */
function isDecided(match: ReturnType<typeof matchTitle>, item: Item): boolean {
  if (match.kind === "ambiguous") return item.year !== undefined || match.candidates.length > 1;
  return match.kind === "found";
}

async function firstPage(
  ask: (query: string) => Promise<SearchPage>,
  title: string,
): Promise<{ query: string; first: SearchPage }> {
  const query = plainQuery(title);
  const first = await ask(query);
  const spelling = first.results.length === 0 ? otherSpelling(title) : undefined;
  return spelling === undefined ? { query, first } : { query: spelling, first: await ask(spelling) };
}

/** Takes the power from words that the server would read as a command, wherever they stand in a title. */
export const plainQuery = (title: string): string =>
  title.replace(/(imdb|tmdb|tvdb|year):(?=\S)/gi, "$1: ").trim();

/** A page that was announced and is empty: TMDB failed meanwhile, and what we have is not all. */
function refuseEmpty(page: SearchPage, item: Item): SearchPage {
  if (page.results.length > 0) return page;
  throw new ServerError("server-unavailable", messages.searchBroken(item.title));
}
