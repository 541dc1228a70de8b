import { InputError } from "../errors.ts";
import { imdbId, lowerCaseKeys, numberId, readIds } from "./ids.ts";
import type { Item, ItemIds, ItemSource, ItemType, Match, Outcome } from "./item.ts";
import * as messages from "./messages.ts";
import { isImpossibleYear, readMediaType, readRating, readSeasons, readText, readYear } from "./values.ts";

/**
 * Makes an item of whatever a Function node, a file or another program calls one.
 *
 * Accepts an Item, the loose form `{title, media_type|mediaType|type, year|release_date, imdb_id, tmdb_id, tvdb_id,
 * description, rating}` with keys in any case, a TMDB number, or text: `tt0133093`, `tmdb:603`, `movie:603`,
 * `The Matrix (1999)`; digits alone are a title (`1917`). A bare `id` means TMDB where nothing else says which title it
 * is; beside a name it is a hint only. A missing type is `movie` when there is no id to ask, else `unknown` until the id
 * decides.
 *
 * @param row number of the row for the error message, from 1
 * @throws InputError `bad-input` when there is neither a title nor an id, or no id and a year that no title can have
 */
export function normaliseItem(input: unknown, row?: number): Item {
  const item = typeof input === "object" && input !== null ? fromRow(lowerCaseKeys(input)) : fromWord(input);
  if (item) return item;
  const where = row === undefined ? "The item" : `Row ${row}`;
  throw new InputError("bad-input", messages.unreadable(where));
}

function fromRow(row: Map<string, unknown>): Item | undefined {
  const field = (...names: string[]) =>
    names.map((name) => row.get(name)).find((value) => value !== undefined && value !== null && value !== "");
  const known = readIds(row);
  const bare = canBeAsked(known) ? undefined : numberId(row.get("id"));
  const named = splitYear(readText(field("title", "name")));
  const year = readYear(
    field(
      "year",
      "release_year",
      "releaseyear",
      "productionyear",
      "release_date",
      "releasedate",
      "first_air_date",
    ),
  );
  // "Heat (1995)": the bracket is the year, unless the row says another one, then it belongs to the title
  const title = year === undefined || year === named.year ? named.title : named.whole;
  // a number alone means TMDB, as in Radarr's custom lists; beside a name it may be that of the row
  const ids = title === "" && bare !== undefined ? { ...known, tmdb: bare } : known;
  const hint = numberId((row.get("hints") as Item["hints"])?.tmdb) ?? bare;
  const given = field("year", "release_year", "releaseyear", "productionyear");
  if (!canBeAsked(ids) && isImpossibleYear(given)) throw impossibleYear(title, given);
  const isHint = title !== "" && hint !== undefined && !canBeAsked(ids);
  if (title === "" && !canBeAsked(ids)) return undefined;
  const seasons = readSeasons(field("seasons", "season"));
  const type = readMediaType(field("media_type", "mediatype", "type"));
  const rating = readRating(field("rating"), field("rating_scale", "ratingscale"));
  const rank = numberId(field("rank"));
  const description = readText(field("description", "overview"));
  const addedAt = readTime(field("addedat", "added_at"));
  return {
    title,
    ...present("year", year ?? named.year),
    mediaType: type ?? (seasons ? "tv" : missingType(ids)),
    ids,
    ...present("hints", isHint ? { tmdb: hint } : undefined),
    ...present("seasons", seasons),
    ...present("rating", rating),
    ...present("description", description || undefined),
    ...present("addedAt", addedAt),
    ...present("rank", rank),
    sources: readSources(row.get("sources")),
    ...present("match", row.get("match") as Match | undefined),
    ...present("outcome", row.get("outcome") as Outcome | undefined),
    ...present("outcomes", row.get("outcomes") as Outcome[] | undefined),
  };
}

/** A name without its year would be a guess. */
const impossibleYear = (title: string, year: unknown) =>
  new InputError("bad-input", messages.impossibleYear(title, String(year)));

function fromWord(input: unknown): Item | undefined {
  const word = readText(input);
  if (typeof input === "string" && /^\d+$/.test(word))
    return { title: word, mediaType: "movie", ids: {}, sources: [] };
  const id = /^(?:(tmdb|tvdb|imdb|movie|tv|show)[:/])?(tt\d+|\d+)$/i.exec(word);
  const kind = id?.[1]?.toLowerCase();
  const value = id?.[2] ?? "";
  const ids: ItemIds = {};
  if (kind === "tvdb") ids.tvdb = numberId(value);
  else if (kind === "imdb" || /^tt/i.test(value)) ids.imdb = imdbId(value);
  else if (id) ids.tmdb = numberId(value);
  if (ids.tmdb ?? ids.imdb ?? ids.tvdb) {
    const mediaType = readMediaType(kind === "movie" || kind === "tv" || kind === "show" ? kind : undefined);
    return { title: "", mediaType: mediaType ?? "unknown", ids, sources: [] };
  }
  const { title, year } = splitYear(word);
  return title === "" || typeof input === "number"
    ? undefined
    : { title, ...present("year", year), mediaType: "movie", ids: {}, sources: [] };
}

/** Takes a year in brackets off the end of a title; a bare number stays: `Blade Runner 2049`. */
function splitYear(whole: string): { title: string; whole: string; year?: number } {
  const parts = /^(.*\S)\s*\((\d{4})(?:\s*[-–]\s*(?:\d{4})?)?\)$/.exec(whole);
  const year = readYear(parts?.[2]);
  return parts?.[1] && year !== undefined ? { title: parts[1], whole, year } : { title: whole, whole };
}

const canBeAsked = (ids: ItemIds) => (ids.tmdb ?? ids.imdb ?? ids.tvdb) !== undefined;

const missingType = (ids: ItemIds): ItemType => (canBeAsked(ids) ? "unknown" : "movie");

function readTime(value: unknown): string | undefined {
  const time = value instanceof Date ? value : typeof value === "string" ? new Date(value) : undefined;
  return time && !Number.isNaN(time.getTime()) ? time.toISOString() : undefined;
}

/** Sources are our own form: they are only ever written by `list-source`. */
function readSources(value: unknown): ItemSource[] {
  return Array.isArray(value)
    ? value.filter((source) => typeof source?.provider === "string" && typeof source?.list === "string")
    : [];
}

function present<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
