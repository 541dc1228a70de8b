import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import { type ListSite, startListSite } from "../servers/list-site.ts";
import { DISCORD_SECRET, startDiscord } from "../servers/notify/discord.ts";
import type { Taker } from "../servers/notify/taker.ts";
import { type OverseerrServer, startOverseerr } from "../servers/overseerr/server.ts";
import { startStevenlu } from "../servers/stevenlu/start-stevenlu.ts";
import { startTrakt } from "../servers/trakt/start-trakt.ts";
import { deploy, makeUserDir, type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";
import { poll } from "../support/poll.ts";
import { FERNET_KEY, fernetToken, writeInstallation } from "../support/python-listsync.ts";
import { storedNode } from "../support/stored-node.ts";
import { type FlowNode, withStore } from "./full-sync.ts";

const SERVER_KEY = "a-server-key-0123456789abcdef";
const TRAKT_KEY = "trakt-demo-client-id";
const LIST_KEY = "a-list-key-0123456789";

describe("a move from the Python ListSync", function () {
  this.timeout(180_000);
  const films = createCatalogue().titles.filter(({ mediaType }) => mediaType === "movie");
  const [popular, listed, own] = [films.slice(0, 4), films.slice(4, 7), films.slice(7, 9)];
  let server: OverseerrServer;
  let discord: Taker & { webhook: string };
  let sites: ListSite[];
  let nodeRed: NodeRedProcess;
  let userDir: string;

  before(async () => {
    server = await startOverseerr({ apiKey: SERVER_KEY });
    discord = await startDiscord();
    const stevenlu = await startStevenlu({ movies: popular });
    const trakt = await startTrakt({ lists: { "users/sean/lists/horror": listed } });
    const json = own.map(({ title, year, tmdbId }) => ({
      title,
      year,
      media_type: "movie",
      tmdb_id: tmdbId,
    }));
    const site = await startListSite(({ query }) =>
      query.get("token") === LIST_KEY ? { json } : { status: 401, json: {} },
    );
    sites = [stevenlu, trakt, site];
    // what ListSync and people had asked for before: the first two of each list
    for (const { tmdbId } of [...popular.slice(0, 2), ...listed.slice(0, 2)])
      server.addRequest({ mediaType: "movie", tmdbId, status: 1, userId: 2 });
    userDir = makeUserDir();
    writeInstallation(join(userDir, "listsync"), {
      version: "0.6.6",
      key: FERNET_KEY,
      env: `TRAKT_CLIENT_ID=${TRAKT_KEY}\r\nexport STEVENLU_LISTS="stevenlu" # a list\r\nTZ=Europe/London\r\n`,
      data: {
        lists: [
          { list_type: "trakt", list_id: "https://trakt.tv/users/sean/lists/horror", user_id: "2" },
          { list_type: "stevenlu", list_id: `${site.origin}/own.json?token=${LIST_KEY}`, user_id: "1" },
        ],
        // of all of them it says "requested", though the server has four
        titles: [...popular, ...listed, ...own].map(({ title, year, tmdbId }) => ({
          title,
          year,
          media_type: "movie",
          overseerr_id: tmdbId,
          status: "requested",
          last_synced: "2025-11-02 08:15:00",
        })),
        interval: 12,
        users: [{ id: "2", display_name: "Friend" }],
        settings: [
          { key: "overseerr_url", value: server.url },
          { key: "overseerr_api_key", value: fernetToken(SERVER_KEY), is_encrypted: 1 },
          { key: "discord_webhook", value: fernetToken(discord.webhook), is_encrypted: 1 },
        ],
      },
    });
    nodeRed = await startNodeRed({
      userDir,
      flows: [storedNode("sync-database", { id: "memory" })],
      env: {
        LISTSYNC_ORIGIN_STEVENLU: stevenlu.origin,
        LISTSYNC_ORIGIN_TRAKT: trakt.origin,
        TMPDIR: tmpdir(),
      },
    });
  });
  after(async () => {
    await nodeRed?.stop();
    await Promise.all([server, discord, ...(sites ?? [])].map((each) => each?.close()));
    if (userDir) rmSync(userDir, { recursive: true, force: true });
  });

  const ask = async (path: string): Promise<{ text: string; flow: FlowNode[]; left: string[] }> => {
    const answer = await fetch(`${nodeRed.url}/list-sync/sync-database/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-list-sync": "1" },
      body: JSON.stringify({ id: "memory", path: "listsync" }),
    });
    const text = await answer.text();
    return { text, ...JSON.parse(text) };
  };
  /** Presses a button of the flow, and waits for the end of its run. */
  const run = async (flow: FlowNode[], name: string) => {
    const before = (await withStore(nodeRed, (store) => store.runs())).length;
    await nodeRed.inject(flow.find((node) => node.type === "inject" && node.name === name)?.id ?? "");
    return poll(
      async () => {
        const runs = await withStore(nodeRed, (store) => store.runs());
        return runs.length > before && runs[0]?.state !== "running" ? runs[0] : undefined;
      },
      `the run of ${name}`,
      90_000,
    );
  };

  it("finds in its first dry run what the server has, requests the rest in its first run, and shows no key", async () => {
    const checked = await ask("check-listsync");
    const { text, flow, left } = await ask("take-over");
    assert.deepEqual(
      left.filter((line) => /encrypted|not understood/.test(line)),
      [],
    );
    await deploy(nodeRed, [storedNode("sync-database", { id: "memory" }), ...flow]);
    assert.equal(server.requests.length, 4);

    const dry = await run(flow, "Dry run");
    assert.deepEqual(
      [dry.state, dry.dryRun, dry.total, dry.counts],
      ["completed", true, 9, { already_requested: 4, would_request: 5 }],
    );
    assert.equal(server.requests.length, 4);

    const real = await run(flow, "Sync now");
    assert.deepEqual([real.state, real.counts], ["completed", { already_requested: 4, requested: 5 }]);
    assert.equal(server.requests.length, 9);
    const posts = server.log.filter(({ route }) => route === "POST /request");
    assert.deepEqual(
      posts
        .map(({ body, headers }) => [(body as { mediaId: number }).mediaId, headers["x-api-user"]])
        .filter(([, user]) => user !== undefined),
      [[listed[2]?.tmdbId, "2"]],
    );

    const again = await run(flow, "Sync now");
    assert.deepEqual(again.counts, { already_requested: 9 });
    await poll(() => discord.taken[0], "the message in Discord", 30_000);

    const seen = [checked.text, text, nodeRed.log(), readFileSync(join(userDir, "flows.json"), "utf8")].join(
      "\n",
    );
    for (const secret of [SERVER_KEY, TRAKT_KEY, LIST_KEY, DISCORD_SECRET])
      assert.ok(!seen.includes(secret), `${secret} shows`);
    const database = readFileSync(join(userDir, "list-sync", "state.db"), "latin1");
    for (const secret of [SERVER_KEY, LIST_KEY, DISCORD_SECRET]) assert.ok(!database.includes(secret));
  });

  it("shows in the history of each title what was imported beside what was done", async () => {
    const history = await withStore(nodeRed, (store) =>
      store.history({ mediaType: "movie", tmdbId: popular[0]?.tmdbId ?? 0 }),
    );
    assert.deepEqual(
      history
        .filter(({ outcome }) => outcome.status !== "would_request")
        .map(({ event, outcome }) => [event, outcome.status]),
      [
        ...history.filter(({ event }) => event === undefined).map(() => [undefined, "already_requested"]),
        ["imported", "skipped"],
      ],
    );
    const { total } = await withStore(nodeRed, (store) => store.importedTitles());
    assert.equal(total, 9);
  });
});
