import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import { syntheticTitles } from "../servers/catalogue/synthetic.ts";
import { startImdb } from "../servers/imdb/start-imdb.ts";
import { startMdblist } from "../servers/mdblist/start-mdblist.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { imdbRecords } from "./full-sync.ts";

/** A server and two lists of together `count` titles: one half known by IMDb id alone, the other by TMDB id. */
export interface ThousandWorld {
  server: OverseerrServer;
  env: Record<string, string>;
  /** Titles that the lists name. */
  count: number;
  /** Of them, those that the server has neither got nor been asked for. */
  missing: number;
  /** Of the missing ones, shows. */
  missingShows: number;
  /** Titles whose TMDB id has to be found. */
  withoutTmdb: number;
  close(): Promise<void>;
}

/**
 * Of every ten titles two are available and one is requested, as in the measurements of other programs; the library
 * holds as many rows again of titles that stand on no list.
 */
export async function startThousand(count = 1000): Promise<ThousandWorld> {
  const all = syntheticTitles(2 * count);
  const listed = all.slice(0, count);
  const server = await startOverseerr({ catalogue: createCatalogue(all) });
  const isMissing = (index: number) => index % 10 > 2;
  listed.forEach(({ mediaType, tmdbId }, index) => {
    if (index % 10 < 2) server.addMedia({ mediaType, tmdbId, status: 5 });
    if (index % 10 === 2) server.addRequest({ mediaType, tmdbId, seasons: [1, 2, 3, 4, 5], status: 2 });
  });
  for (const { mediaType, tmdbId } of all.slice(count)) server.addMedia({ mediaType, tmdbId, status: 5 });
  const half = Math.floor(count / 2);
  const imdb = await startImdb({ lists: { ls000000001: { entries: imdbRecords(listed.slice(0, half)) } } });
  const mdblist = await startMdblist({ lists: { "demo/half": listed.slice(half) } });
  const missing = listed.filter((_, index) => isMissing(index));
  return {
    server,
    env: {
      OVERSEERR_URL: server.url,
      OVERSEERR_API_KEY: server.apiKey,
      MAX_REQUESTS: "0",
      IMDB_LISTS: "ls000000001",
      MDBLIST_LISTS: "demo/half",
      LISTSYNC_ORIGIN_IMDB: imdb.origin,
      LISTSYNC_ORIGIN_MDBLIST: mdblist.origin,
    },
    count,
    missing: missing.length,
    missingShows: missing.filter(({ mediaType }) => mediaType === "tv").length,
    withoutTmdb: half,
    close: async () => {
      await Promise.all([server.close(), imdb.close(), mdblist.close()]);
    },
  };
}
