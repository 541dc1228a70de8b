import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { takeOver } from "../../../src/node-red/controllers/takeover/take-over.ts";
import { backupsIn } from "../../support/backups.ts";
import {
  FERNET_KEY,
  fernetToken,
  VERSIONS,
  type Version,
  writeInstallation,
} from "../../support/python-listsync.ts";
import { temporaryFolder } from "../../support/state-samples.ts";
import { fieldFaults, type StoredNode } from "../../support/stored-node.ts";

/** Every secret that the installation holds, wherever. */
const SECRETS = {
  server: "SECRET-server-key-0123456789",
  trakt: "SECRET-trakt-client-0123456789",
  tmdb: "SECRET-tmdb-0123456789",
  tvdb: "SECRET-tvdb-0123456789",
  discord: "https://discord.com/api/webhooks/1/SECRET-discord-token",
  proxy: "SECRET-proxy/pass",
  list: "https://example.org/movies.json?token=SECRET-list-token",
};

const ENV = `
OVERSEERR_URL="http://ana:${encodeURIComponent(SECRETS.proxy)}@seerr:5055/base/"
export OVERSEERR_API_KEY='${SECRETS.server}' # the key
OVERSEERR_USER_ID=3
OVERSEERR_4K=true
TRAKT_CLIENT_ID=${SECRETS.trakt}
TRAKT_SPECIAL_ITEMS_LIMIT=15
TMDB_KEY=${SECRETS.tmdb}
TVDB_KEY=${SECRETS.tvdb}
DISCORD_WEBHOOK_URL=${SECRETS.discord}
SYNC_INTERVAL=24
TZ=Europe/London      # where you live
IMDB_LISTS=top,${SECRETS.server}
STEVENLU_LISTS=
TRAKT_SPECIAL_LISTS=trending:movies
FRONTEND_DOMAIN=http://x
${SECRETS.tmdb.replaceAll("-", "_")}=1
`;

const DATA = {
  lists: [
    { list_type: "imdb", list_id: "ls012345678", user_id: "4" },
    { list_type: "stevenlu", list_id: SECRETS.list },
    { list_type: "collections", list_id: `Alien ${SECRETS.server}` },
  ],
  titles: [
    { title: `Paper Moon ${SECRETS.server}`, media_type: "movie", overseerr_id: 11293, status: "requested" },
    { title: "Lost", media_type: "tv", overseerr_id: null, status: "not_found" },
  ],
  interval: 6,
  users: [{ id: "4", display_name: `Ana ${SECRETS.trakt}` }],
};

describe("a takeover of the Python ListSync", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  let made: ReturnType<typeof backupsIn>;
  before(() => {
    made = backupsIn(path("home"));
  });
  after(() => made.memory.close());
  const run = (folder: string, checkOnly: boolean, secret = "") =>
    takeOver(
      { path: folder, secret, checkOnly },
      { memory: made.memory, database: "db1", folder: path("home") },
    );
  const nodesOf = (flow: StoredNode[] | undefined, type: string) =>
    (flow ?? []).filter((node) => node.type === type);

  it("is only looked at first: nothing is written", async () => {
    const folder = writeInstallation(path("looked"), { version: "0.6.6", env: ENV, data: DATA });
    const shown = await run(folder, true);
    assert.equal(shown.flow, undefined);
    assert.equal(existsSync(path("home", "list-sync", "keys")), false);
    assert.equal((await (await made.memory.store()).importedTitles()).total, 0);
  });

  for (const version of VERSIONS)
    it(`of version ${version} shows no secret, and leaves each in a file that the flow names`, async () => {
      const folder = writeInstallation(path(version), { version, env: ENV, data: DATA });
      const checked = await run(folder, true);
      const shown = await run(folder, false);
      assert.deepEqual({ ...shown, flow: undefined }, { ...checked, flow: undefined });
      for (const text of [JSON.stringify(checked), JSON.stringify(shown)])
        assert.doesNotMatch(decodeURIComponent(text), /SECRET|YW5hOl/);
      const { items } = await (await made.memory.store()).importedTitles();
      assert.doesNotMatch(JSON.stringify(items), /SECRET/);

      const files = new Map(
        readdirSync(path("home", "list-sync", "keys")).map((name) => [
          path("home", "list-sync", "keys", name),
          readFileSync(path("home", "list-sync", "keys", name), "utf8").trim(),
        ]),
      );
      const [server] = nodesOf(shown.flow, "overseerr-server");
      assert.equal(server?.url, "http://seerr:5055/base");
      assert.equal(server?.keyType, "file");
      assert.equal(files.get(String(server?.keyFile)), SECRETS.server);
      const [header] = (server?.headers ?? []) as { name: string; value: string }[];
      const login = files.get(header?.value.replace("file:", "") ?? "") ?? "";
      assert.equal(Buffer.from(login.replace("Basic ", ""), "base64").toString(), `ana:${SECRETS.proxy}`);
      assert.deepEqual(
        nodesOf(shown.flow, "list-account").map(({ provider, keyFile }) => [
          provider,
          files.get(String(keyFile)),
        ]),
        [
          ["trakt", SECRETS.trakt],
          ["tmdb", SECRETS.tmdb],
          ["tvdb", SECRETS.tvdb],
        ],
      );
      const [tab] = nodesOf(shown.flow, "tab");
      const variables = new Map(
        ((tab?.env ?? []) as { name: string; value: string }[]).map(({ name, value }) => [
          name,
          files.get(value),
        ]),
      );
      assert.equal(variables.get("DISCORD_WEBHOOK_URL_FILE"), SECRETS.discord);
      assert.ok([...variables.values()].includes(SECRETS.list));
    });

  it("makes a flow of today's nodes with lists, requesters, interval, zone and quality", async () => {
    const folder = writeInstallation(path("flow"), { version: "0.6.6", env: ENV, data: DATA });
    const { flow = [], lists } = await run(folder, false);
    for (const node of flow) assert.deepEqual(fieldFaults(node as StoredNode), []);
    const ids = new Set(flow.map(({ id }) => id));
    assert.equal(ids.size, flow.length);
    for (const node of flow as StoredNode[])
      for (const target of node.wires?.flat() ?? []) assert.ok(ids.has(target), `${node.type} leads nowhere`);
    const [source] = nodesOf(flow, "list-source");
    assert.deepEqual(
      ((source?.lists ?? []) as { provider: string; list: string; requestAs?: string; limit?: string }[]).map(
        ({ provider, list, requestAs, limit }) => [provider, list, requestAs, limit],
      ),
      [
        ["imdb", "ls012345678", "4", undefined],
        // biome-ignore lint/suspicious/noTemplateCurlyInString: as the flow has it
        ["own", "${LISTSYNC_LIST_2}", "3", undefined],
        ["imdb", "top", "3", undefined],
        ["trakt", "trending:movies", "3", "15"],
      ],
    );
    assert.deepEqual(
      lists.map(({ requester }) => requester),
      ["Ana ***", undefined, undefined, undefined],
    );
    const [schedule] = nodesOf(flow, "sync-schedule");
    assert.deepEqual(
      [schedule?.hours, schedule?.zone, schedule?.firstRun, schedule?.d],
      ["6", "Europe/London", false, undefined],
    );
    assert.equal(nodesOf(flow, "overseerr-request")[0]?.is4k, "yes");
    assert.equal(nodesOf(flow, "sync-notify")[0]?.channel, "discord");
    for (const node of flow.filter((each) => "database" in each)) assert.equal(node.database, "db1");
  });

  it("says what was taken and what has no counterpart", async () => {
    const folder = writeInstallation(path("said"), { version: "0.6.6", env: ENV, data: DATA });
    const { taken, left } = await run(folder, true);
    const said = [...taken, "--", ...left].join("\n");
    for (const part of [
      "in the format of version 0.6.6",
      "4 lists",
      "The server http://seerr:5055/base.",
      "the API key of the server, the client id of Trakt",
      "every 6 hours",
      "1 title (1 requested)",
      "collections: Alien ***: ",
      "at most 20 new requests",
      "1 record of titles",
      "FRONTEND_DOMAIN.",
      "1 variable of .env that ListSync itself does not read.",
    ])
      assert.ok(said.includes(part), `${part} is missing in:\n${said}`);
  });

  it("names a time zone, an interval and a limit that are none, and makes a flow that has others", async () => {
    const folder = writeInstallation(path("odd"), {
      env: "TZ=UTC+5:30\nSYNC_INTERVAL=0\nTRAKT_SPECIAL_ITEMS_LIMIT=5000000\nTRAKT_SPECIAL_LISTS=popular:tv",
    });
    const { left, flow = [] } = await run(folder, false);
    assert.match(left.join("\n"), /^The time zone UTC\+5:30 is not known here/m);
    assert.match(left.join("\n"), /^No interval that can be used was found/m);
    const [list] = (nodesOf(flow, "list-source")[0]?.lists ?? []) as { limit: string }[];
    assert.equal(list?.limit, "1000000");
  });

  it("says which sites need a key that ListSync did not need", async () => {
    const sites = writeInstallation(path("sites"), {
      version: "0.6.6",
      env: "TMDB_LISTS=8136\nMDBLIST_LISTS=linda/family,https://mdblist.com/lists/linda/external/1234\nIMDB_LISTS=top",
    });
    assert.deepEqual(
      (await run(sites, true)).left.filter((line) => /^Lists of/.test(line)),
      [
        "Lists of MDBList need its API key, and none was found. Enter it in a list-account for MDBList.",
        "Lists of TMDB need its API key or read access token, and none was found. Enter it in a list-account for TMDB.",
      ],
    );
    // those that the request server shows need none
    const folder = writeInstallation(path("by-server"), {
      env: "TMDB_LISTS=https://www.themoviedb.org/collection/10-star-wars-collection\nMDBLIST_LISTS=linda/family",
    });
    const served = await run(folder, false);
    assert.doesNotMatch(served.left.join("\n"), /Lists of/);
    assert.equal(
      nodesOf(served.flow, "list-source")[0]?.server,
      nodesOf(served.flow, "overseerr-server")[0]?.id,
    );
  });

  it("says that a list has no name, and was left", async () => {
    const folder = writeInstallation(path("nameless"), {
      version: "0.6.6",
      data: { lists: [...DATA.lists, { list_type: "imdb", list_id: " " }] },
    });
    assert.match((await run(folder, true)).left.join("\n"), /^1 list of the database /m);
  });

  it("takes encrypted keys by the key file, and says what to do where there is none", async () => {
    const data = {
      settings: [
        { key: "overseerr_url", value: "http://seerr:5055" },
        { key: "overseerr_api_key", value: fernetToken(SECRETS.server), is_encrypted: 1 },
        { key: "discord_webhook", value: fernetToken(SECRETS.discord), is_encrypted: 1 },
        { key: "discord_enabled", value: "False" },
        { key: "auto_sync", value: "false" },
      ],
    };
    const withTrakt = { ...data, lists: [{ list_type: "trakt", list_id: "123" }] };
    const keyless = writeInstallation(path("keyless"), { version: "0.6.5", data: withTrakt });
    assert.match((await run(keyless, true)).left.join("\n"), /Lists of Trakt need its client id/);
    const of = (name: string, key?: string, version: Version = "0.6.5") =>
      writeInstallation(path(name), { version, data, ...(key !== undefined && { key }) });
    const opened = await run(of("opened", FERNET_KEY), false);
    assert.doesNotMatch(opened.left.join("\n"), /Trakt/);
    assert.equal(
      readFileSync(String(nodesOf(opened.flow, "overseerr-server")[0]?.keyFile), "utf8"),
      `${SECRETS.server}\n`,
    );
    assert.equal(nodesOf(opened.flow, "sync-notify")[0]?.d, true);
    assert.equal(nodesOf(opened.flow, "sync-schedule")[0]?.d, true);

    const locked = await run(of("no-key"), false);
    assert.match(
      locked.left.join("\n"),
      /The API key of the server is encrypted\. Enter the text of data\/\.encryption_key/,
    );
    const [server] = nodesOf(locked.flow, "overseerr-server");
    assert.deepEqual([server?.keyType, server?.keyFile], ["cred", ""]);
    assert.deepEqual(nodesOf(locked.flow, "sync-notify"), []);
    assert.match((await run(of("wrong"), true, "x".repeat(44))).left.join("\n"), /does not open it/);
    const typed = await run(of("typed"), false, FERNET_KEY);
    assert.equal(nodesOf(typed.flow, "overseerr-server")[0]?.keyType, "file");
    assert.doesNotMatch(JSON.stringify([locked, typed]), new RegExp(`SECRET|${FERNET_KEY}`));
  });

  it("refuses what is no installation, and changes nothing", async () => {
    const keys = () => readdirSync(join(path("home"), "list-sync", "keys"));
    const before = keys();
    await assert.rejects(run(path("nowhere"), false), { code: "listsync-not-found" });
    assert.deepEqual(keys(), before);
  });
});
