import type * as lists from "../../../src/lists/messages.ts";
import type { Examples } from "./examples.ts";

const SITE = "Trakt";
const LIST = 'Trakt list "sean/horror"';

export const LISTS: Examples<typeof lists> = {
  badOrigin: ["trakt", "LISTSYNC_ORIGIN_TRAKT"],
  badPoster: [],
  badProvider: [["`parse(input)` is missing."]],
  blocked: ["Letterboxd", "Letterboxd list sean/horror", 403],
  cannotRead: [SITE, "rows is not iterable"],
  checkAddress: ["www.imdb.com redirects endlessly (ERR_FR_TOO_MANY_REDIRECTS)."],
  emptyList: [],
  longList: [4000],
  idsFromServer: ["MDBList did not respond in time. The next run tries again."],
  ignoredParameters: [['"genre"', '"decade"'], "list"],
  interrupted: [LIST],
  isPrivate: [LIST, 403],
  leftOut: ["3", "not a movie"],
  limiting: [SITE, 60],
  listNumber: [3],
  listRow: [],
  noneOfAnnounced: [LIST, 40],
  noProvider: ["letterboxed", ["imdb", "letterboxd"]],
  notAccepted: [SITE],
  notFound: [LIST],
  notOfSite: ["Simkl", "simkl:wanted", ["simkl:plantowatch", "simkl:trending/week"]],
  notTheData: [SITE, LIST, true],
  notTrusted: [SITE],
  notUnderstood: ["my films", ["IMDb", "Trakt"], true],
  notWorking: [SITE, 503],
  oddFormat: [SITE, LIST],
  oddStatus: [SITE, LIST, 418],
  privateRedirect: [SITE],
  providerExists: ["trakt"],
  providerGone: ["my-lists"],
  rowWithoutList: [3],
  siteNotRead: [
    "Rotten Tomatoes",
    "Write the titles into a text file, one per line, and add that as an own list.",
  ],
  timedOut: [SITE],
  tooLarge: [SITE],
  unreachable: [SITE],
};
