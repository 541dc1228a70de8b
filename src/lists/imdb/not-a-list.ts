import { ListError } from "../list-error.ts";

/** What cannot be read, and what to do instead. */
export const badInput = (what: string, advice: string): ListError =>
  new ListError("bad-input", `${what} ${advice}`);

/** Addresses that mean the list of whoever is logged in. */
export const ownList = (path: string): ListError =>
  badInput(
    `imdb.com${path} means the list of the logged-in user, but ListSync is not logged in.`,
    "Open it on IMDb and paste the address that names you (imdb.com/user/ur…/watchlist or imdb.com/list/ls…), or export it as CSV and add the file as an own list.",
  );

/** Pages of IMDb that are something else than a list. */
export const notAList = (what: string): ListError =>
  /^nm\d|^name/i.test(what)
    ? badInput(
        "An IMDb person is not a list.",
        "Use a title search for their films: imdb.com/search/title/?role=nm….",
      )
    : badInput(
        `"${what}" on IMDb is not a list that can be read.`,
        "Paste a list (ls…), a watchlist (ur… or p.…), a chart, a title search or a title.",
      );
