import { numberId } from "../items/ids.ts";
import type { Client } from "./client.ts";
import { pathWithQuery } from "./encode-query.ts";
import { asRecord, asRecords, unknownShape } from "./json-shape.ts";

/** The server asks every Radarr and Sonarr for this answer, and waits 10 s for one that hangs. Milliseconds. */
const LONGEST_MS = 15_000;

/** More failed requests than this want a person, not a list. */
const TAKE = 1000;

/**
 * Reads which requests Radarr or Sonarr refused: ids of those with status FAILED. Asked once, without a second try.
 *
 * @throws ServerError
 */
export async function fetchFailedRequests(
  client: Client,
  signal?: AbortSignal,
): Promise<ReadonlySet<number>> {
  const path = pathWithQuery("/request", { take: TAKE, skip: 0, filter: "failed" });
  const { body } = await client.call({ path, signal, timeoutMs: LONGEST_MS, retry: false, beside: true });
  const { results } = asRecord(body) ?? {};
  if (!Array.isArray(results)) throw unknownShape("the question for failed requests");
  return new Set(asRecords(results).flatMap(({ id }) => numberId(id) ?? []));
}

/**
 * Gives a failed request to Radarr or Sonarr again.
 *
 * @returns the MediaRequestStatus that it has now
 * @throws ServerError
 */
export async function retryRequest(client: Client, id: number, signal?: AbortSignal): Promise<number> {
  const { body } = await client.call({ method: "POST", path: `/request/${id}/retry`, signal });
  const { status } = asRecord(body) ?? {};
  if (typeof status !== "number") throw unknownShape("the retry of a request");
  return status;
}
