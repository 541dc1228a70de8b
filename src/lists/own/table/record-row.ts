import { imdbId } from "../../../items/ids.ts";
import type { Field } from "../field-words.ts";
import { finishRow, wholeNumber } from "../finish-row.ts";
import { kindOf } from "../kind-of.ts";
import { type Entry, EPISODE, type LooseRow, PERSON } from "../loose-row.ts";
import { sourceIds } from "../source-ids.ts";
import { addressRow } from "../text/addresses.ts";
import { textRow } from "../text/title-line.ts";
import type { Columns } from "./columns.ts";

/** States in which a title of a person's library is done with; the words of Simkl, Yamtrack and Watcharr. */
const DONE: Record<string, string> = {
  completed: "marked as completed",
  finished: "marked as completed",
  dropped: "marked as dropped",
  notinteresting: "marked as not interesting",
};

/** The reason why a title in that state of its tool's library is not wanted any more. */
export const doneWith = (state: string): string | undefined =>
  DONE[
    state
      .trim()
      .toLowerCase()
      .replace(/[\s_-]/g, "")
  ];

/**
 * Makes an entry of one row of a table.
 *
 * @param columns what is where
 * @param plain whether the title column is text as people write it, since no column is for the year
 */
export function recordRow(cells: string[], columns: Columns, plain: boolean): Entry {
  const cell = (field: Field): string => {
    for (const column of columns.get(field) ?? []) if (cells[column]) return cells[column] as string;
    return "";
  };
  const number = (field: Field) => wholeNumber(cell(field));
  const show = cell("showTitle");
  const state = cell("listState") || (columns.has("sourceId") ? cell("status") : "");
  const done = state === "" ? undefined : doneWith(state);
  if (done !== undefined) return { leftOut: done };
  if (cell("followed") === "0" || cell("archived") === "1") return { leftOut: "no longer followed" };
  if (/^nm\d+$/i.test(cell("imdb_id"))) return { leftOut: PERSON };

  const word = cell("type");
  const kind = word === "" ? undefined : kindOf(word);
  if (kind && "leftOut" in kind) return kind;
  const season = seasonIn(number("season"));
  const episode = /^\d+$/.test(number("episode"));
  // an episode's ids, address and name are its show's only where the table has columns of their own for both
  const showsOwn = show !== "" || columns.has("episodeId") || columns.has("sourceId");
  const isEpisode = (kind && "part" in kind && kind.part === "episode") || (season !== undefined && episode);
  if (isEpisode && (!showsOwn || (columns.has("sourceId") && show === ""))) return { leftOut: EPISODE };

  const idsAreShows = !isEpisode || columns.has("episodeId") || columns.has("sourceId");
  const known: LooseRow = {
    imdb_id: cell("imdb_id"),
    tmdb_id: number("tmdb_id"),
    tvdb_id: number("tvdb_id"),
    trakt_id: number("trakt_id"),
    simkl_id: number("simkl_id"),
    id: number("id"),
  };
  const row: LooseRow = {
    title: show || cell("movieTitle") || cell("title") || cell("originalTitle"),
    year: number("year"),
    ...(idsAreShows && known),
    tvdb_id: (idsAreShows && number("tvdb_id")) || (show === "" ? "" : number("showTvdb")),
    anilist_id: number("anilist_id"),
    mal_id: number("mal_id"),
    ...sourceIds(cell("source"), number("sourceId")),
    rating: cell("rating") || cell("stars"),
    ...(cell("rating") === "" && cell("stars") !== "" && { rating_scale: 5 }),
    description: cell("description"),
    addedAt: dateOf(cell("addedAt")),
  };
  const type = mediaTypeOf(kind, show !== "" || season !== undefined, cell("movieTitle") !== "");
  if (type !== undefined) row.mediaType = type;
  if (season !== undefined) row.seasons = [season];
  if (!idsAreShows) return finishRow(row);
  return finishRow(withAddress(plain ? withTextOf(row) : row, cells, columns));
}

function mediaTypeOf(
  kind: ReturnType<typeof kindOf> | undefined,
  tv: boolean,
  movie: boolean,
): string | undefined {
  if (kind && "mediaType" in kind && kind.mediaType !== "unknown") return kind.mediaType;
  if (tv || (kind && "part" in kind)) return "tv";
  if (movie) return "movie";
  return kind && "mediaType" in kind ? kind.mediaType : undefined;
}

/** `2018-08-08`, or `Thu Apr  9 00:00:00 2009` as at IMDb until 2014; what Excel made of it (`10-09-20`) could mean anything. */
function dateOf(text: string): string | undefined {
  if (/^\d{4}-\d\d-\d\d/.test(text)) return text;
  return /^[A-Z][a-z]{2} [A-Z][a-z]{2} .*\d{4}$/.test(text) ? `${text} UTC` : undefined;
}

const seasonIn = (text: string): number | undefined => {
  const digits = /^(?:s(?:eason|taffel)?\s?)?(\d{1,4})$/i.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/** `Heat (1995)` in a table that has no column for the year. */
function withTextOf(row: LooseRow): LooseRow {
  const text = row.title === undefined ? undefined : textRow(String(row.title));
  return text ? { ...row, ...text } : row;
}

/** Ids in the addresses of a row, in whatever column they stand, where the row has no id of its own. */
function withAddress(row: LooseRow, cells: string[], columns: Columns): LooseRow {
  const ids = imdbId(row.imdb_id) ?? (row.tmdb_id || row.tvdb_id);
  if (ids || columns.has("episodeId")) return row;
  for (const cell of cells) {
    const page = /\w\.\w+\//.test(cell) && cell.length < 500 ? addressRow(cell) : undefined;
    if (!page) continue;
    const own = Object.fromEntries(
      Object.entries(row).filter(
        ([name, value]) => value !== "" && value !== undefined && !(name === "title" && value === cell),
      ),
    );
    return { ...page, ...own };
  }
  return row;
}
