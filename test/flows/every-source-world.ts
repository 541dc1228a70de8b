import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { newVaultKey, openVault } from "../../src/accounts/login-vault.ts";
import { loginFile } from "../../src/node-red/settings/account-options.ts";
import { animeTable } from "../servers/anime/anime-table.ts";
import { startAnime } from "../servers/anime/start-anime.ts";
import { startArr } from "../servers/arr/start-arr.ts";
import { syntheticTitles } from "../servers/catalogue/synthetic.ts";
import type { CatalogueTitle } from "../servers/catalogue/title.ts";
import { startImdb } from "../servers/imdb/start-imdb.ts";
import { SERVER_KEY, startJellyfin } from "../servers/jellyfin/start-jellyfin.ts";
import { startLetterboxd } from "../servers/letterboxd/start-letterboxd.ts";
import { type ListSite, startListSite } from "../servers/list-site.ts";
import { startMdblist } from "../servers/mdblist/start-mdblist.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { PLEX_TOKEN, startPlex } from "../servers/plex/start-plex.ts";
import { SIMKL_CLIENT_ID, startSimkl } from "../servers/simkl/start-simkl.ts";
import { startTmdb, TMDB_KEY } from "../servers/tmdb/start-tmdb.ts";
import { startTrakt } from "../servers/trakt/start-trakt.ts";
import { startTvdb, TVDB_KEY } from "../servers/tvdb/start-tvdb.ts";
import { storedNode } from "../support/stored-node.ts";
import { imdbRecords } from "./full-sync.ts";

/** A list, and what is to come of it: its titles, or the code of its failure. */
interface ExpectedList {
  list: string;
  provider?: string;
  titles?: readonly CatalogueTitle[];
  error?: string;
}

export interface EveryWorld {
  server: OverseerrServer;
  lists: ExpectedList[];
  env: Record<string, string>;
  accounts: Record<string, unknown>[];
  credentials: Record<string, Record<string, string>>;
  /** What stands on lists of MDBList and Trakt, to be changed between two runs. */
  mdblist: Record<string, CatalogueTitle[]>;
  trakt: CatalogueTitle[];
  close(): Promise<void>;
}

const ALL = syntheticTitles(200);
const films = ALL.filter(({ mediaType }) => mediaType === "movie");
const shows = ALL.filter(({ mediaType }) => mediaType === "tv");

/**
 * A request server, and 23 lists of 16 providers on test sites: 14 that can be read and one for each way to fail.
 *
 * @param userDir of Node-RED; the tokens of a login are put there
 */
export async function startEveryWorld(userDir: string): Promise<EveryWorld> {
  const server = await startOverseerr({ synthetic: 200 });
  const other = await startOverseerr({ synthetic: 200 });
  for (const { tmdbId } of films.slice(100, 104)) other.addRequest({ mediaType: "movie", tmdbId, status: 2 });
  const mdblist = { "linda/fine": ALL.slice(5, 15), "linda/secret": ALL.slice(0, 3) };
  const trakt = ALL.slice(30, 40);
  const simkl = await startSimkl({
    library: { plantowatch: films.slice(20, 24) },
    lists: { 7: films },
    premium: false,
  });
  const busy = await startListSite(() => ({ status: 429, headers: { "retry-after": "3600" }, json: {} }));
  const page = await startListSite(() => ({ body: "<!DOCTYPE html><html><title>Welcome</title></html>" }));
  const sites: Record<string, Pick<ListSite, "origin" | "close">> = {
    IMDB: await startImdb({
      lists: { ls000000001: { name: "Fine", entries: imdbRecords(ALL.slice(0, 10)) } },
    }),
    MDBLIST: await startMdblist({ lists: mdblist, privateLists: ["linda/secret"] }),
    TRAKT: await startTrakt({ lists: { "users/sean/lists/fine": trakt } }),
    LETTERBOXD: await startLetterboxd({
      lists: { "dave/list/fine": ALL.slice(40, 46), "dave/list/closed": ALL.slice(0, 3) },
      challenge: ["dave/list/closed"],
    }),
    TMDB: await startTmdb({ lists: { 8136: ALL.slice(50, 60) } }),
    TVDB: await startTvdb({ lists: { fine: ALL.slice(60, 64) } }),
    ANILIST: await startAnime({
      table: animeTable(20_000),
      // films of the catalogue: every fourth of its titles is a show
      lists: { Anna: { Planning: [{ id: 71 }, { id: 73 }, { id: 75 }] } },
    }),
    SIMKL: simkl,
    PLEX: await startPlex({ watchlist: ALL.slice(80, 90) }),
    JELLYFIN: await startJellyfin({ favorites: { Anna: ALL.slice(90, 95) } }),
    RADARR: await startArr({ app: "Radarr", titles: [], missing: films.slice(75, 80) }),
    SONARR: await startArr({ app: "Sonarr", titles: shows.slice(25, 29) }),
    STEVENLU: busy,
    MYANIMELIST: page,
  };
  simkl.login.start();
  simkl.login.confirm();
  const tokens = simkl.login.poll("simkl-device-1");
  const vaultKey = newVaultKey();
  if (typeof tokens === "object")
    await openVault(loginFile(userDir, "account-simkl"), vaultKey).write({
      accessToken: tokens.access,
      refreshToken: tokens.refresh,
    });
  const account = (provider: string, more: object = {}) =>
    storedNode("list-account", {
      id: `account-${provider}`,
      provider,
      ...more,
    });
  return {
    server,
    mdblist,
    trakt,
    env: Object.fromEntries([
      ...Object.entries(sites).map(([name, { origin }]) => [`LISTSYNC_ORIGIN_${name}`, origin]),
      // nobody listens there
      ["LISTSYNC_ORIGIN_EMBY", "http://127.0.0.1:9"],
    ]),
    accounts: [
      ...["trakt", "tmdb", "tvdb", "simkl", "plex"].map((provider) => account(provider)),
      account("jellyfin", { url: "http://jellyfin.example", user: "Anna" }),
      account("emby", { url: "http://emby.example" }),
      account("radarr", { url: "http://radarr.example" }),
      account("sonarr", { url: "http://sonarr.example" }),
      storedNode("overseerr-server", {
        id: "other-server",
        url: other.url,
        timeout: "5",
        retries: "0",
      }),
    ],
    credentials: {
      "account-trakt": { key: "trakt-demo-client-id" },
      "account-tmdb": { key: TMDB_KEY },
      "account-tvdb": { key: TVDB_KEY },
      "account-simkl": { key: SIMKL_CLIENT_ID, vaultKey },
      "account-plex": { key: PLEX_TOKEN },
      "account-jellyfin": { key: SERVER_KEY },
      "account-emby": { key: SERVER_KEY },
      "account-radarr": { key: "arr-demo-key" },
      "account-sonarr": { key: "arr-demo-key" },
      "other-server": { apiKey: other.apiKey },
    },
    lists: [
      { list: "ls000000001", titles: ALL.slice(0, 10) },
      { list: "linda/fine", titles: ALL.slice(5, 15) },
      { list: "sean/fine", provider: "trakt", titles: ALL.slice(30, 40) },
      { list: "https://letterboxd.com/dave/list/fine/", titles: ALL.slice(40, 46) },
      { list: "https://www.themoviedb.org/list/8136", titles: ALL.slice(50, 60) },
      { list: "https://thetvdb.com/lists/fine", titles: ALL.slice(60, 64) },
      {
        list: "https://anilist.co/user/Anna/animelist/Planning",
        titles: [70, 72, 74].flatMap((index) => ALL[index] ?? []),
      },
      { list: "simkl:plantowatch", titles: films.slice(20, 24) },
      { list: "plex:watchlist", titles: ALL.slice(80, 90) },
      { list: "jellyfin:favorites", titles: ALL.slice(90, 95) },
      { list: "radarr:missing", titles: films.slice(75, 80) },
      { list: "sonarr:library", titles: shows.slice(25, 29) },
      { list: "overseerr:requests", titles: films.slice(100, 104) },
      { list: "linda/secret", error: "private" },
      { list: "sean/nothing", provider: "trakt", error: "not-found" },
      { list: "https://letterboxd.com/dave/list/closed/", error: "blocked" },
      { list: "stevenlu", error: "rate-limited" },
      { list: "me/watchlist", error: "auth-required" },
      { list: "simkl:list/7", error: "plan-required" },
      { list: "https://www.imdb.com/chart/nonsense/", error: "bad-input" },
      { list: "mal:anna", error: "markup-changed" },
      { list: "emby:favorites", error: "unavailable" },
      { list: join(userDir, `${randomUUID()}.json`), error: "not-found" },
    ],
    async close() {
      await Promise.all([server, other, ...Object.values(sites)].map((each) => each.close()));
    },
  };
}
