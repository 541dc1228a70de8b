import {
  type Entry,
  EPISODE,
  type LeftOut,
  LONGEST_LINE,
  type LooseRow,
  NO_PAGE,
  NO_TITLE,
  SEVERAL,
  TOO_LONG,
} from "../loose-row.ts";
import { addressRow, takeAddress } from "./addresses.ts";
import { TYPE_IN_FRONT, takeKind } from "./kind-words.ts";
import { withoutMarks, withoutPictures } from "./list-marks.ts";
import { takeIds } from "./named-ids.ts";
import { type Note, notesIn, yearAtEnd } from "./notes.ts";
import { seasonsOf, takeSeason } from "./seasons.ts";
import { trimSigns } from "./trim-signs.ts";

/** Whether a line says something to the reader of the file only: `# …`, `// …`. `#Alive` is a film. */
export const isComment = (line: string): boolean => /^\s*(?:#+(?:\s|$)|\/\/(?!\/))/.test(line);

/**
 * Reads one line that a person wrote: `Dune (2021) - must see`, `- [x] tv: Fargo`, `Fargo (TV Series 2014–2024)`,
 * `tt0133093`, `{tmdb-603}`, or the address of a title's page. Several titles with a year each, separated by commas, are
 * several entries.
 */
export function readLine(line: string): Entry[] {
  if (line.length > LONGEST_LINE) return [{ leftOut: TOO_LONG }];
  const text = line.replace(/\s+/g, " ").trim();
  if (text === "" || isComment(text)) return [];
  const entry = withoutEmphasis(withoutMarks(text));
  if (entry.startsWith("~~")) return [{ leftOut: "crossed out" }];
  const parts = severalIn(entry);
  return parts === undefined ? [{ leftOut: SEVERAL }] : parts.map(readEntry);
}

/** The row of a line that holds one title; undefined for an empty line, a comment, and what names no title. */
export function textRow(line: string): LooseRow | undefined {
  const [entry, ...more] = readLine(line);
  return entry && more.length === 0 && !("leftOut" in entry) ? entry : undefined;
}

/** `Heat (1995), Alien (1979)` as its parts; undefined where nothing separates them. */
function severalIn(text: string): string[] | undefined {
  const years = notesIn(text).filter(({ year }) => year !== undefined);
  if (years.length < 2) return [text];
  const parts: string[] = [];
  let start = 0;
  let separated = true;
  for (const [index, { start: note, end }] of years.entries()) {
    const before = text.slice(start, note);
    if (index > 0 && !/[\p{L}\p{N}]/u.test(before)) continue;
    const separator = /^\s*(?:[,;|/•·+&]|and\b|und\b|et\b|y\b)\s*/i.exec(before);
    if (index > 0 && !separator) separated = false;
    parts.push(text.slice(start + (index > 0 ? (separator?.[0].length ?? 0) : 0), end).trim());
    start = end;
  }
  if (parts.length < 2) return [text];
  return separated ? parts : undefined;
}

function readEntry(text: string): Entry {
  const { rest: withoutAddress, address } = takeAddress(text);
  const page = address === undefined ? undefined : addressRow(address);
  const typed = TYPE_IN_FRONT.exec(withoutAddress);
  const ids = takeIds(withoutAddress);
  const front = ids.row.mediaType === undefined ? typed : null;
  const body = front ? takeIds(withoutAddress.slice(front[0].length)) : ids;
  const type = front?.[1] === undefined ? undefined : /movie|film/i.test(front[1]) ? "movie" : "tv";
  const named = readTitle(body.rest);
  if ("leftOut" in named) return named;
  const row: LooseRow = { ...page, ...dropEmpty(named), ...body.row };
  if (page && !page.title && named.title && /^(imdb|tmdb|tvdb|trakt|letterboxd|link)$/i.test(named.title))
    delete row.title;
  if (type) row.mediaType = type;
  if (row.title || row.imdb_id || row.tmdb_id || row.tvdb_id || row.simkl_id) return row;
  return { leftOut: address === undefined ? NO_TITLE : NO_PAGE };
}

const dropEmpty = (row: LooseRow): LooseRow => (row.title === "" ? {} : row);

/** Title, year, kind and season of what is left of a line. */
function readTitle(text: string): LooseRow | LeftOut {
  const notes = notesIn(text);
  const [first] = notes;
  let title = text;
  let row: LooseRow = {};
  if (first) {
    title = text.slice(0, first.start);
    row = fromNotes(notes);
    // what stands behind the notes is a remark, unless it names a season
    const behind = text.slice((notes.at(-1) as Note).end).replace(/^[\s,:–—-]+/, "");
    const seasons = seasonsOf(behind) ?? takeSeason(` ${behind}`)?.seasons;
    if (seasons) row = { ...row, mediaType: "tv", seasons };
  } else {
    const leading = /^[([]((?:18[7-9]|19\d|20\d)\d)[)\]]\s*(\S.*)$/.exec(text);
    const ended = leading ? undefined : yearAtEnd(text);
    if (leading?.[1] && leading[2]) {
      title = leading[2];
      row.year = Number(leading[1]);
    } else if (ended) {
      title = ended.title;
      row.year = Number(ended.year);
      const { kind } = takeKind(ended.behind);
      if (kind) row.mediaType = kind;
    }
  }
  if (row.mediaType === "episode") return { leftOut: EPISODE };
  const bare = plainTitle(title);
  const season = row.seasons ? undefined : takeSeason(bare);
  if (season) return { ...row, title: plainTitle(season.title), mediaType: "tv", seasons: season.seasons };
  return { title: bare, ...row };
}

function fromNotes(notes: Note[]): LooseRow {
  const row: LooseRow = {};
  for (const { year, kind, seasons } of notes) {
    if (year !== undefined) row.year ??= Number(year);
    if (kind !== undefined) row.mediaType ??= kind;
    if (seasons) row.seasons ??= seasons;
  }
  return row;
}

const QUOTES: Record<string, string> = {
  '"': '"',
  "“": "”",
  "„": "“",
  "«": "»",
  "»": "«",
  "‘": "’",
  "'": "'",
  "「": "」",
  "『": "』",
  "《": "》",
  "`": "`",
};

/** `**Dune**` of Markdown. `M*A*S*H` is a title. */
function withoutEmphasis(text: string): string {
  let title = text;
  for (const mark of ["**", "__", "*", "_"]) {
    const end = title.length - mark.length;
    if (end > mark.length && title.startsWith(mark) && title.indexOf(mark, mark.length) === end)
      title = title.slice(mark.length, end).trim();
  }
  return title;
}

/** A title without remarks, quotes, stars of Markdown and separators at its ends. */
function plainTitle(text: string): string {
  let title = withoutPictures(
    text.replace(/\s#\s.*$/, "").replace(/\s\d{1,2}(?:[.,]\d)?\s?\/\s?(?:5|10|100)$/, ""),
  );
  title = trimSigns(title, false) || title;
  title = withoutEmphasis(title);
  const close = QUOTES[title[0] ?? ""];
  if (close !== undefined && title.length > 2 && title.indexOf(close, 1) === title.length - 1)
    title = title.slice(1, -1).trim();
  return title;
}
