import { isByHand } from "../items/is-by-hand.ts";
import type { Item, Match, Outcome } from "../items/item.ts";
import { found } from "./answer.ts";
import type { Overseerr } from "./overseerr.ts";
import { resolutionKey } from "./resolution-key.ts";
import type { Step } from "./resolve-steps.ts";
import { onlyTitles } from "./search-id.ts";
import { plainQuery } from "./search-title.ts";
import { compareNames } from "./title-variants.ts";

/**
 * Whether an IMDb or TVDB id that a person or a tool wrote into a list seems to be that of another title than the one it
 * stands beside. A translated name alone proves nothing: the year has to disagree as well. Without a year the name alone
 * casts doubt, since episodes have such ids too; {@link byItsName} tells a translation.
 *
 * Lists of sites are taken at their word: they look their ids up.
 */
export function isOtherTitle(item: Item, match: Match): boolean {
  if (item.title === "" || !isByHand(item)) return false;
  if (match.matchedBy !== "imdb" && match.matchedBy !== "tvdb") return false;
  const names = [match.title, match.originalTitle].filter((name) => name !== undefined);
  if (names.some((name) => compareNames(item.title, name) !== "other")) return false;
  if (item.year === undefined || match.year === undefined) return true;
  return Math.abs(item.year - match.year) > 1;
}

/**
 * The last question before an id is refused for the name beside it: TMDB finds a title by its names in all languages, so
 * where it finds the id's title by the list's name, that is a translation.
 */
export const byItsName = (item: Item, match: Match, overseerr: Overseerr, language?: string): Step => ({
  key: resolutionKey.name(item, match),
  async ask() {
    const { results } = await overseerr.search(plainQuery(item.title), { language });
    const same = onlyTitles(results).find(
      ({ mediaType, tmdbId }) => mediaType === match.mediaType && tmdbId === match.tmdbId,
    );
    // an answer without any result may be a failure of TMDB
    return same ? found(same, "title") : { kind: "nothing", candidates: [], definitive: results.length > 0 };
  },
});

/** What is said of it: a person has to decide. */
export function otherTitle(item: Item, match: Match, at: string): Outcome {
  const { tmdbId, mediaType, title, year } = match;
  const id = match.matchedBy === "imdb" ? `IMDb ${item.ids.imdb}` : `TVDB ${item.ids.tvdb}`;
  return {
    status: "ambiguous",
    reason: `${id} is "${title}" (${year ?? "no year"}), the list says "${item.title}" (${item.year ?? "no year"}). Correct the id or the name.`,
    candidates: [{ tmdbId, mediaType, title, ...(year !== undefined && { year }) }],
    at,
  };
}
