import { ANIME_SITES, type AnimeTarget, type MappingRow } from "./mapping-row.ts";

/**
 * A row as it is kept: the ids of the five sites (0: none), then `"m"` and movies, `"t"` or `"v"` with a show and its
 * season, or `"i"` and an IMDb id. Thirty characters of JSON in place of several hundred.
 */
export type PackedRow = (number | string)[];

/** Makes a row small enough to keep thousands of them. */
export const packRow = ({ ids, target }: MappingRow): PackedRow => [
  ...ANIME_SITES.map((site) => ids[site] ?? 0),
  ...packTarget(target),
];

function packTarget(target: AnimeTarget): PackedRow {
  if (target.kind === "movies") return ["m", ...target.tmdb];
  if (target.kind === "imdb") return ["i", target.imdb];
  const season = target.season === undefined ? [] : [target.season];
  return target.kind === "show" ? ["t", target.tmdb, ...season] : ["v", target.tvdb, ...season];
}

/** The title that a kept row leads to. */
export function unpackTarget(row: PackedRow): AnimeTarget {
  const [kind, first, second] = row.slice(ANIME_SITES.length);
  const season = second === undefined ? {} : { season: Number(second) };
  if (kind === "m") return { kind: "movies", tmdb: row.slice(ANIME_SITES.length + 1).map(Number) };
  if (kind === "i") return { kind: "imdb", imdb: String(first) };
  return kind === "t"
    ? { kind: "show", tmdb: Number(first), ...season }
    : { kind: "tvdb", tvdb: Number(first), ...season };
}
