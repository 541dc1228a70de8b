import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { passwordKey } from "../../../src/listsync/fernet.ts";
import { readInstallation } from "../../../src/listsync/read-installation.ts";
import { loadSqlite } from "../../../src/state/sqlite.ts";
import { FERNET_KEY, fernetToken, VERSIONS, writeInstallation } from "../../support/python-listsync.ts";
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
      // left by a Node-RED that was killed while it read
      for (const [name, age] of Object.entries({ "listsync-copy-old": 2, "listsync-copy-new": 0 })) {
        mkdirSync(path("ours", name), { recursive: true });
        const time = Date.now() / 1000 - age * 3600;
        utimesSync(path("ours", name), time, time);
      }
      const { database } = await read(folder);
      assert.deepEqual(database?.lists, [{ type: "imdb", id: "boxoffice", user: "1" }]);
      assert.deepEqual(printOf(join(folder, "data")), before);
      assert.deepEqual(readdirSync(path("ours")), ["listsync-copy-new"]);
      mkdirSync(path("linked"));
      symlinkSync(file, path("linked", "list_sync.db"));
      assert.equal((await read(path("linked"))).database?.lists.length, 1);
    } finally {
      live.close();
    }
  });

  it("of versions up to 0.5 has server, key and user behind a password", async () => {
    const folder = writeInstallation(path("password"), { version: "0.5", data: DATA });
    const config = { overseerr_url: "http://seerr:5055", api_key: "the-server-key", requester_user_id: 3 };
    writeFileSync(
      join(folder, "data", "config.enc"),
      fernetToken(JSON.stringify(config), passwordKey("hunter2")),
    );
    assert.deepEqual((await read(folder)).settings.locked, { server: "no-key" });
    assert.deepEqual((await read(folder, "wrong")).settings.locked, { server: "wrong-key" });
    const { settings } = await read(folder, "hunter2");
    assert.deepEqual([settings.secrets, settings.locked], [{ server: "the-server-key" }, {}]);
    assert.deepEqual(
      [settings.text("overseerr_url"), settings.text("overseerr_user_id")],
      ["http://seerr:5055", "3"],
    );
  });

  it("that was left in the middle of a change is read as it was before", async () => {
    const folder = writeInstallation(path("hot"), { version: "0.6.6", data: DATA });
    const file = join(folder, "data", "list_sync.db");
    const live = new (loadSqlite())(file);
    live.exec(
      "CREATE TABLE cached (a); INSERT INTO cached SELECT hex(randomblob(2000)) FROM pragma_function_list LIMIT 100",
    );
    // so little memory that half of the change is in the file
    live.pragma("cache_size = 1");
    live.exec(
      "BEGIN; UPDATE cached SET a = 'x'; DELETE FROM lists; UPDATE cached SET a = hex(randomblob(2000))",
    );
    mkdirSync(path("left", "data"), { recursive: true });
    for (const end of ["", "-journal"])
      copyFileSync(`${file}${end}`, path("left", "data", `list_sync.db${end}`));
    live.exec("ROLLBACK");
    live.close();
    const before = printOf(path("left", "data"));
    const { database } = await read(path("left"));
    assert.equal(database?.lists.length, 2);
    assert.deepEqual(printOf(path("left", "data")), before);
    mkdirSync(path("left-link"));
    symlinkSync(path("left", "data", "list_sync.db"), path("left-link", "list_sync.db"));
    assert.equal((await read(path("left-link"))).database?.lists.length, 2);
    assert.deepEqual(printOf(path("left", "data")), before);
  });

  it("is taken with its encrypted keys by a typed key, by that of .env, and said to be locked without", async () => {
    const folder = writeInstallation(path("locked"), { version: "0.6.6", data: DATA });
    assert.deepEqual((await read(folder)).settings.locked, { server: "no-key" });
    assert.deepEqual((await read(folder, "another key")).settings.locked, { server: "wrong-key" });
    assert.equal((await read(folder, FERNET_KEY)).settings.secrets.server, "the-server-key");
    writeFileSync(join(folder, ".env"), `ENCRYPTION_KEY=${FERNET_KEY}\n`);
    assert.equal((await read(folder)).settings.secrets.server, "the-server-key");
    writeFileSync(join(folder, ".env"), "OVERSEERR_API_KEY=your_overseerr_api_key_here");
    assert.deepEqual((await read(folder)).settings.locked, { server: "no-key" });
    writeFileSync(join(folder, ".env"), "OVERSEERR_API_KEY=of-the-environment");
    const { settings } = await read(folder);
    assert.deepEqual([settings.secrets.server, settings.locked], ["of-the-environment", {}]);
  });
});
