import { foldName } from "../field-words.ts";
import { finishRow, wholeNumber } from "../finish-row.ts";
import { type Kind, kindOf } from "../kind-of.ts";
import { type Entry, EPISODE, type LooseRow } from "../loose-row.ts";
import { sourceIds } from "../source-ids.ts";
import { doneWith } from "../table/record-row.ts";
import { idsOf } from "./ids.ts";
import { fieldsOf, isObject, type Json, scalar } from "./values.ts";

/** Properties in which programs wrap a title, and the type that they tell. */
const WRAPPERS: Record<string, string | undefined> = {
  movie: "movie",
  film: "movie",
  show: "tv",
  series: "tv",
  tvshow: "tv",
  // Simkl: anime_type beside it tells which
  anime: undefined,
  media: undefined,
  content: undefined,
  info: undefined,
  item: undefined,
  metadata: undefined,
  node: undefined,
  titleinfo: undefined,
};

/** The title of a record in whichever of its properties programs wrap it: Trakt, Simkl, Watcharr, Overseerr, CouchPotato. */
export function wrappedIn(record: Json): { inner: Json; type?: string } | undefined {
  for (const [name, value] of Object.entries(record)) {
    const folded = foldName(name);
    if (!(folded in WRAPPERS) || !isObject(value)) continue;
    if (Object.keys(idsOf(value)).length > 0 || fieldsOf(value).size > 0)
      return { inner: value, ...(WRAPPERS[folded] && { type: WRAPPERS[folded] }) };
  }
  return undefined;
}

/**
 * Makes an entry of an object that stands in a list.
 *
 * @param place the type that the name of the list tells (`movies: […]`)
 */
export function objectRow(record: Json, place?: string): Entry {
  const outer = fieldsOf(record);
  const wrapped = wrappedIn(record);
  const inner = wrapped ? fieldsOf(wrapped.inner) : outer;
  const state = wrapped || outer.has("source") ? scalar(record.status) : undefined;
  const done = typeof state === "string" ? doneWith(state) : undefined;
  if (done !== undefined) return { leftOut: done };

  const kinds = kindsOf(outer, inner, record, wrapped?.type);
  const other = kinds.find((kind) => "leftOut" in kind);
  if (other && "leftOut" in other && !(wrapped?.type && other.leftOut === EPISODE)) return other;
  const season = seasonOf(record, outer, wrapped);
  const isEpisode =
    kinds.some((kind) => "part" in kind && kind.part === "episode") ||
    numberAt(record, "episode", "episodeNumber", "episode_number") !== undefined;
  // an episode's ids and name are its show's only where the show has an object or a name of its own
  const show = inner.get("showTitle");
  if (isEpisode && wrapped?.type !== "tv" && show === undefined) return { leftOut: EPISODE };
  if (isEpisode && wrapped === undefined) {
    const row = { title: String(show), mediaType: "tv", ...(season && { seasons: season }) };
    return finishRow(row);
  }

  const source = wrapped?.inner ?? record;
  const showOnly = wrapped?.type === "tv";
  const row: LooseRow = {
    title: titleOf(source, inner),
    year: inner.get("year") ?? (showOnly ? undefined : outer.get("year")),
    ...namedIds(inner),
    ...(wrapped && !showOnly ? prefer(namedIds(outer), namedIds(inner)) : {}),
    ...sourceIds(inner.get("source"), inner.get("sourceId")),
    rating: outer.get("rating") ?? inner.get("rating"),
    description: text(inner.get("description")),
    addedAt: text(outer.get("addedAt") ?? inner.get("addedAt")),
  };
  Object.assign(row, prefer(idsOf(source), row));
  const id = scalar(source.id ?? source.Id ?? source.ID);
  if (typeof id === "string" && /^tt\d{5,}$/i.test(id)) row.imdb_id ??= id;
  else if (id !== undefined && /^\d{1,10}$/.test(String(id))) row.id = id;
  const type = typeOf(kinds, place, source, season, show !== undefined);
  if (type !== undefined) row.mediaType = type;
  if (season) row.seasons = season;
  return finishRow(row);
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function titleOf(record: Json, fields: Map<string, string | number>): string | undefined {
  const plain =
    fields.get("showTitle") ?? fields.get("movieTitle") ?? fields.get("title") ?? fields.get("originalTitle");
  if (plain !== undefined) return String(plain);
  // AniList: { title: { english, romaji, native } }; CouchPotato: { titles: ["…"] }
  const named = record.title ?? record.name;
  if (isObject(named))
    return text(scalar(named.english ?? named.romaji ?? named.userPreferred ?? named.native ?? named.text));
  return Array.isArray(record.titles) ? text(record.titles[0]) : undefined;
}

function namedIds(fields: Map<string, string | number>): LooseRow {
  const row: LooseRow = {};
  for (const name of [
    "imdb_id",
    "tmdb_id",
    "tvdb_id",
    "trakt_id",
    "simkl_id",
    "anilist_id",
    "mal_id",
  ] as const) {
    const value = fields.get(name);
    if (value !== undefined) row[name] = typeof value === "string" ? wholeNumber(value) : value;
  }
  return row;
}

const prefer = (more: LooseRow, known: LooseRow): LooseRow =>
  Object.fromEntries(Object.entries(more).filter(([name]) => known[name as keyof LooseRow] === undefined));

function kindsOf(
  outer: Map<string, string | number>,
  inner: Map<string, string | number>,
  record: Json,
  type?: string,
): Kind[] {
  const words = [
    text(scalar(record.anime_type)),
    text(inner.get("type")),
    text(outer.get("type")),
    text(scalar(record["@type"])),
  ];
  const kinds = words.flatMap((word) => (word === undefined ? [] : [kindOf(word)]));
  return type === undefined ? kinds : [{ mediaType: type }, ...kinds];
}

function typeOf(
  kinds: Kind[],
  place: string | undefined,
  source: Json,
  season: number[] | undefined,
  shown: boolean,
): string | undefined {
  const known = kinds.find((kind) => "mediaType" in kind && kind.mediaType !== "unknown");
  if (known && "mediaType" in known) return known.mediaType;
  if (kinds.some((kind) => "part" in kind) || season || shown) return "tv";
  if (place !== undefined) return place;
  // only shows have seasons, and a first day on the air
  if (Array.isArray(source.seasons) || source.first_air_date !== undefined || source.firstAired !== undefined)
    return "tv";
  return kinds.length > 0 ? "unknown" : undefined;
}

/** The seasons that are meant; an episode means the season it is in. Seasons as objects are what the show has. */
function seasonOf(
  record: Json,
  outer: Map<string, string | number>,
  wrapped?: { inner: Json },
): number[] | undefined {
  // a single number under seasons says how many there are
  const list = record.seasons ?? record.Seasons ?? wrapped?.inner.seasons;
  if (Array.isArray(list)) {
    const numbers = list.filter((each) => /^\d{1,4}$/.test(String(scalar(each) ?? ""))).map(Number);
    if (numbers.length > 0) return numbers;
  }
  const { season, episode } = record as { season?: unknown; episode?: unknown };
  const number =
    (isObject(season) ? numberAt(season, "number", "season_number", "seasonNumber") : undefined) ??
    (isObject(episode) ? numberAt(episode, "season", "seasonNumber", "season_number") : undefined) ??
    numberIn(outer.get("season"));
  return number === undefined ? undefined : [number];
}

const numberIn = (value: unknown): number | undefined =>
  /^\d{1,4}$/.test(String(scalar(value) ?? "")) ? Number(value) : undefined;

const numberAt = (record: Json, ...names: string[]): number | undefined =>
  names.map((name) => numberIn(record[name])).find((number) => number !== undefined);
