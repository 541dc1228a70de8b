import type { TitleResult } from "../../../overseerr/search/search-result.ts";
import { MEDIA_STATUS } from "../../../overseerr/status.ts";
import type { Answer, Asked } from "../contract/types.ts";
import { ask, type DatabaseOnDesk, type Desk } from "../desk/desk.ts";
import * as messages from "../messages.ts";
import { PageError } from "../page-error.ts";
import { serverOf } from "./read-title.ts";

/** Titles that one search gives at most. */
const MOST = 20;

/** Searches the server for titles to choose from. @throws PageError; ServerError */
export async function findCandidates(
  { key, text }: Omit<Asked<"candidates">, "database">,
  { desk, database }: { desk: Desk; database: DatabaseOnDesk },
  signal: AbortSignal,
): Promise<Answer<"candidates">> {
  const { known, server } = await ask(database, async (store) => {
    const title = await store.catalogueTitle(key);
    return { known: title, server: title && (await serverOf(store, desk, title)) };
  });
  if (!known) throw new PageError(404, "not-found", messages.noTitle());
  if (!server) throw new PageError(409, "no-server", messages.noServer());
  const { results } = await server.connection.overseerr().search(text ?? known.item.title, { signal });
  return {
    rows: results
      .filter((result): result is TitleResult => result.mediaType === "movie" || result.mediaType === "tv")
      .slice(0, MOST)
      .map(({ tmdbId, mediaType, title, year, status }) => ({
        tmdbId,
        type: mediaType,
        title,
        ...(year !== undefined && { year }),
        ...(status !== undefined && { standing: STANDINGS.get(status) ?? "unknown" }),
      })),
  };
}

const STANDINGS: ReadonlyMap<number, string> = new Map(
  Object.entries(MEDIA_STATUS).map(([name, number]) => [number, name.toLowerCase()]),
);
