import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readInThread } from "../../../src/listsync/read-in-thread.ts";
import { readInstallation } from "../../../src/listsync/read-installation.ts";
import { loadSqlite } from "../../../src/state/sqlite.ts";
import {
  FERNET_KEY,
  fernetToken,
  VERSIONS,
  writeDatabase,
  writeInstallation,
} from "../../support/python-listsync.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

const DATA = {
  lists: [
    { list_type: "imdb", list_id: "top", user_id: "1" },
    {
      list_type: "trakt",
      list_id: "sean/horror",
      list_url: "https://trakt.tv/users/sean/lists/horror",
      user_id: "4",
    },
  ],
  titles: [
    {
      title: "Paper Moon",
      media_type: "movie",
      year: 1973,
      overseerr_id: 11293,
      status: "requested",
      last_synced: "2025-11-02 08:15:00",
    },
    {
      title: "Severance",
      media_type: "tv",
      year: 2022,
      overseerr_id: 95396,
      status: "skipped",
      last_synced: "2025-11-01 08:15:00",
    },
    {
      title: "Severance",
      media_type: "tv",
      year: 2022,
      overseerr_id: 95396,
      status: "requested",
      last_synced: "2025-10-01 08:15:00",
    },
    {
      title: "Nobody found it",
      media_type: "movie",
      overseerr_id: null,
      status: "not_found",
      last_synced: "2025-11-01 08:15:00",
    },
    {
      title: "Odd kind",
      media_type: "person",
      overseerr_id: 3,
      status: "requested",
      last_synced: "2025-11-01 08:15:00",
    },
  ],
  interval: 12,
  users: [{ id: "4", display_name: "Ana" }],
  settings: [
    { key: "overseerr_url", value: "http://seerr:5055" },
    { key: "overseerr_api_key", value: fernetToken("the-server-key"), is_encrypted: 1 },
    { key: "tmdb_key", value: "****abcd", is_encrypted: 1 },
    { key: "tvdb_key", value: "plain-tvdb-key" },
  ],
};

describe("an installation of the Python ListSync", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  const read = (folder: string, secret?: string) =>
    readInstallation(folder, { folder: path("ours"), ...(secret && { secret }) });
  const printOf = (folder: string) =>
    readdirSync(folder).map((name) => [
      name,
      statSync(join(folder, name)).mtimeMs,
      createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex"),
    ]);

  for (const version of VERSIONS)
    it(`of version ${version} is read, and nothing of it is changed`, async () => {
      const folder = writeInstallation(path(version), { version, data: DATA, key: FERNET_KEY });
      const before = printOf(join(folder, "data"));
      const { database, settings } = await read(folder);
      assert.deepEqual(printOf(join(folder, "data")), before);
      assert.equal(database?.version, version === "0.5.9" ? "0.5" : version);
      const has = (first: string) => version >= first;
      assert.deepEqual(database?.lists, [
        { type: "imdb", id: "top", ...(has("0.6.6") && { user: "1" }) },
        {
          type: "trakt",
          id: "sean/horror",
          ...(has("0.6.1") && { url: "https://trakt.tv/users/sean/lists/horror" }),
          ...(has("0.6.6") && { user: "4" }),
        },
      ]);
      assert.deepEqual(
        database?.titles.map(({ mediaType, tmdbId, status, year, at }) => [
          mediaType,
          tmdbId,
          status,
          year,
          at,
        ]),
        [
          ["tv", 95396, "skipped", has("0.6.1") ? 2022 : undefined, "2025-11-01T08:15:00.000Z"],
          ["movie", 11293, "requested", has("0.6.1") ? 1973 : undefined, "2025-11-02T08:15:00.000Z"],
        ],
      );
      assert.equal(database?.unmatched, 2);
      assert.equal(database?.interval, 12);
      assert.deepEqual(database?.users, has("0.6.6") ? [{ id: "4", name: "Ana" }] : []);
      assert.deepEqual(
        settings.secrets,
        has("0.6.4") ? { server: "the-server-key", tvdb: "plain-tvdb-key" } : {},
      );
    });

  it("is found by its folder, by the folder of its data, and by its database", async () => {
    const folder = writeInstallation(path("found"), { version: "0.6.6", data: DATA, env: "TZ=UTC" });
    for (const place of [folder, join(folder, "data"), join(folder, "data", "list_sync.db")]) {
      const { database, env } = await read(place);
      assert.equal(database?.lists.length, 2);
      assert.equal(env.get("TZ"), "UTC");
    }
    writeInstallation(path("env-only"), { env: "IMDB_LISTS=top" });
    assert.equal((await read(path("env-only"))).env.get("IMDB_LISTS"), "top");
  });

  it("that keeps a write-ahead log is read from a copy: the log stays, and the copy goes", async () => {
    const folder = writeInstallation(path("wal"), { version: "0.6.6" });
    const file = join(folder, "data", "list_sync.db");
    const live = new (loadSqlite())(file);
    try {
      live.pragma("journal_mode = WAL");
      live.exec("INSERT INTO lists (list_type, list_id) VALUES ('imdb', 'boxoffice')");
      const before = printOf(join(folder, "data"));
      assert.ok(before.some(([name]) => name === "list_sync.db-wal"));
      const { database } = await read(folder);
      assert.deepEqual(database?.lists, [{ type: "imdb", id: "boxoffice", user: "1" }]);
      assert.deepEqual(printOf(join(folder, "data")), before);
      assert.deepEqual(readdirSync(path("ours")), []);
    } finally {
      live.close();
    }
  });

  it("is taken with its encrypted keys by a typed key, by that of .env, and said to be locked without", async () => {
    const folder = writeInstallation(path("locked"), { version: "0.6.6", data: DATA });
    assert.deepEqual((await read(folder)).settings.locked, { server: "no-key" });
    assert.deepEqual((await read(folder, "another key")).settings.locked, { server: "wrong-key" });
    assert.equal((await read(folder, FERNET_KEY)).settings.secrets.server, "the-server-key");
    writeFileSync(join(folder, ".env"), `ENCRYPTION_KEY=${FERNET_KEY}\n`);
    assert.equal((await read(folder)).settings.secrets.server, "the-server-key");
    writeFileSync(join(folder, ".env"), "OVERSEERR_API_KEY=of-the-environment");
    const { settings } = await read(folder);
    assert.deepEqual([settings.secrets.server, settings.locked], ["of-the-environment", {}]);
  });
});

describe("what is no installation of the Python ListSync", function () {
  this.timeout(60_000);
  const path = temporaryFolder();
  const refused = async (place: string, code: string, said: RegExp) =>
    assert.rejects(readInstallation(place, { folder: path("ours") }), (error: Error & { code: string }) => {
      assert.equal(error.code, code, error.message);
      assert.match(error.message, said);
      return true;
    });
  const file = (name: string, version: (typeof VERSIONS)[number] = "0.6.6") => {
    writeInstallation(path(name), { version, data: DATA });
    return path(name, "data", "list_sync.db");
  };
  const change = (name: string, sql: string) => {
    const db = new (loadSqlite())(file(name));
    db.exec(sql);
    db.close();
    return path(name);
  };

  it("is refused where nothing is", async () => {
    await refused("", "listsync-not-found", /No folder .* is named/);
    await refused(path("nowhere"), "listsync-not-found", /There is no installation/);
    mkdirSync(path("empty"));
    await refused(path("empty"), "listsync-not-found", /There is no installation/);
  });

  it("is refused when it is another program's, our own, or no database", async () => {
    mkdirSync(path("text"));
    writeFileSync(path("text", "list_sync.db"), "not a database ".repeat(100));
    await refused(path("text"), "listsync-format", /it is not a SQLite file/);
    writeFileSync(path("text", "list_sync.db"), "");
    await refused(path("text"), "listsync-format", /it is not a SQLite file/);
    await refused(
      change("own", "PRAGMA application_id = 1280530766"),
      "listsync-format",
      /ListSync for Node-RED/,
    );
    await refused(change("other", "DROP TABLE synced_items"), "listsync-format", /no table "synced_items"/);
    const view = "ALTER TABLE lists RENAME TO kept; CREATE VIEW lists AS SELECT * FROM kept";
    await refused(change("view", view), "listsync-format", /no table "lists"/);
  });

  it("is refused when it is newer, by whatever shows it", async () => {
    await refused(change("numbered", "PRAGMA user_version = 3"), "listsync-newer", /format number 3/);
    const off = "ALTER TABLE lists ADD COLUMN enabled INTEGER DEFAULT 0";
    await refused(change("column", off), "listsync-newer", /unknown column "enabled" of lists/);
    const gone = "ALTER TABLE synced_items RENAME COLUMN overseerr_id TO seerr_id";
    await refused(change("gone", gone), "listsync-newer", /no column "overseerr_id"/);
    const { database } = await readInstallation(change("more", "CREATE TABLE plugins (a)"), {
      folder: path("ours"),
    });
    assert.deepEqual(database?.unknown, ["plugins"]);
  });

  it("is refused when it is damaged or cut off", async () => {
    const database = file("damaged");
    const bytes = readFileSync(database);
    writeFileSync(database, bytes.subarray(0, bytes.length - 4096 * 3));
    await refused(path("damaged"), "listsync-damaged", /is damaged/);
    const torn = file("torn");
    writeFileSync(torn, Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 0x5a)]));
    await refused(path("torn"), "listsync-damaged", /is damaged/);
  });

  it("is refused when a file is a pipe's place, too large, or may not be read", async () => {
    mkdirSync(path("huge-env"));
    writeFileSync(path("huge-env", ".env"), `A=${"x".repeat(300_000)}`);
    await refused(path("huge-env"), "listsync-failed", /larger than the 256 KiB/);
    mkdirSync(path("folder", "list_sync.db"), { recursive: true });
    await refused(path("folder"), "listsync-not-found", /There is no installation/);
  });

  it("is ended when its reading takes too long", async () => {
    const database = file("slow");
    await assert.rejects(readInThread(database, 1), {
      code: "listsync-failed",
      message: /more than 0\.001 seconds/,
    });
  });

  it("keeps to the longest texts and the most rows", async () => {
    const database = path("large.db");
    writeDatabase(database, "0.6.6", {
      lists: [{ list_type: "imdb", list_id: "x".repeat(100_000) }],
    });
    const db = new (loadSqlite())(database);
    db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250000)
      INSERT INTO synced_items (title, media_type, overseerr_id, status) SELECT 'Title ' || i, 'movie', i, 'requested' FROM n`);
    db.exec("UPDATE synced_items SET title = hex(randomblob(500000)) WHERE overseerr_id = 250000");
    db.close();
    const found = await readInThread(database);
    assert.equal(found.lists.length, 0);
    assert.equal(found.titles.length, 200_000);
    assert.equal(found.titles[0]?.title.length, 300);
  });
});
