import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import { syntheticTitles } from "../servers/catalogue/synthetic.ts";
import type { CatalogueTitle } from "../servers/catalogue/title.ts";
import { type ListSite, startListSite } from "../servers/list-site.ts";
import { startMdblist } from "../servers/mdblist/start-mdblist.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { type Latencies, serverWaits } from "./latencies.ts";
import type { Ids, Scenario } from "./scenario.ts";

/** A server and one list of a scenario. */
export interface BenchWorld {
  server: OverseerrServer;
  site: ListSite;
  /** Environment of Node-RED; the address of the server may be replaced. */
  env: Record<string, string>;
  /** What the list names now. */
  listed: readonly CatalogueTitle[];
  /** Of them, those that the server had neither got nor been asked for before the first run. */
  missing: readonly CatalogueTitle[];
  /** Shows that somebody else requested: only a look tells which seasons. */
  requestedShows: number;
  /** Exchanges one title of a hundred, at the list's beginning, for one that is new everywhere, at its end. */
  exchange(): void;
  close(): Promise<void>;
}

const KEY = "bench-key";

/**
 * Starts a Seerr and a list: of every ten titles two are available and one is requested, as in the measurements of other
 * programs. Titles that stand on no list fill the library up.
 */
export async function startBenchWorld(scenario: Scenario, latencies: Latencies): Promise<BenchWorld> {
  const { titles: count, ids } = scenario;
  const fresh = Math.ceil(count / 100);
  const known = syntheticTitles(count).filter((_, index) => !isMissing(index)).length;
  const all = syntheticTitles(count + fresh + Math.max(0, scenario.library - known));
  const server = await startOverseerr({ catalogue: createCatalogue(all) });
  all.slice(0, count).forEach((title, index) => {
    const { mediaType, tmdbId } = title;
    if (isAvailable(index)) server.addMedia({ mediaType, tmdbId, status: 5 });
    if (isRequested(index))
      server.addRequest({ mediaType, tmdbId, seasons: regularSeasons(title), status: 2 });
  });
  for (const { mediaType, tmdbId } of all.slice(count + fresh))
    server.addMedia({ mediaType, tmdbId, status: 5 });
  Object.assign(server.latency, serverWaits(latencies));

  const lists = { "bench/list": all.slice(0, count) };
  const site =
    ids === "tmdb"
      ? await startMdblist({ lists, key: KEY })
      : await startListSite(() => ({ json: lists["bench/list"].map((title) => ownRow(title, ids)) }));
  site.latencyMs = latencies.list ?? 0;
  return {
    server,
    site,
    env: {
      OVERSEERR_URL: server.url,
      OVERSEERR_API_KEY: server.apiKey,
      MAX_REQUESTS: "0",
      MAX_WORKERS: String(scenario.concurrency),
      ...(ids === "tmdb"
        ? { MDBLIST_LISTS: "bench/list", MDBLIST_API_KEY: KEY, LISTSYNC_ORIGIN_MDBLIST: site.origin }
        : { SYNC_LISTS: `${site.origin}/wishes.json` }),
    },
    get listed() {
      return lists["bench/list"];
    },
    missing: all.slice(0, count).filter((_, index) => isMissing(index)),
    requestedShows: all
      .slice(0, count)
      .filter(({ mediaType }, index) => mediaType === "tv" && isRequested(index)).length,
    exchange() {
      lists["bench/list"] = all.slice(fresh, count + fresh);
    },
    close: async () => {
      await Promise.all([server.close(), site.close()]);
    },
  };
}

const isAvailable = (index: number) => index % 10 < 2;
const isRequested = (index: number) => index % 10 === 3;
const isMissing = (index: number) => !isAvailable(index) && !isRequested(index);

const regularSeasons = (title: CatalogueTitle) =>
  title.mediaType === "tv"
    ? title.seasons.map(({ seasonNumber }) => seasonNumber).filter((number) => number > 0)
    : undefined;

/** A title in a list that somebody keeps. */
const ownRow = ({ mediaType, imdbId, title, year }: CatalogueTitle, ids: Ids) => ({
  type: mediaType === "tv" ? "show" : "movie",
  title,
  year,
  ...(ids === "imdb" && { imdb_id: imdbId }),
});
