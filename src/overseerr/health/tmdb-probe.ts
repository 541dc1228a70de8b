import { randomInt } from "node:crypto";
import { ListSyncError } from "../../errors.ts";
import type { Client } from "../connection/api-call.ts";
import { pathWithQuery } from "../search/encode-query.ts";

/**
 * Whether TMDB answers behind the server at all. The server says the same of a number that TMDB does not know and of
 * TMDB being down, but an id that is no title finds nothing while TMDB is up, and fails while it is not.
 *
 * @throws CancelledError
 */
export async function tmdbAnswers(client: Pick<Client, "call">, signal?: AbortSignal): Promise<boolean> {
  // an id that nobody asked for yet, because the server keeps answers for minutes
  const query = `imdb:tt${randomInt(900_000_000, 999_999_999)}`;
  try {
    await client.call({ path: pathWithQuery("/search", { query }), retry: false, signal });
    return true;
  } catch (error) {
    if (error instanceof ListSyncError && error.code !== "cancelled") return false;
    throw error;
  }
}
