import type { ItemType } from "../../items/item.ts";
import { readSeasons } from "../../items/values.ts";

/** The loose form of an item that `normaliseItem` understands, with the names that lists in files use mapped to one. */
export interface LooseRow {
  title?: string;
  year?: string | number;
  mediaType?: string;
  imdb_id?: string | number;
  tmdb_id?: string | number;
  tvdb_id?: string | number;
  seasons?: number[];
  rating?: string | number;
  /** Best possible rating of the list; 10 without it. */
  rating_scale?: number;
  description?: string;
  addedAt?: string;
  rank?: number;
}

/**
 * Names of one value in lists that people keep or other programs serve: Radarr and Sonarr custom lists, StevenLu,
 * MDBList, Trakt and Letterboxd exports, Radarr's proxy (PascalCase). Compared in lower case without `_`, `-` and blanks.
 */
const ALIASES = {
  title: ["title", "name", "movie", "show", "series", "film"],
  year: ["year", "releaseyear", "releasedate", "released", "firstairdate"],
  mediaType: ["mediatype", "type", "titletype", "category", "kind"],
  imdb_id: ["imdbid", "imdb", "const"],
  tmdb_id: ["tmdbid", "tmdb", "themoviedbid"],
  tvdb_id: ["tvdbid", "tvdb", "thetvdbid"],
  rating: ["rating"],
  description: ["description", "overview"],
  addedAt: ["addedat", "listedat", "dateadded"],
} as const satisfies Partial<Record<keyof LooseRow, readonly string[]>>;

const fold = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, "");

const scalar = (value: unknown): string | number | undefined => {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  return undefined;
};

/** Whether a list of column names contains one that names a title. */
export function namesTitle(columns: string[]): boolean {
  const known = new Set<string>([
    ...ALIASES.title,
    ...ALIASES.imdb_id,
    ...ALIASES.tmdb_id,
    ...ALIASES.tvdb_id,
  ]);
  return columns.some((column) => known.has(fold(column)));
}

/**
 * Maps one record of a file to the loose form.
 *
 * @param record - column or property names to values; `ids: {…}` is looked into as well
 * @param type - what the place of the record says (`movies: […]`), used when the record does not say
 * @returns undefined when the record names no title at all, or a person: its number would be another one's as a title
 */
export function looseRow(record: Record<string, unknown>, type?: ItemType): LooseRow | undefined {
  const nested = typeof record.ids === "object" && record.ids !== null ? record.ids : {};
  const values = new Map<string, string | number>();
  for (const [name, value] of Object.entries({ ...nested, ...record })) {
    const known = scalar(value);
    if (known !== undefined) values.set(fold(name), known);
  }
  const pick = (names: readonly string[]) =>
    names.map((name) => values.get(name)).find((v) => v !== undefined);
  const row: LooseRow = {};
  for (const [field, names] of Object.entries(ALIASES)) {
    const value = pick(names);
    if (value !== undefined) Object.assign(row, { [field]: value });
  }
  // A bare `id` is a TMDB id in Radarr's custom lists and at MDBList; some lists put the IMDb id there.
  const id = values.get("id");
  if (typeof id === "string" && /^tt\d+$/i.test(id)) row.imdb_id ??= id;
  else if (id !== undefined && /^\d+$/.test(String(id))) row.tmdb_id ??= id;
  if (type && type !== "unknown") row.mediaType ??= type;
  if (row.title !== undefined) row.title = String(row.title);
  const seasons = seasonsOf(record);
  if (seasons) row.seasons = seasons;
  if (row.mediaType === "person") return undefined;
  if (!row.title && !row.imdb_id && !row.tmdb_id && !row.tvdb_id) return undefined;
  return withSeason(row, values);
}

/** Seasons that a row names: `seasons: [2]`, `season: 2`. A single number under `seasons` says how many there are. */
function seasonsOf(record: Record<string, unknown>): number[] | undefined {
  const field = (name: string) => Object.entries(record).find(([key]) => fold(key) === name)?.[1];
  const seasons = field("seasons");
  const values = Array.isArray(seasons) ? seasons : [field("season")];
  return readSeasons(values.filter((value) => scalar(value) !== undefined));
}

/** Season and episode rows of a Trakt export name the show, and the season beside it. */
function withSeason(row: LooseRow, values: Map<string, string | number>): LooseRow {
  const season = Number(values.get("seasonnumber"));
  if (row.mediaType === "season" || row.mediaType === "episode") {
    row.mediaType = "tv";
    if (Number.isInteger(season)) row.seasons = [season];
  }
  return row;
}
