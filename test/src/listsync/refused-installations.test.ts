import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readInThread } from "../../../src/listsync/read-in-thread.ts";
import { readInstallation } from "../../../src/listsync/read-installation.ts";
import { loadSqlite } from "../../../src/state/sqlite.ts";
import { type VERSIONS, writeDatabase, writeInstallation } from "../../support/python-listsync.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

const DATA = {
  lists: [
    { list_type: "imdb", list_id: "top", user_id: "1" },
    { list_type: "trakt", list_id: "sean/horror", user_id: "4" },
  ],
  titles: [{ title: "Paper Moon", media_type: "movie", overseerr_id: 11293, status: "requested" }],
};

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

  it("is refused when a file is a pipe, a folder or too large", async () => {
    mkdirSync(path("huge-env"));
    writeFileSync(path("huge-env", ".env"), `A=${"x".repeat(300_000)}`);
    await refused(path("huge-env"), "listsync-failed", /larger than the 256 KiB/);
    mkdirSync(path("folder", "list_sync.db"), { recursive: true });
    await refused(path("folder"), "listsync-not-found", /There is no installation/);
    for (const name of [".env", "list_sync.db", ".encryption_key"]) {
      const folder = path(`pipe${name}`);
      mkdirSync(folder);
      if (name === ".encryption_key") writeDatabase(join(folder, "list_sync.db"), "0.6.6");
      execFileSync("mkfifo", [join(folder, name)]);
      await refused(folder, "listsync-failed", /is not a regular file/);
    }
  });

  it("is ended when its reading takes too long", async () => {
    const database = file("slow");
    await assert.rejects(readInThread(database, { timeoutMs: 1 }), {
      code: "listsync-failed",
      message: /more than 0\.001 seconds/,
    });
  });

  it("keeps to the longest texts and the most rows", async () => {
    const database = path("large.db");
    writeDatabase(database, "0.6.6", {
      lists: [
        { list_type: "imdb", list_id: "x".repeat(100_000) },
        { list_type: "imdb", list_id: "top" },
      ],
    });
    const db = new (loadSqlite())(database);
    db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250000)
      INSERT INTO synced_items (title, media_type, overseerr_id, status) SELECT 'Title ' || i, 'movie', i, 'requested' FROM n`);
    db.exec("UPDATE synced_items SET title = hex(randomblob(500000)) WHERE overseerr_id = 250000");
    db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
      INSERT INTO lists (list_type, list_id) SELECT 'tmdb', i FROM n`);
    db.close();
    const found = await readInThread(database);
    // of the first 5,000, one is too long
    assert.deepEqual([found.lists.length, found.lostLists], [4999, 1003]);
    assert.deepEqual([found.titles.length, found.lostTitles], [200_000, 50_000]);
    assert.equal(found.titles[0]?.title.length, 300);
  });

  it("takes no odd number for that of a title", async () => {
    const database = file("numbers");
    const db = new (loadSqlite())(database);
    for (const id of [
      "1.9",
      "'9223372036854775808'",
      "9223372036854775807",
      "-3",
      "'7 of 9'",
      "x'37'",
      "''",
      "' 12'",
    ])
      db.exec(`INSERT INTO synced_items (title, media_type, overseerr_id) VALUES ('Odd', 'movie', ${id})`);
    db.close();
    const { titles, unmatched } = await readInThread(database);
    assert.deepEqual([titles.map(({ tmdbId }) => tmdbId).sort(), unmatched], [[11293, 12], 7]);
  });
});
