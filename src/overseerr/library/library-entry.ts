import { imdbId, numberId } from "../../items/ids.ts";
import type { MediaType } from "../../items/item.ts";
import { asRecords } from "../json-shape.ts";
import type { ProductName } from "../product.ts";
import { mediaStatus, moreAdvanced } from "../status.ts";

/** What the server's library knows of one title; several rows of one title are already merged. */
export interface LibraryEntry {
  mediaType: MediaType;
  tmdbId: number;
  tvdbId?: number;
  imdbId?: string;
  /** MediaStatus, see status.ts. */
  status: number;
  status4k: number;
  /** Only seasons that a library scan has touched; empty for movies. */
  seasons: { seasonNumber: number; status: number; status4k: number }[];
  /** ISO 8601 time of the row's last change. */
  updatedAt?: string;
  /** The server had no row of it before our own request: nothing else can hide behind a status UNKNOWN. */
  isNew?: boolean;
}

/**
 * Reads a row of GET /media.
 *
 * @param product whose numbers the statuses are
 * @returns undefined for a row without media type or TMDB id, which belongs to no title we could ask for
 */
export function toLibraryEntry(
  row: Record<string, unknown>,
  product?: ProductName,
): LibraryEntry | undefined {
  const statusOf = (value: unknown) => mediaStatus(value, product);
  const { mediaType } = row;
  const tmdbId = numberId(row.tmdbId);
  if ((mediaType !== "movie" && mediaType !== "tv") || tmdbId === undefined) return undefined;
  const tvdbId = numberId(row.tvdbId);
  const imdb = imdbId(row.imdbId);
  return {
    mediaType,
    tmdbId,
    ...(tvdbId !== undefined && { tvdbId }),
    ...(imdb !== undefined && { imdbId: imdb }),
    status: statusOf(row.status),
    status4k: statusOf(row.status4k),
    seasons: asRecords(row.seasons)
      .filter(({ seasonNumber }) => Number.isInteger(seasonNumber))
      .map((season) => ({
        seasonNumber: Number(season.seasonNumber),
        status: statusOf(season.status),
        status4k: statusOf(season.status4k),
      })),
    ...(typeof row.updatedAt === "string" && { updatedAt: row.updatedAt }),
  };
}

/** Makes one entry of two rows of the same title (parallel requests leave several): the most advanced of each. */
export function mergeEntries(a: LibraryEntry, b: LibraryEntry): LibraryEntry {
  const seasons = new Map(a.seasons.map((season) => [season.seasonNumber, season]));
  for (const season of b.seasons) {
    const known = seasons.get(season.seasonNumber);
    seasons.set(season.seasonNumber, known ? { ...season, ...advanced(known, season) } : season);
  }
  const tvdbId = a.tvdbId ?? b.tvdbId;
  const imdb = a.imdbId ?? b.imdbId;
  const updatedAt = [a.updatedAt, b.updatedAt]
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
  return {
    mediaType: a.mediaType,
    tmdbId: a.tmdbId,
    ...(tvdbId !== undefined && { tvdbId }),
    ...(imdb !== undefined && { imdbId: imdb }),
    ...advanced(a, b),
    seasons: [...seasons.values()].sort((x, y) => x.seasonNumber - y.seasonNumber),
    ...(updatedAt !== undefined && { updatedAt }),
  };
}

const advanced = (a: { status: number; status4k: number }, b: { status: number; status4k: number }) => ({
  status: moreAdvanced(a.status, b.status),
  status4k: moreAdvanced(a.status4k, b.status4k),
});
