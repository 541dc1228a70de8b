/** Every sentence that says why a title was requested, left alone or refused: facts in, sentence out. */

const was = (seasons: number[], all = false) => (seasons.length === 1 && !all ? "was" : "were");

/** Where a person can say that such titles are to be requested all the same. */
const toRequestAgain = (setting: "Declined titles" | "Deleted titles") =>
  `To request it again, set "${setting}" to "request again".`;

/** @param day `2026-11-12` @param by name of who decided so */
export const ignored = (day: string, by?: string) =>
  `Ignored since ${day}${by === undefined ? "" : ` by ${by}`}. To request it again, take that decision back.`;

export const blocklisted = () =>
  "This title is on the server's blocklist. Remove it from the blocklist to request it.";

export const unknownStatus = (status: number) =>
  `The server reports the status ${status}, which this version does not know, so the title was left alone.`;

export const inLibrary = () => "Already in the library.";

export const waitsForApproval = () => "Already requested and waiting for approval on the server.";

export const onItsWay = () => "Already requested and on its way.";

export const requestedOnServer = () => "Already requested on the server.";

export const partlyInLibrary = () => "Part of it is in the library.";

export const partlyInLibraryLeft = () =>
  'Part of it is in the library. To complete it, set "Partly available shows" to "request missing seasons".';

export const declined = () =>
  `Declined by an administrator of the server. ${toRequestAgain("Declined titles")}`;

export const requestDeleted = () =>
  `Its request was deleted on the server. ${toRequestAgain("Deleted titles")}`;

export const titleDeleted = () =>
  `It was in the library and has been deleted. ${toRequestAgain("Deleted titles")}`;

/** @param seasons the numbers, or `all` for all that are wanted */
const named = (seasons: number[], all: boolean) => (all ? "All wanted seasons" : seasonNames(seasons));

export const seasonsRequested = (seasons: number[], all: boolean) =>
  `${named(seasons, all)} ${was(seasons, all)} already requested on the server.`;

export const seasonsDeclined = (seasons: number[]) =>
  `${seasonNames(seasons)} ${was(seasons)} declined on the server. ${toRequestAgain("Declined titles")}`;

export const seasonsDeleted = (seasons: number[], all: boolean) =>
  `${named(seasons, all)} ${was(seasons, all)} deleted on the server. ${toRequestAgain("Deleted titles")}`;

export const seasonsOdd = (seasons: number[], all: boolean) =>
  `${named(seasons, all)} ${seasons.length === 1 && !all ? "has" : "have"} an unexpected status on the server, which accepts no request in that case.`;

export const seasonsInLibrary = () => "All wanted seasons are in the library.";

export const noSuchSeasons = (listed: number[]) =>
  `The server does not know ${listed.length === 1 ? "season" : "seasons"} ${listed.join(", ")} of this show. Check the season numbers in the list.`;

export const noSeasons = () =>
  'The server has no season of this show that matches the "Seasons" setting. It will be checked again within a week.';

export const allSeasons = () => "All seasons would be requested.";

export const limitReached = (maxRequests: number) =>
  `The limit of ${maxRequests} new requests per run has been reached. It will be requested in a later run.`;

export const addInSonarr = (message: string) =>
  `${message} Add the show in Sonarr, or give the item its tvdb_id.`;

export const no4kService = (service: string) =>
  `The server has no 4K ${service}, so nothing will be downloaded until one is set up.`;

export const nothingLeft = (message: string) =>
  `Nothing was left to request. The server replied: "${message}".`;

export const foundAfterwards = () =>
  "The server's response was lost, but the request was found on the server afterwards.";

export const needsApproval = () => "It is waiting for approval on the server.";

export const refusedByService = (service: string) =>
  `${service} refused it immediately. Check the request on the server and retry it there.`;

export const seasonsDropped = (seasons: number[]) =>
  `${seasonNames(seasons)} had already been requested or cannot be requested.`;

export const foundAfterCrash = () =>
  "An earlier sync did not get the server's response; the request was found on the server.";

export const handedOver = (service: string, id: number) =>
  `${service} had refused request ${id}; it was submitted again.`;

export const handoverFailed = (service: string) =>
  `${service} refused the request, so it failed on the server. Press Retry on the server's Requests page once ${service} is working.`;

export const handoverFailedAgain = (service: string) =>
  `${service} refused the request, so it failed on the server. It has just been retried. Check that ${service} is working.`;

export const cancelNeedsDatabase = () =>
  "Only the sync database knows which requests ListSync made. Choose it in the overseerr-request node to cancel requests.";

export const notRequestedByUs = () => "ListSync did not request this title, so it was left alone.";

export const ownRequestGone = () => "ListSync's request is no longer on the server.";

const requests = (ids: number[]) => `${ids.length === 1 ? "request" : "requests"} ${ids.join(" and ")}`;

export const cancelled = (ids: number[]) => `Cancelled ${requests(ids)}.`;

export const wouldCancel = (ids: number[]) => `Would cancel ${requests(ids)}.`;

export const cancelApproved = () =>
  'Its request has been approved. To cancel it anyway, tick "Cancel approved requests too".';

export const nothingToCancel = (states: string[]) =>
  `Its request is ${states.join(" and ")}, so there is nothing to cancel.`;

/** @param error a sentence of the list's site */
export const siteNotAsked = (reason: string, error: string) =>
  `${reason} The list's site could not identify it either: ${error}`.trim();

export const unknownToTmdb = (kind: string, tmdbId: number) =>
  `TMDB has no ${kind} with the id ${tmdbId}. Check the id and the media type in the list. It will be checked again in a week.`;

interface Named {
  title: string;
  year?: number | undefined;
}

const withYear = ({ title, year }: Named) => `"${title}" (${year ?? "no year"})`;

export const otherTitle = (kind: string, tmdbId: number, found: Named, listed: Named) =>
  `TMDB ${kind} ${tmdbId} is ${withYear(found)}, but the list has ${withYear(listed)}. Check the media type and TMDB id in the list.`;

interface Quota {
  user: number;
  mediaType: "movie" | "tv";
  /** Requests that the title takes of it: one, or the seasons of a show. */
  units: number;
  limit: number;
  days?: number | undefined;
}

const counted = (number: number, mediaType: "movie" | "tv") =>
  `${number} ${mediaType === "movie" ? "movie" : "season"}${number === 1 ? "" : "s"}`;

const period = ({ days }: Pick<Quota, "days">) =>
  days === undefined ? "" : ` in ${days} ${days === 1 ? "day" : "days"}`;

export const largerThanQuota = (quota: Quota) =>
  `User ${quota.user} may request ${counted(quota.limit, quota.mediaType)}${period(quota)}, but this show needs ${counted(quota.units, quota.mediaType)}, so it can never be requested. Request fewer seasons, or raise the quota on the server's Users page.`;

/** @param free when enough of it is free again */
export const quotaUsedUp = (quota: Quota & { used: number; free?: Date | undefined }) => {
  const { user, mediaType, units, used, limit, free } = quota;
  const needs = units > 1 ? `, and this show needs ${units}` : "";
  const when = free ? `, available again on ${free.toISOString().slice(0, 10)}` : "";
  return `The ${mediaType === "movie" ? "movie" : "season"} quota of user ${user} is used up: ${used} of ${limit} used${period(quota)}${needs}${when}. Raise it on the server's Users page${free ? ", or wait" : ""}.`;
};

/** `Season 1`, `Seasons 1, 2, 3`, `Season 0 (specials)`. */
export function seasonNames(numbers: number[]): string {
  const [only, ...more] = numbers;
  if (more.length > 0) return `Seasons ${numbers.join(", ")}`;
  return only === 0 ? "Season 0 (specials)" : `Season ${only}`;
}
