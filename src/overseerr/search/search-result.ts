import { numberId } from "../../items/ids.ts";
import { readText, readYear } from "../../items/values.ts";
import { asRecord, asRecords, unknownShape } from "../json-shape.ts";
import type { ProductName } from "../product.ts";
import { mediaStatus } from "../status.ts";

/** A movie or a show that a search found. */
export interface TitleResult {
  mediaType: "movie" | "tv";
  tmdbId: number;
  /** In the language of the search. */
  title: string;
  originalTitle?: string;
  /** Of the release or the first broadcast. */
  year?: number;
  tvdbId?: number;
  popularity?: number;
  /** TMDB's, 0 to 10; absent without votes. */
  rating?: number;
  /** MediaStatus, absent when the server has never heard of the title. */
  status?: number;
  status4k?: number;
}

/** What a title search must step over. */
interface OtherResult {
  mediaType: "person" | "collection";
  id: number;
  title: string;
}

export type SearchResult = TitleResult | OtherResult;

export interface SearchPage {
  page: number;
  totalPages: number;
  totalResults: number;
  results: SearchResult[];
}

/**
 * Reads an answer of GET /search.
 *
 * @param product whose numbers the statuses are
 * @throws ServerError `server-answer`
 */
export function toSearchPage(body: unknown, product?: ProductName): SearchPage {
  const page = asRecord(body);
  if (!Array.isArray(page?.results)) throw unknownShape("the search");
  return {
    page: Number(page.page) || 1,
    totalPages: Number(page.totalPages) || 1,
    totalResults: Number(page.totalResults) || 0,
    results: asRecords(page.results).flatMap((row) => toSearchResult(row, product) ?? []),
  };
}

/** Shows say `name` where movies say `title`; a kind of result that is new to us is left out. */
function toSearchResult(row: Record<string, unknown>, product?: ProductName): SearchResult | undefined {
  const id = numberId(row.id);
  const { mediaType } = row;
  if (id === undefined) return undefined;
  if (mediaType === "person" || mediaType === "collection")
    return { mediaType, id, title: readText(row.title) || readText(row.name) };
  if (mediaType !== "movie" && mediaType !== "tv") return undefined;
  const media = asRecord(row.mediaInfo);
  const result: TitleResult = { mediaType, tmdbId: id, ...readTitle(row) };
  if (typeof row.popularity === "number") result.popularity = row.popularity;
  const tvdbId = numberId(media?.tvdbId);
  if (tvdbId !== undefined && mediaType === "tv") result.tvdbId = tvdbId;
  if (typeof media?.status === "number") result.status = mediaStatus(media.status, product);
  if (typeof media?.status4k === "number") result.status4k = mediaStatus(media.status4k, product);
  return result;
}

/** Title, original title, year and rating of a search result or of details. */
export function readTitle(
  row: Record<string, unknown>,
): Pick<TitleResult, "title" | "originalTitle" | "year" | "rating"> {
  const title = readText(row.title) || readText(row.name);
  const originalTitle = readText(row.originalTitle) || readText(row.originalName);
  const year = readYear(row.releaseDate) ?? readYear(row.firstAirDate);
  const { voteAverage: rating, voteCount } = row;
  const isRated = typeof rating === "number" && rating > 0 && voteCount !== 0;
  return {
    title: title || originalTitle,
    ...(originalTitle !== "" && { originalTitle }),
    ...(year !== undefined && { year }),
    ...(isRated && { rating }),
  };
}
