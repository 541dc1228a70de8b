import type { LooseRow } from "./loose-row.ts";

const TYPE_WORDS = /^(tv|series|show|movie|film)\s*:\s*/i;
const URLS: [RegExp, (id: string) => LooseRow][] = [
  [/themoviedb\.org\/movie\/(\d+)/i, (id) => ({ tmdb_id: id, mediaType: "movie" })],
  [/themoviedb\.org\/tv\/(\d+)/i, (id) => ({ tmdb_id: id, mediaType: "tv" })],
  [/imdb\.com\/(?:[a-z]{2}(?:-[a-z]{2})?\/)?title\/(tt\d+)/i, (id) => ({ imdb_id: id })],
  [/thetvdb\.com\/dereferrer\/series\/(\d+)/i, (id) => ({ tvdb_id: id, mediaType: "tv" })],
  [/trakt\.tv\/movies\/([a-z0-9-]*[a-z][a-z0-9-]*)/i, (slug) => ({ ...named(slug), mediaType: "movie" })],
  [/trakt\.tv\/shows\/([a-z0-9-]*[a-z][a-z0-9-]*)/i, (slug) => ({ ...named(slug), mediaType: "tv" })],
  // shows stand among Letterboxd's films
  [/letterboxd\.com\/film\/([a-z0-9-]+)/i, (slug) => ({ ...named(slug), mediaType: "unknown" })],
  [/thetvdb\.com\/series\/([a-z0-9-]+)/i, (slug) => ({ ...named(slug), mediaType: "tv" })],
  [/thetvdb\.com\/movies\/([a-z0-9-]+)/i, (slug) => ({ ...named(slug), mediaType: "movie" })],
];

/** The title in an address that has no id: `heat-1995`; a number ahead of its time is part of it (`blade-runner-2049`). */
function named(slug: string): LooseRow {
  const [, title = slug, year] = /^(.+)-(18[89]\d|19\d\d|20[0-3]\d)$/.exec(slug) ?? [];
  return { title: title.replaceAll("-", " ").trim(), ...(year && { year: Number(year) }) };
}

/**
 * Reads one line a person wrote: `Dune (2021)`, `tv: Fargo (2014)`, `tt0133093`, `tmdb:603`, `tvdb:81189`, or the
 * address of a title at TMDB, IMDb, TVDB, Trakt or Letterboxd (of the last three its name). Also used for to-do entries and elements of JSON lists.
 *
 * @returns undefined for an empty line and for a comment (`# …`)
 */
export function textRow(line: string): LooseRow | undefined {
  let text = line.trim();
  if (text === "" || text.startsWith("#") || text.startsWith("//")) return undefined;
  const row: LooseRow = {};
  const word = TYPE_WORDS.exec(text);
  if (word) {
    row.mediaType = word[1];
    text = text.slice(word[0].length).trim();
  }
  for (const [pattern, make] of URLS) {
    const id = pattern.exec(text)?.[1];
    if (id) return { ...row, ...make(id) };
  }
  const ids = takeIds(text);
  Object.assign(row, ids.row);
  const year = /^(.*\S)\s*[([](\d{4})[)\]]$/.exec(ids.rest);
  if (year?.[1] && year[2]) {
    row.title = year[1];
    row.year = Number(year[2]);
  } else if (ids.rest !== "") row.title = ids.rest;
  return row.title || row.imdb_id || row.tmdb_id || row.tvdb_id ? row : undefined;
}

/** Takes ids out of a line; what is left is the title. */
function takeIds(text: string): { row: LooseRow; rest: string } {
  const row: LooseRow = {};
  const rest = text
    .replace(/\b(?:imdb:)?(tt\d{5,})\b/i, (_, id: string) => {
      row.imdb_id = id;
      return " ";
    })
    .replace(/\btmdb:(\d+)\b/i, (_, id: string) => {
      row.tmdb_id = id;
      return " ";
    })
    .replace(/\btvdb:(\d+)\b/i, (_, id: string) => {
      row.tvdb_id = id;
      return " ";
    });
  return {
    row,
    rest: rest
      .replace(/\s+/g, " ")
      .replace(/[\s,;-]+$/, "")
      .trim(),
  };
}

/** Reads a text with one title a line. */
export function parseText(text: string): LooseRow[] {
  return text
    .split(/\r?\n/)
    .map(textRow)
    .filter((row) => row !== undefined);
}
