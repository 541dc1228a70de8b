/** What the server's answers mean for a title, in sentences: facts in, sentence out. */

export const doubtfulNothing = (host: string) =>
  `${host} found nothing, but other calls are failing, so this may be wrong. The next run tries again.`;

export const unexpectedResponse = (what: string) =>
  `The server's response to ${what} has an unexpected format. Check that its version is Overseerr 1.x, Jellyseerr 2.x or Seerr 3.x.`;

export const incompleteRows = (
  host: string,
  { read, total, rows, name }: { read: number; total: number; rows: string; name: string },
) => `${host} returned only ${read} of the ${total} ${rows} in its ${name}. Try again when it is less busy.`;

export const administratorsOnly = (service: string) =>
  `Only an administrator's API key can read the choices of ${service}.`;

export const serviceUnreachable = (service: string) =>
  `The server cannot reach ${service} to read its choices. Check that it is running.`;

export const nothingLeft = () => "Nothing is left to request.";

export const requestVanished = () =>
  "The server accepted the request and then dropped it: Sonarr needs a TVDB id, and TMDB has none for this show.";

export const badTmdbId = () =>
  "The TMDB id of a request must be a whole number, 1 or more. Search for the title first.";

export const badSeasons = () => "A request for a show must name its seasons as whole numbers, 0 or more.";

/** @param failure a sentence @param why `has not responded for 2 minutes` */
export const runEnds = (failure: string, why: string) =>
  `${failure} The server ${why}, so this run ends; the next one tries again.`;

export const wantsToWait = (time: string) => `requested a wait of ${time}`;

export const silentFor = (time: string) => `has not responded for ${time}`;

export const noTmdbFor = (time: string) =>
  `responds, but has completed nothing that needs TMDB for ${time} (check that it can reach api.themoviedb.org)`;

export const searchBroken = (title: string) =>
  `The server stopped responding during the search for "${title}", because TMDB did not respond. The next run tries again.`;

export const excludedByList = (reason: string) => `Excluded by the list's options: ${reason}.`;

interface Named {
  title: string;
  year?: number | undefined;
}

/** `"Heat" (1995)` */
const withYear = ({ title, year }: Named) => `"${title}" (${year ?? "no year"})`;

export const otherTitle = (id: string, found: Named, listed: Named) =>
  `${id} is ${withYear(found)}, but the list has ${withYear(listed)}. Correct the id or the title.`;

/** @param candidates as in `"Heat" (1995, movie, TMDB 949)` */
export const ambiguous = (candidates: string[], needsYear: boolean) => {
  const choice =
    candidates.length === 1
      ? `The server found ${candidates[0]}, but it may not be the right one.`
      : `Several titles on the server match: ${candidates.join(", ")}.`;
  return `${choice} Add ${needsYear ? "a year or " : ""}an IMDb, TMDB or TVDB id to the item.`;
};

export const nothingCertain = (searched: string, nearest: string[]) =>
  `The server has no certain match for ${searched}. Closest: ${nearest.join(", ")}. If one of these is right, add its IMDb, TMDB or TVDB id to the item.`;

export const nothingFound = (searched: string) =>
  `The server found no title for ${searched}. Check the spelling and the year, or add another id to the item.`;
