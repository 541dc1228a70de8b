import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import type { ListSite } from "../servers/list-site.ts";
import { startMdblist } from "../servers/mdblist/start-mdblist.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { startStevenlu } from "../servers/stevenlu/start-stevenlu.ts";
import { startTrakt } from "../servers/trakt/start-trakt.ts";
import { type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";

/** The example as it is, but for the pause before its first sync. */
const example = readFileSync(resolve(import.meta.dirname, "../../examples/Full sync.json"), "utf8").replace(
  '"onceDelay": "3"',
  '"onceDelay": "0.1"',
);

describe('"Full sync" with settings from the environment', () => {
  const films = createCatalogue().titles.filter(({ mediaType }) => mediaType === "movie");
  const [popular, listed, trending] = [films.slice(0, 3), films.slice(3, 6), films.slice(6, 36)];
  let server: OverseerrServer;
  let sites: ListSite[];
  let origins: Record<string, string>;
  let nodeRed: NodeRedProcess | undefined;

  beforeEach(async () => {
    server = await startOverseerr();
    const stevenlu = await startStevenlu({ movies: popular });
    const mdblist = await startMdblist({ lists: { "demo/films": listed } });
    const trakt = await startTrakt({ lists: { "movies/trending": trending } });
    sites = [stevenlu, mdblist, trakt];
    origins = {
      LISTSYNC_ORIGIN_STEVENLU: stevenlu.origin,
      LISTSYNC_ORIGIN_MDBLIST: mdblist.origin,
      LISTSYNC_ORIGIN_TRAKT: trakt.origin,
    };
  });
  afterEach(async () => {
    await nodeRed?.stop();
    nodeRed = undefined;
    await Promise.all([server, ...sites].map((each) => each.close()));
  });

  const start = async (env: Record<string, string>) => {
    const address = { OVERSEERR_URL: server.url, OVERSEERR_API_KEY: server.apiKey };
    nodeRed = await startNodeRed({ flows: JSON.parse(example), env: { ...origins, ...address, ...env } });
    return nodeRed;
  };
  const posts = () => server.log.filter(({ route }) => route === "POST /request");
  const wanted = () =>
    posts()
      .map(({ body }) => (body as { mediaId: number }).mediaId)
      .sort((a, b) => a - b);
  const ids = (titles: typeof films) => titles.map(({ tmdbId }) => tmdbId).sort((a, b) => a - b);

  it("fetches every variable's lists, separated as in a .env file", async () => {
    const { waitForLog } = await start({
      STEVENLU_LISTS: "stevenlu",
      SYNC_LISTS: "https://mdblist.com/lists/demo/films?sort=rank,asc , stevenlu",
    });
    await waitForLog(/\[debug:Summary\] 6 titles requested/, 20_000);
    assert.deepEqual(wanted(), ids([...popular, ...listed]));
  });

  it("takes twenty titles of a Trakt chart, with the client id from the environment", async () => {
    const { waitForLog } = await start({
      TRAKT_SPECIAL_LISTS: "trending:movies",
      TRAKT_CLIENT_ID: "trakt-demo-client-id",
    });
    await waitForLog(/\[debug:Summary\] 20 titles requested/, 20_000);
    assert.deepEqual(wanted(), ids(trending.slice(0, 20)));
  });

  it("requests in 4K and in the name of the user that the variables name", async () => {
    const REQUEST_4K = 1024;
    for (const user of server.users) if (user.id === 2) user.permissions |= REQUEST_4K;
    server.settings.movie4kEnabled = true;
    const { waitForLog } = await start({
      MDBLIST_LISTS: "demo/films",
      OVERSEERR_4K: "true",
      OVERSEERR_USER_ID: "2",
    });
    await waitForLog(/\[debug:Summary\] 3 titles requested/, 20_000);
    assert.deepEqual(
      posts().map(({ body, headers }) => [(body as { is4k?: boolean }).is4k, headers["x-api-user"]]),
      listed.map(() => [true, "2"]),
    );
  });

  it("keeps SYNC_INTERVAL instead of the six hours, in decimals", async () => {
    const { waitForLog, log } = await start({ STEVENLU_LISTS: "stevenlu", SYNC_INTERVAL: "0.0005" });
    await waitForLog(/\[debug:Summary\] 3 titles requested/, 20_000);
    // 0.0005 hours are 1.8 seconds
    const before = log().length;
    await waitForLog(/\[debug:Summary\] 3 titles already there[\s\S]*\[debug:Summary\]/, 10_000, before);
    assert.equal(server.requests.length, 3);
  });

  it("says what to do when nothing is set, and goes on living", async () => {
    nodeRed = await startNodeRed({
      flows: JSON.parse(example),
      env: { OVERSEERR_URL: undefined, OVERSEERR_API_KEY: undefined },
    });
    await nodeRed.waitForLog(/\[debug:Errors\] .*list/i, 10_000);
    assert.doesNotMatch(nodeRed.log(), /uncaught|TypeError/i);
  });
});
