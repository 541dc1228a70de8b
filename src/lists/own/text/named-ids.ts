import type { LooseRow } from "../loose-row.ts";
import { trimSigns } from "./trim-signs.ts";

/** `tmdb:603`, `tmdb=603`, `{tmdb-603}`, `[imdbid-tt0133093]`, `(TVDB 81189)`, `tmdb:tv/1396`: names of folders and files too. */
const NAMED =
  /[[{(]?\b(imdb|tmdb|tvdb|themoviedb|thetvdb)(?:[ _-]?id)?(?:\s?[:=#-]\s?|\s)(?:(movie|tv|show|series)[/:-])?(tt\d{1,10}|\d{1,10})\b[\])}]?/gi;
const BARE_IMDB = /[[{(]?\btt\d{5,10}\b[\])}]?/gi;
/** `movie:603`, `tv:1396`: a number behind a type, with nothing between. With a blank it is a title (`movie: 1917`). */
const TYPED = /^(movie|tv|show|series)[:/](\d{1,10})$/i;

/** Takes the ids out of a line; what is left may be the title. */
export function takeIds(text: string): { row: LooseRow; rest: string } {
  const typed = TYPED.exec(text);
  if (typed?.[1] && typed[2]) return { row: { mediaType: typeOf(typed[1]), tmdb_id: typed[2] }, rest: "" };
  const row: LooseRow = {};
  const rest = text
    .replace(NAMED, (all, site: string, type: string | undefined, id: string) => {
      const name = site.toLowerCase().replace(/^the(movie)?db$/, "tmdb");
      const imdb = /^tt/i.test(id);
      if (imdb !== (name === "imdb") && !(name === "imdb" && /^\d{7,}$/.test(id))) return all;
      if (name === "imdb") row.imdb_id ??= id;
      else if (name === "thetvdb" || name === "tvdb") row.tvdb_id ??= id;
      else row.tmdb_id ??= id;
      if (type) row.mediaType ??= typeOf(type);
      return " ";
    })
    .replace(BARE_IMDB, (id) => {
      row.imdb_id ??= id.replace(/[^t\d]/gi, "");
      return " ";
    });
  return { row, rest: trimSigns(rest.replace(/\s+/g, " ")) };
}

const typeOf = (word: string): string => (word.toLowerCase() === "movie" ? "movie" : "tv");
