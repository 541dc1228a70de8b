import type { HttpResponse } from "../../http/http.ts";
import type { FetchContext } from "../provider.ts";
import { readMappingRow } from "./mapping-row.ts";
import { type PackedRow, packRow } from "./packed-row.ts";

const ORIGIN = "https://raw.githubusercontent.com";
const PATH = "/Fribb/anime-lists/master/anime-list-full.json";

/** Fewer rows than this, or fewer with a TMDB id, are no whole mapping (20,471 and 8,091 on 2026-06-30). */
const ROWS = 20_000;
const WITH_TMDB = 5_000;

/** What is kept of the mapping: only the rows that lead somewhere. */
export interface KeptMapping {
  etag?: string;
  /** ISO 8601 time at which these rows came. */
  readAt: string;
  /** ISO 8601 time at which the site last gave them, or said that they are still the same. */
  checkedAt: string;
  /** ISO 8601 time of a later attempt that failed. */
  triedAt?: string;
  rows: PackedRow[];
}

/**
 * Asks for the mapping, with the `ETag` of the copy that is there.
 *
 * `settings.mappingRows` allows a smaller mapping, for a mirror of a part of it.
 *
 * @param kept the copy that is there
 * @returns the new copy, or the reason why there is none
 * @throws CancelledError
 */
export async function downloadMapping(
  context: FetchContext,
  kept: KeptMapping | undefined,
  now: Date,
): Promise<KeptMapping | string> {
  let response: HttpResponse;
  try {
    response = await context.http.request({
      url: `${context.origin(ORIGIN, "anime-mapping")}${PATH}`,
      // always with a condition of its own, so that the cache of pages does not look at seven megabytes
      headers: { "If-None-Match": kept?.etag ?? '""' },
      timeoutMs: 120_000,
      signal: context.signal,
    });
  } catch (error) {
    if (context.signal.aborted) throw error;
    return error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
  }
  const { status, headers, body } = response;
  const at = now.toISOString();
  if (status === 304 && kept) return { ...kept, checkedAt: at, triedAt: undefined };
  if (status !== 200) return `GitHub responded with HTTP ${status}`;
  if (!Array.isArray(body)) return "GitHub's response is not a table";
  const rows = body.flatMap((record) => readMappingRow(record) ?? []);
  const withTmdb = rows.filter(({ target: { kind } }) => kind === "movies" || kind === "show").length;
  const least = leastRows(context.settings);
  if (body.length < least || withTmdb < Math.min(least, WITH_TMDB))
    return `GitHub's response is not the whole table (${body.length} entries, ${withTmdb} with a TMDB id)`;
  return { ...(headers.etag && { etag: headers.etag }), readAt: at, checkedAt: at, rows: rows.map(packRow) };
}

const leastRows = ({ mappingRows }: FetchContext["settings"]): number =>
  typeof mappingRows === "number" && mappingRows > 0 ? mappingRows : ROWS;
