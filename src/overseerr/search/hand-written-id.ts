import { isByHand } from "../../items/is-by-hand.ts";
import type { Item, Match, Outcome } from "../../items/item.ts";
import * as messages from "../messages.ts";
import type { Overseerr } from "../overseerr.ts";
import { resolutionKey } from "./resolution-key.ts";
import type { Step } from "./resolve-steps.ts";
import { found } from "./search-answer.ts";
import { onlyTitles } from "./search-id.ts";
import type { TitleResult } from "./search-result.ts";
import { plainQuery } from "./search-title.ts";
import { compareNames } from "./title-variants.ts";

/**
 * Whether an IMDb or TVDB id that a person or a tool wrote into a list is that of a title with another name than the one it
 * stands beside. It may be a translation; {@link byItsName} tells.
 *
 * Lists of sites are taken at their word: they look their ids up.
 */
export function bearsOtherName(item: Item, match: Match): boolean {
  if (item.title === "" || !isByHand(item)) return false;
  if (match.matchedBy !== "imdb" && match.matchedBy !== "tvdb") return false;
  const names = [match.title, match.originalTitle].filter((name) => name !== undefined);
  return names.every((name) => compareNames(item.title, name) === "other");
}

/**
 * Whether the id seems to be another title's: its name is another, and no year speaks for it. Without a year the name alone
 * casts doubt, since episodes have such ids too.
 */
export function isOtherTitle(item: Item, match: Match): boolean {
  if (!bearsOtherName(item, match)) return false;
  if (item.year === undefined || match.year === undefined) return true;
  return Math.abs(item.year - match.year) > 1;
}

/**
 * The last question before an id is refused for the name beside it: TMDB finds a title by its names in all languages, so
 * where it finds the id's title by the list's name, that is a translation. An id whose year fits is refused only when
 * another title has exactly this name and year.
 */
export const byItsName = (item: Item, match: Match, overseerr: Overseerr, language?: string): Step => ({
  key: resolutionKey.name(item, match),
  async ask() {
    const { results } = await overseerr.search(plainQuery(item.title), { language });
    const titles = onlyTitles(results);
    const { mediaType, tmdbId, title } = match;
    const same = titles.find((one) => one.mediaType === mediaType && one.tmdbId === tmdbId);
    if (same) return found(same, "title");
    if (!isOtherTitle(item, match) && !hasNamesake(item, titles))
      return found({ mediaType, tmdbId, title }, "title");
    // an answer without any result may be a failure of TMDB
    return { kind: "nothing", candidates: [], definitive: results.length > 0 };
  },
});

const hasNamesake = ({ title, year }: Item, titles: TitleResult[]): boolean =>
  titles.some((one) => one.year === year && compareNames(title, one.title) === "exact");

/** What is said of it: a person has to decide. */
export function otherTitle(item: Item, match: Match, at: string): Outcome {
  const { tmdbId, mediaType, title, year } = match;
  const id = match.matchedBy === "imdb" ? `IMDb ${item.ids.imdb}` : `TVDB ${item.ids.tvdb}`;
  return {
    status: "ambiguous",
    reason: messages.otherTitle(id, { title, year }, item),
    candidates: [{ tmdbId, mediaType, title, ...(year !== undefined && { year }) }],
    at,
  };
}
