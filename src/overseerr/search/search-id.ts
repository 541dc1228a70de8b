import type { Item } from "../../items/item.ts";
import type { Overseerr } from "../overseerr.ts";
import { found, type SearchAnswer } from "./search-answer.ts";
import type { SearchResult, TitleResult } from "./search-result.ts";
import { toCandidate } from "./title-match.ts";
import { compareNames } from "./title-variants.ts";

/**
 * Asks for an IMDb id. It decides the media type, whatever the list says. When TMDB fails the server answers 500 to
 * these searches, so an empty answer is definitive (recorded on Overseerr, Jellyseerr and Seerr, 2026-11).
 *
 * @throws ServerError
 */
export async function searchImdb(overseerr: Overseerr, item: Item, imdb: string): Promise<SearchAnswer> {
  const { results } = await overseerr.search(`imdb:${imdb}`);
  return choose(item, onlyTitles(results), "imdb");
}

/**
 * Asks for a TVDB id. TVDB counts movies and shows apart and the server knows only shows by it, so an item of type
 * `tv` takes shows only. An empty answer is definitive, as for IMDb.
 *
 * @throws ServerError
 */
export async function searchTvdb(overseerr: Overseerr, item: Item, tvdb: number): Promise<SearchAnswer> {
  const { results } = await overseerr.search(`tvdb:${tvdb}`);
  const titles = onlyTitles(results);
  return choose(
    item,
    item.mediaType === "tv" ? titles.filter(({ mediaType }) => mediaType === "tv") : titles,
    "tvdb",
  );
}

/**
 * Asks for a TMDB number whose media type nobody knows: there may be a movie and a show of it, and title and year tell
 * which one is meant. The server leaves out silently what TMDB failed to tell, so nothing about this is definitive
 * but a title that fits.
 *
 * @throws ServerError
 */
export async function searchTmdb(overseerr: Overseerr, item: Item, tmdb: number): Promise<SearchAnswer> {
  const { results } = await overseerr.search(`tmdb:${tmdb}`);
  const titles = onlyTitles(results).filter(({ tmdbId }) => tmdbId === tmdb);
  const [only, ...more] = titles;
  if (!only) return { kind: "nothing", candidates: [], definitive: false };
  if (item.title === "" && more.length === 0) return found(only, "tmdb");
  const best = bestFitting(item, titles);
  return best ? found(best, "tmdb") : undecided(titles, titles.length > 1);
}

function choose(item: Item, titles: TitleResult[], matchedBy: "imdb" | "tvdb"): SearchAnswer {
  const [only, ...more] = titles;
  if (!only) return { kind: "nothing", candidates: [], definitive: true };
  if (more.length === 0) return found(only, matchedBy);
  const ofType = titles.filter(({ mediaType }) => mediaType === item.mediaType);
  const best = ofType.length === 1 ? ofType[0] : bestFitting(item, titles);
  return best ? found(best, matchedBy) : undecided(titles, true);
}

/** The one title that fits better than every other by name and year; undefined when there is no such one. */
function bestFitting(item: Item, titles: TitleResult[]): TitleResult | undefined {
  const [best, second] = titles
    .map((title) => ({ title, points: likeness(item, title) }))
    .sort((a, b) => b.points - a.points);
  return best && best.points > 0 && best.points > (second?.points ?? 0) ? best.title : undefined;
}

function likeness(item: Item, { title, originalTitle, year }: TitleResult): number {
  const names = [title, originalTitle].filter((name) => name !== undefined);
  const named = names.some((name) => compareNames(item.title, name) !== "other");
  const dated = item.year !== undefined && item.year === year;
  return Number(named) * 2 + Number(dated);
}

const undecided = (titles: TitleResult[], definitive: boolean): SearchAnswer => ({
  kind: "ambiguous",
  candidates: titles.map(toCandidate),
  definitive,
});

/** Persons and collections are no titles; a person has the same number as a movie, and ids of its own. */
export const onlyTitles = (results: SearchResult[]): TitleResult[] =>
  results.filter(
    (result): result is TitleResult => result.mediaType === "movie" || result.mediaType === "tv",
  );
