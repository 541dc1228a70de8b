import { imdbId, numberId } from "../items/ids.ts";
import type { MediaType } from "../items/item.ts";
import type { TitleDetail } from "../state/port/findings.ts";
import { asRecord, asRecords, unknownShape } from "./json-shape.ts";
import type { ProductName } from "./product.ts";
import { readTitle } from "./search/search-result.ts";
import { mediaStatus } from "./status.ts";

/**
 * Reads an answer of GET /movie/{id} or /tv/{id}, the only calls that name one title's requests and seasons.
 *
 * @param at when it was read, ISO 8601
 * @param product whose numbers the statuses are
 * @throws ServerError `server-answer`
 */
export function toTitleDetail(
  mediaType: MediaType,
  body: unknown,
  at: string,
  product?: ProductName,
): TitleDetail {
  const row = asRecord(body);
  const tmdbId = numberId(row?.id);
  if (row === undefined || tmdbId === undefined) throw unknownShape("the details of a title");
  const media = asRecord(row.mediaInfo);
  const external = asRecord(row.externalIds);
  const tvdbId = mediaType === "tv" ? (numberId(external?.tvdbId) ?? numberId(media?.tvdbId)) : undefined;
  const imdb = imdbId(row.imdbId) ?? imdbId(external?.imdbId);
  return {
    mediaType,
    tmdbId,
    ...(tvdbId !== undefined && { tvdbId }),
    ...(imdb !== undefined && { imdbId: imdb }),
    ...readTitle(row),
    ...(mediaType === "tv" && { seasons: asRecords(row.seasons).flatMap(toSeason) }),
    requests: asRecords(media?.requests).flatMap(toRequest),
    ...(typeof media?.status === "number" && { status: mediaStatus(media.status, product) }),
    ...(typeof media?.status4k === "number" && { status4k: mediaStatus(media.status4k, product) }),
    at,
  };
}

function toSeason(row: Record<string, unknown>): NonNullable<TitleDetail["seasons"]> {
  if (!Number.isInteger(row.seasonNumber)) return [];
  const airDate =
    typeof row.airDate === "string" && row.airDate !== "" ? row.airDate.slice(0, 10) : undefined;
  return [
    {
      seasonNumber: Number(row.seasonNumber),
      ...(airDate !== undefined && { airDate }),
      ...(typeof row.episodeCount === "number" && { episodes: row.episodeCount }),
    },
  ];
}

/** Reads a request, from a title's details or from the answer to a POST; none when it has no id. */
export function toRequest(row: Record<string, unknown>): TitleDetail["requests"] {
  const id = numberId(row.id);
  if (id === undefined || typeof row.status !== "number") return [];
  const requestedBy = numberId(asRecord(row.requestedBy)?.id);
  return [
    {
      id,
      is4k: row.is4k === true,
      status: row.status,
      seasons: asRecords(row.seasons).flatMap(({ seasonNumber }) =>
        typeof seasonNumber === "number" ? [seasonNumber] : [],
      ),
      ...(requestedBy !== undefined && { requestedBy }),
    },
  ];
}
