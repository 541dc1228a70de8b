import { writeFileSync } from "node:fs";
import { normaliseItem } from "../../src/items/normalise.ts";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import type { CatalogueTitle } from "../servers/catalogue/title.ts";
import { toImdbRecord } from "../servers/imdb/imdb-data.ts";
import { startImdb } from "../servers/imdb/start-imdb.ts";
import { startMdblist } from "../servers/mdblist/start-mdblist.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { type HardTitle, hardTitles } from "../src/overseerr/search/hard-titles.ts";

/** A hard title on one of the lists, and what a correct sync makes of it. */
export interface HardCase {
  /** Title as it is stored, see {@link normaliseItem}. */
  title: string;
  year: number;
  /** The list names an id; without one, not to decide is right as well. */
  hasId: boolean;
  means: { mediaType: "movie" | "tv"; tmdbId: number };
  outcome: "requested" | "already_available" | "already_requested" | "declined" | "blocklisted";
}

export interface HardWorld {
  server: OverseerrServer;
  env: Record<string, string>;
  cases: HardCase[];
  close(): Promise<void>;
}

/**
 * A server, and every hard title on one of three lists: an IMDb list (IMDb id, the list's own name and type), an MDBList
 * list (TMDB id), a JSON file of one's own (no id at all). The server has some of them, in every state.
 *
 * @param ownList - path of the JSON file to write
 */
export async function startHardWorld(ownList: string): Promise<HardWorld> {
  const catalogue = createCatalogue();
  const titleOf = ({ means, title }: HardTitle): CatalogueTitle => {
    const found = catalogue.byTmdb(means.mediaType, means.tmdbId);
    if (!found) throw new Error(`The catalogue has no ${means.mediaType} ${means.tmdbId} (${title}).`);
    return found;
  };
  const rows = [...new Map(hardTitles.map((row) => [JSON.stringify(row.means), row])).values()];
  const onImdb = rows.filter((_, index) => index % 3 === 0);
  const onMdblist = rows.filter((_, index) => index % 3 === 1);
  const inFile = rows.filter((_, index) => index % 3 === 2);

  const server = await startOverseerr();
  const cases = [...onImdb, ...onMdblist, ...inFile].map((row, index) => ({
    title: normaliseItem({ title: row.title }).title,
    year: row.year,
    hasId: !inFile.includes(row),
    means: row.means,
    outcome: place(server, titleOf(row), index),
  }));

  const imdb = await startImdb({
    lists: {
      ls000000001: {
        entries: onImdb.map((row) => {
          const { imdbId = "" } = titleOf(row);
          return toImdbRecord({ imdbId, title: row.title, year: row.year, mediaType: row.type });
        }),
      },
    },
  });
  const named = onMdblist.map((row) => ({ ...titleOf(row), title: row.title, year: row.year }));
  const mdblist = await startMdblist({ lists: { "demo/hard": named } });
  writeFileSync(ownList, JSON.stringify(inFile.map(({ title, year, type }) => ({ title, year, type }))));
  return {
    server,
    cases,
    env: {
      OVERSEERR_URL: server.url,
      OVERSEERR_API_KEY: server.apiKey,
      MAX_REQUESTS: "0",
      IMDB_LISTS: "ls000000001",
      MDBLIST_LISTS: "demo/hard",
      SYNC_LISTS: ownList,
      LISTSYNC_ORIGIN_IMDB: imdb.origin,
      LISTSYNC_ORIGIN_MDBLIST: mdblist.origin,
    },
    close: async () => {
      await Promise.all([server.close(), imdb.close(), mdblist.close()]);
    },
  };
}

/** Brings every tenth title or so into one of the states in which nothing must be requested. */
function place(
  server: OverseerrServer,
  { mediaType, tmdbId, ...title }: CatalogueTitle,
  index: number,
): HardCase["outcome"] {
  const seasons =
    "seasons" in title ? title.seasons.map(({ seasonNumber }) => seasonNumber).filter(Boolean) : undefined;
  const seed = { mediaType, tmdbId, ...(seasons && { seasons }) };
  switch (index % 10) {
    case 0:
      server.addMedia({ mediaType, tmdbId, status: 5 });
      return "already_available";
    case 1:
      server.addRequest({ ...seed, status: 2 });
      return "already_requested";
    case 2:
      server.decline(server.addRequest({ ...seed, status: 1 }).id);
      return "declined";
    case 3:
      server.block(mediaType, tmdbId);
      return "blocklisted";
    default:
      return "requested";
  }
}
