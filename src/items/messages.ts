/** Sentences about items: facts in, sentence out. Those of outcomes are said where nothing more precise is known. */

export const notFound = () => "The server has no such title. Add the year, or an id such as tt0133093.";

export const ambiguous = () => "Several titles have this name. Add the year, or an id such as tt0133093.";

export const quotaUsedUp = () => "The quota is used up. The next run tries again.";

export const declined = () => "The request for this title was declined.";

export const blocklisted = () => "This title is on the server's blocklist.";

/** @param where `Item 3` */
export const unreadable = (where: string) =>
  `${where} has no readable title or id. Add a title, or an imdb_id, tmdb_id or tvdb_id.`;

export const impossibleYear = (title: string, year: string) =>
  `"${title}" was excluded because ${year} cannot be its year. Correct the year, or add an IMDb, TMDB or TVDB id.`;

export const beyondLimit = (limit: number) => `beyond the limit of ${limit}`;

export const notAMovie = () => "not a movie";

export const notAShow = () => "not a show";

export const ratedBelow = (rating: number) => `rated below ${rating}`;

/** @param by `the Python ListSync` @param status its word */
export const importedAs = (by: string, status: string) =>
  `Imported: ${by} recorded "${status}". That proves no request, so it changes nothing.`;

/** @param day `2026-11-29` @param by `Radarr` */
export const availableSince = (day: string, by: string) => `Available since ${day}, according to ${by}.`;
