import { foldName } from "../field-words.ts";
import { idsOf } from "./ids.ts";
import { wrappedIn } from "./object-row.ts";
import { fieldsOf, isObject, type Json } from "./values.ts";

/** Names under which a list of mere ids or lines is meant; elsewhere they are tags and the like. */
export const LISTS = new Set([
  "items",
  "results",
  "data",
  "list",
  "titles",
  "entries",
  "watchlist",
  "ids",
  "media",
  "records",
  "content",
  "tmdbids",
  "imdbids",
  "tvdbids",
  "tmdb",
  "imdb",
  "tvdb",
]);

/** What belongs to a title, or to something else than titles. */
export const NO_LISTS =
  /^(genres?|keywords|tags|labels|seasons|episodes|cast|crew|guests?|people|persons?|actors|directors|writers|creators|createdby|roles|users?|friends|studios|networks|companies|productioncompanies|productioncountries|countries|languages|spokenlanguages|images|posters|videos|trailers|ratings?values|reviews|comments|books?|music|albums|artists|songs|games?|podcasts|workouts|exercises|measurements|qualityprofiles|rootfolders|providers|watchproviders|alternatetitles|alternativetitles|characters|staff|relations|recommendations|similar)$/;

/** Objects of Function nodes may throw when they are looked at; such a one is no title. */
export const without =
  (look: (record: Json) => boolean) =>
  (record: Json): boolean => {
    try {
      return look(record);
    } catch {
      return false;
    }
  };

/** Whether an object says which title it is, by a name or an id. */
export const objectIsTitle = without((record) => {
  const fields = fieldsOf(record);
  const wrapped = wrappedIn(record);
  return (
    [
      "title",
      "showTitle",
      "movieTitle",
      "originalTitle",
      "imdb_id",
      "tmdb_id",
      "tvdb_id",
      "id",
      "sourceId",
      "simkl_id",
      "trakt_id",
      "mal_id",
      "anilist_id",
    ].some((field) => fields.has(field as "title")) ||
    isObject(record.title) ||
    Array.isArray(record.titles) ||
    Object.keys(idsOf(record)).length > 0 ||
    (wrapped !== undefined && objectIsTitle(wrapped.inner))
  );
});

/** More than a name and a number: an id of a site, a year, a type, or a title wrapped in another object. */
export const isSure = without((record) => {
  const fields = fieldsOf(record);
  return (
    "title" in record ||
    "Title" in record ||
    wrappedIn(record) !== undefined ||
    Object.keys(idsOf(record)).length > 0 ||
    [
      "showTitle",
      "movieTitle",
      "imdb_id",
      "tmdb_id",
      "tvdb_id",
      "year",
      "sourceId",
      "simkl_id",
      "trakt_id",
    ].some((field) => fields.has(field as "year"))
  );
});

/** Whether an object holds arrays of titles. */
export const holdsLists = without((record) =>
  Object.entries(record).some(
    ([name, value]) =>
      Array.isArray(value) &&
      !NO_LISTS.test(foldName(name)) &&
      value.slice(0, 20).some((each) => isObject(each) && objectIsTitle(each)),
  ),
);
