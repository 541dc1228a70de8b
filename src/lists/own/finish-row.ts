import { type Entry, type LooseRow, NO_TITLE, namesTitle } from "./loose-row.ts";

/** Makes an entry of the values that were found for it; empty ones are taken out. */
export function finishRow(values: LooseRow): Entry {
  const row = Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ""),
  ) as LooseRow;
  if (!namesTitle(row)) return { leftOut: NO_TITLE };
  if (row.imdb_id || row.tmdb_id || row.tvdb_id) delete row.id;
  // TheTVDB counts movies apart; as the id of a show it would be another title's
  if (row.mediaType === "movie") delete row.tvdb_id;
  else if (row.imdb_id && (row.mediaType === undefined || row.mediaType === "unknown")) delete row.tvdb_id;
  return row;
}

/** Numbers that a spreadsheet made decimals of: `949.0` is 949. */
export const wholeNumber = (text: string): string => text.trim().replace(/^(\d+)[.,]0+$/, "$1");
