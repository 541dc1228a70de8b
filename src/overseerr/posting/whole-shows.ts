import { untilAborted } from "../../http/until-aborted.ts";
import type { Client } from "../connection/api-call.ts";
import { heldAnswer } from "../connection/held-answer.ts";
import { asRecord } from "../json-shape.ts";
import { ServerError } from "../server-error.ts";

/** An administrator rarely moves the seasons of shows to another source. Milliseconds. */
const HOLDS_MS = 24 * 60 * 60_000;

/**
 * Makes the question whether `seasons: "all"` of a request means exactly the regular seasons that a look at the show would
 * name: on Seerr, which never adds specials and survives a show without a TVDB id, while it takes shows from TMDB. Their
 * seasons at TheTVDB have other numbers, above all those of anime, but requests are always made of TMDB's.
 *
 * @returns false as well when the server does not say
 */
export function createWholeShows(
  client: Client,
  now: () => number,
): (signal?: AbortSignal) => Promise<boolean> {
  const answer = heldAnswer(
    async () => {
      const { name } = await client.product();
      return name === "Seerr" && takesShowsFromTmdb(client);
    },
    HOLDS_MS,
    now,
  );
  return async (signal) => {
    try {
      return await untilAborted(answer(), signal);
    } catch (error) {
      if (error instanceof ServerError) return false;
      throw error;
    }
  };
}

async function takesShowsFromTmdb(client: Client): Promise<boolean> {
  try {
    const { body } = await client.call({ path: "/settings/metadatas", retry: false });
    const { tv, anime } = asRecord(body) ?? {};
    return tv === "tmdb" && anime === "tmdb";
  } catch (error) {
    // a version that knows no other source yet
    if (error instanceof ServerError && error.code === "server-path") return true;
    throw error;
  }
}
