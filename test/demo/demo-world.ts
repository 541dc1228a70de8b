import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import type { CatalogueTitle } from "../servers/catalogue/title.ts";
import { type ImdbRecord, toImdbRecord } from "../servers/imdb/imdb-data.ts";
import { startImdb } from "../servers/imdb/start-imdb.ts";
import { startMdblist } from "../servers/mdblist/start-mdblist.ts";
import type { ProductName } from "../servers/overseerr/product.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { startStevenlu } from "../servers/stevenlu/start-stevenlu.ts";
import { startTrakt } from "../servers/trakt/start-trakt.ts";

/** The demo server, the demo list sites, and the environment that points the flow "Full sync" at them. */
export interface DemoWorld {
  server: OverseerrServer;
  env: Record<string, string>;
  close(): Promise<void>;
}

/** Every n-th title, beginning with the given one. */
const every = (titles: readonly CatalogueTitle[], n: number, from = 0) =>
  titles.filter((_, index) => index % n === from);

/**
 * Starts a server whose library knows a third of the catalogue, and five lists that overlap and hold the hard cases:
 * remakes, shows and films of one name or one number, titles without ids.
 *
 * @param wishes - path of a text file with one title a line
 * @param product - default: Seerr
 */
export async function startDemoWorld(wishes: string, product?: ProductName): Promise<DemoWorld> {
  const { titles } = createCatalogue();
  const films = titles.filter(({ mediaType }) => mediaType === "movie");
  const shows = titles.filter(({ mediaType }) => mediaType === "tv");
  const server = await startOverseerr({ services: true, ...(product && { product }) });
  fillLibrary(server, titles);
  const imdb = await startImdb({
    lists: { ls000000001: { name: "Hard cases", entries: records(titles) } },
    charts: { TOP_RATED_MOVIES: records(every(films, 2)) },
  });
  const trakt = await startTrakt({
    lists: {
      // what the test of an account asks for
      "movies/boxoffice": [],
      "users/demo/lists/shows": every(shows, 2),
      "users/demo/watchlist": every(titles, 3),
      "movies/trending": every(films, 4, 1),
    },
  });
  const mdblist = await startMdblist({ lists: { "demo/new-films": every(films, 3, 2) } });
  const stevenlu = await startStevenlu({ movies: films.slice(0, 15) });
  const sites = { IMDB: imdb, TRAKT: trakt, MDBLIST: mdblist, STEVENLU: stevenlu };
  return {
    server,
    env: {
      OVERSEERR_URL: server.url,
      OVERSEERR_API_KEY: server.apiKey,
      AUTOMATED_MODE: "true",
      MAX_REQUESTS: "0",
      IMDB_LISTS: "ls000000001,top",
      TRAKT_LISTS: "https://trakt.tv/users/demo/lists/shows,https://trakt.tv/users/demo/watchlist",
      TRAKT_SPECIAL_LISTS: "trending:movies",
      TRAKT_CLIENT_ID: "trakt-demo-client-id",
      MDBLIST_LISTS: "demo/new-films",
      STEVENLU_LISTS: "stevenlu",
      SYNC_LISTS: wishes,
      ...Object.fromEntries(
        Object.entries(sites).map(([name, { origin }]) => [`LISTSYNC_ORIGIN_${name}`, origin]),
      ),
    },
    async close() {
      await Promise.all([server, ...Object.values(sites)].map((each) => each.close()));
    },
  };
}

const records = (titles: readonly CatalogueTitle[]): ImdbRecord[] =>
  titles.flatMap(({ imdbId, title, year, mediaType }) =>
    imdbId ? [toImdbRecord({ imdbId, title, year, mediaType })] : [],
  );

/** A fifth is there, a tenth requested; one title is declined, one blocked, one show there in part. */
function fillLibrary(server: OverseerrServer, titles: readonly CatalogueTitle[]): void {
  for (const { mediaType, tmdbId } of every(titles, 5)) server.addMedia({ mediaType, tmdbId, status: 5 });
  for (const title of every(titles, 10, 3)) server.addRequest(requestFor(title));
  const [, declined, blocked, ...others] = titles;
  const part = others.find(({ mediaType }, index) => mediaType === "tv" && index % 5 !== 2);
  if (declined) server.decline(server.addRequest({ ...requestFor(declined), status: 1 }).id);
  if (blocked) server.block(blocked.mediaType, blocked.tmdbId);
  if (part) server.available("tv", part.tmdbId, { seasons: [1] });
}

const requestFor = (title: CatalogueTitle) => ({
  mediaType: title.mediaType,
  tmdbId: title.tmdbId,
  status: 2,
  ...(title.mediaType === "tv"
    ? { seasons: title.seasons.map(({ seasonNumber }) => seasonNumber).filter(Boolean) }
    : {}),
});
