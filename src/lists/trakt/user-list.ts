import { ListError } from "../list-error.ts";
import { traktType } from "./chart.ts";
import { type TraktList, traktList } from "./params.ts";
import type { View } from "./view.ts";

/** Shelves that every user has, by the word in the address, and what the API calls them. */
const SHELVES = new Map([
  ["watchlist", "watchlist"],
  ["favorites", "favorites"],
  ["collection", "collection"],
  ["library", "collection"],
  ["history", "watched"],
  ["watched", "watched"],
  ["ratings", "ratings"],
]);

/** Pages of a person's lists that show other people's, or are no list. */
const NO_NAME = /^(liked|collaborations|view|reorder)$/;

/** Shelves that take an order in the path; without one the pages may shift (trakt-api issue 727). */
const ORDERED = new Set(["watchlist", "favorites"]);

/**
 * A list of a person, or one of the shelves; segments are those after `users/`.
 *
 * @throws ListError `bad-input` for pages of a person that are no list
 */
export function traktUserList(segments: string[], view: View): TraktList {
  const [user = "", area = "", slug = "", items = "", type = ""] = segments;
  const shelf = SHELVES.get(area);
  const isNamed = area === "lists" && slug !== "" && !NO_NAME.test(slug) && /^(items)?$/.test(items);
  if (user === "me" && (shelf || isNamed)) return ownList(segments, view);
  if (shelf) return shelfOf(user, shelf, typeOfShelf(shelf, slug || (view.display ?? "")));
  if (!isNamed)
    throw new ListError(
      "bad-input",
      `This is ${user ? `a page of Trakt's ${user}` : "a page of Trakt"}, not a list. Open the watchlist or one of the lists and paste its address.`,
    );
  return namedList(user, slug, { ...view, display: view.display ?? displayIn(type) });
}

/** @throws ListError `bad-input` for parts of a shelf that are no titles, or only parts of them */
function typeOfShelf(shelf: string, word: string): "movies" | "shows" | undefined {
  if (word === "" || word === "all") return undefined;
  const type = traktType(word);
  if (type) return type;
  throw new ListError(
    "bad-input",
    `Movies and shows of Trakt's ${shelf} can be read, but not "${word}". Paste the address without it.`,
  );
}

/** What belongs to whoever logged in; `me` stays in its id, because others of that name do not exist. */
function ownList(segments: string[], view: View): TraktList {
  const [, area = "", ...rest] = segments;
  const made = traktUserList(["whoever", area, ...rest], view);
  const { paths = [], ...params } = made.params;
  const place = withView(`users/me/${area}${rest[0] ? `/${rest[0]}` : ""}`, SHELVES.has(area) ? {} : view);
  const id = SHELVES.has(area) ? made.id.replace("users/whoever", "users/me") : place;
  return traktList(made.kind, id, `${rest[0] ?? area} of the account`, id, {
    ...params,
    paths: paths.map((path) => path.replace("users/whoever", "users/me")),
    login: true,
  });
}

/**
 * A list by its number or an official one; both have no owner in the address.
 *
 * @param isOfficial whether a number is an official list's as well
 */
export function traktListWithoutOwner(name: string, view: View, isOfficial = false): TraktList {
  if (/^\d+$/.test(name) && !isOfficial)
    return traktList(
      "list-number",
      withView(name, view),
      `list number ${name}`,
      withView(`lists/${name}`, view),
      itemsOf(`lists/${name}`, view),
    );
  const shown = view.display === undefined ? "" : `, ${view.display}s only`;
  return traktList(
    "official",
    withView(`official/${name}`, view),
    `official list "${name}"${shown}`,
    withView(`lists/official/${name}`, view),
    { ...itemsOf("", view), official: name },
  );
}

/** A list that Trakt fills by its owner's rules (API seen in other programs' sources, 2026): the items are those of lists. */
export function traktSmartList(slug: string, display: string | undefined): TraktList {
  const only = traktType(display ?? "");
  const shown = only === undefined ? "" : `, ${only} only`;
  const query = only === undefined ? "" : `?mode=${only.slice(0, -1)}`;
  return traktList(
    "smart",
    `smart/${slug}${query}`,
    `smart list "${slug}"${shown}`,
    `lists/smart/view/${slug}${query}`,
    { paths: [`smart-lists/${slug}/items${only ? `/${only}` : ""}`], ...(only ? { typed: true } : {}) },
  );
}

function namedList(user: string, slug: string, view: View): TraktList {
  const place = `users/${encodeURIComponent(user)}/lists/${encodeURIComponent(slug)}`;
  const shown = view.display === undefined ? "" : `, ${view.display}s only`;
  const label = `list "${user}/${slug}"${shown}`;
  const id = withView(`${user}/${slug}`, view);
  return traktList("list", id, label, withView(place, view), itemsOf(place, view));
}

function shelfOf(user: string, shelf: string, only: "movies" | "shows" | undefined): TraktList {
  const types = only ? [only] : ["movies", "shows"];
  const order = ORDERED.has(shelf) ? "/rank/asc" : "";
  const place = `users/${encodeURIComponent(user)}/${shelf}`;
  const id = `users/${user}/${shelf}${only ? `/${only}` : ""}`;
  return traktList(shelf, id, `${shelf} of ${user}${only ? `, ${only} only` : ""}`, id, {
    paths: types.map((type) => `${place}/${type}${order}`),
    typed: true,
  });
}

function itemsOf(place: string, view: View): { paths: string[]; typed?: boolean } {
  if (view.display === undefined && view.sort === undefined) return { paths: [`${place}/items`] };
  const types = view.display ?? "movie,show,season,episode";
  const order = view.sort === undefined ? "" : `/${view.sort.replace(",", "/")}`;
  return { paths: [`${place}/items/${types}${order}`], typed: true };
}

function withView(id: string, { display, sort }: View): string {
  const query = [display && `display=${display}`, sort && `sort=${sort}`].filter(Boolean).join("&");
  return query === "" ? id : `${id}?${query}`;
}

const displayIn = (type: string): string | undefined => /^(movie|show|season|episode)s?$/.exec(type)?.[1];
