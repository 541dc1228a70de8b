import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import type { ListSite } from "../servers/list-site.ts";
import { startMdblist } from "../servers/mdblist/start-mdblist.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { startStevenlu } from "../servers/stevenlu/start-stevenlu.ts";
import { startTrakt } from "../servers/trakt/start-trakt.ts";
import { type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import type { FlowNode } from "./full-sync.ts";

const read = (file: string) =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, file), "utf8")) as FlowNode[];

/** The example as it is. */
const example = () => read("../../examples/Full sync.json");

/** With the nodes that were in the place of its schedule before there were schedules. */
const exampleOfBefore = () => [
  ...example().filter(({ g }) => g !== "full-sync-group-schedule"),
  ...read("interval-loop.json"),
];

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

  const start = async (env: Record<string, string | undefined>, flows = example()) => {
    const address = {
      OVERSEERR_URL: server.url,
      OVERSEERR_API_KEY: server.apiKey,
      AUTOMATED_MODE: "true",
      MAX_REQUESTS: undefined,
    };
    nodeRed = await startNodeRed({ flows, env: { ...origins, ...address, ...env } });
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

  it("takes address and keys from the files that variables name, and writes only below LISTSYNC_FOLDER", async () => {
    const folder = mkdtempSync(join(tmpdir(), "list-sync-folder-"));
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    try {
      const { waitForLog, userDir } = await start({
        TRAKT_SPECIAL_LISTS: "trending:movies",
        TRAKT_CLIENT_ID_FILE: file("trakt", "trakt-demo-client-id\n"),
        OVERSEERR_URL: undefined,
        OVERSEERR_URL_FILE: file("url", `${server.url}\n`),
        OVERSEERR_API_KEY: undefined,
        OVERSEERR_API_KEY_FILE: file("key", `${server.apiKey}\r\n`),
        LISTSYNC_FOLDER: join(folder, "data"),
      });
      await waitForLog(/\[debug:Summary\] 20 titles requested/, 20_000);
      assert.ok(existsSync(join(folder, "data/list-sync/state.db")));
      assert.ok(!existsSync(join(userDir, "list-sync")));
    } finally {
      await nodeRed?.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("takes numbers of workers, pages, seconds and attempts, and its defaults where none are set", async () => {
    server.latency["POST /request"] = 20;
    const env = { MDBLIST_LISTS: "demo/films", STEVENLU_LISTS: "stevenlu" };
    const limits = { MAX_WORKERS: "1", SELENIUM_POOL_SIZE: "2", HTTP_TIMEOUT: "7", RETRY_ATTEMPTS: "0" };
    const { waitForLog } = await start({ ...env, ...limits });
    await waitForLog(/\[debug:Summary\] 6 titles requested/, 20_000);
    assert.equal(server.maxParallel, 1);
    await nodeRed?.stop();
    const { waitForLog: waitAgain } = await start({ ...env, HTTP_TIMEOUT: "a while" });
    await waitAgain(/Timeout must be a number from 1 to 600; it is "a while"/, 20_000);
  });

  it("keeps SYNC_INTERVAL instead of the six hours, in decimals", async () => {
    const { waitForLog, log } = await start({ STEVENLU_LISTS: "stevenlu", SYNC_INTERVAL: "0.0005" });
    await waitForLog(/\[debug:Summary\] 3 titles requested/, 20_000);
    // 0.0005 hours are 1.8 seconds
    const before = log().length;
    await waitForLog(/\[debug:Summary\] 3 titles already there[\s\S]*\[debug:Summary\]/, 10_000, before);
    assert.equal(server.requests.length, 3);
  });

  it("keeps the loop of flows that were made before there were schedules", async () => {
    const env = { STEVENLU_LISTS: "stevenlu", SYNC_INTERVAL: "0.0005" };
    const { waitForLog, log } = await start(env, exampleOfBefore());
    await waitForLog(/\[debug:Summary\] 3 titles requested/, 20_000);
    const before = log().length;
    await waitForLog(/\[debug:Summary\] 3 titles already there[\s\S]*\[debug:Summary\]/, 20_000, before);
  });

  it("requests nothing after the first Deploy until somebody presses, and keeps the schedule from then on", async () => {
    const { inject, waitForLog, log } = await start({
      AUTOMATED_MODE: "",
      STEVENLU_LISTS: "stevenlu",
      SYNC_INTERVAL: "0.0003",
    });
    // several times due, as the schedule has it
    await sleep(4_000);
    assert.deepEqual([posts().length, server.calls["GET /media"] ?? 0], [0, 0]);
    await inject("full-sync-dry");
    await waitForLog(/\[debug:Summary\] .*3 titles would be requested/i, 20_000);
    await waitForLog(/\[debug:Summary\] 3 titles requested/, 20_000);
    assert.doesNotMatch(log(), /\[debug:Errors\]/);
  });

  it("requests twenty titles in a run at most, or as many as MAX_REQUESTS says, 0 for all", async function () {
    // three starts of Node-RED
    this.timeout(120_000);
    const env = { TRAKT_SPECIAL_LISTS: "trending:movies", TRAKT_CLIENT_ID: "trakt-demo-client-id" };
    for (const [limit, expected] of [
      [undefined, 20],
      ["5", 25],
      ["0", 30],
    ] as const) {
      const { waitForLog } = await start({
        ...env,
        TRAKT_SPECIAL_ITEMS_LIMIT: "30",
        ...(limit !== undefined && { MAX_REQUESTS: limit }),
      });
      await waitForLog(/\[debug:Summary\]/, 20_000);
      assert.equal(server.requests.length, expected);
      await nodeRed?.stop();
    }
  });

  for (const [variable, word] of [
    ["MAX_REQUESTS", "few"],
    ["MAX_REQUESTS", "-1"],
    ["OVERSEERR_USER_ID", "anna"],
    ["OVERSEERR_4K", "4k"],
  ] as const)
    it(`begins no sync with ${variable}=${word}, and says what the variable may be`, async () => {
      const { waitForLog } = await start({ STEVENLU_LISTS: "stevenlu", [variable]: word });
      await waitForLog(
        new RegExp(`\\[debug:Errors\\].*${variable} is "${word}", which is not understood`),
        20_000,
      );
      assert.equal(posts().length, 0);
    });

  it("says what to do when nothing is set, and goes on living", async () => {
    nodeRed = await startNodeRed({
      flows: example(),
      env: { OVERSEERR_URL: undefined, OVERSEERR_API_KEY: undefined },
    });
    await nodeRed.inject("full-sync-now");
    await nodeRed.waitForLog(/\[debug:Errors\] .*list/i, 10_000);
    assert.doesNotMatch(nodeRed.log(), /uncaught|TypeError/i);
  });
});
