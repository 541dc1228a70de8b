import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Database, openDatabase } from "../../../src/state/database.ts";
import { migrate } from "../../../src/state/migrate.ts";
import { MIGRATIONS, type Migration } from "../../../src/state/migrations.ts";
import { prepareFile } from "../../../src/state/prepare-file.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { StateError } from "../../../src/state/state-error.ts";
import {
  SAMPLE_TIME,
  sampleItem,
  sampleList,
  sampleOutcome,
  sampleRun,
  temporaryFolder,
} from "../../support/state-samples.ts";

const NOW = new Date("2026-05-04T03:02:01.000Z");

/** Steps of an invented program. */
const STEPS: Migration[] = [
  { version: 1, up: (db) => db.exec("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)") },
  { version: 2, up: (db) => db.exec("ALTER TABLE notes ADD COLUMN author TEXT") },
  { version: 3, up: (db) => void db.run("UPDATE notes SET author = 'unknown' WHERE author IS NULL") },
];
const FAILING: Migration[] = [
  ...STEPS.slice(0, 2),
  {
    version: 3,
    up(db) {
      db.exec("DELETE FROM notes");
      db.exec("ALTER TABLE absent ADD COLUMN x TEXT");
    },
  },
];

const fails = () => {
  throw new Error("This step fails.");
};

/** A run with one outcome, as every version before the ninth wrote them. */
const ROWS_OF_0_1 = `
INSERT INTO runs (id, profile, started_by, dry_run, state, started_at) VALUES ('run-1', 'Main', 'manual', 0, 'running', '${SAMPLE_TIME}');
INSERT INTO items (key, title, folded, media_type, item, first_seen_at, last_seen_at)
  VALUES ('movie:tmdb:603', 'The Matrix', 'the matrix', 'movie', '${JSON.stringify(sampleItem())}', '${SAMPLE_TIME}', '${SAMPLE_TIME}');
INSERT INTO outcomes (id, run_id, item_key, is4k, main, dry_run, status, at, outcome)
  VALUES (1, 'run-1', 'movie:tmdb:603', 0, 1, 0, 'not_found', '${SAMPLE_TIME}', '${JSON.stringify(sampleOutcome("not_found"))}');
UPDATE items SET outcome_id = 1;
`;

describe("migration", () => {
  const path = temporaryFolder();

  async function withDatabase<T>(name: string, work: (db: Database) => T | Promise<T>): Promise<T> {
    const db = openDatabase(prepareFile(path(name)));
    try {
      return await work(db);
    } finally {
      db.close();
    }
  }
  /** What a release of version `version` would have left behind. */
  const leaveBehind = (name: string, version: number) =>
    withDatabase(name, async (db) => {
      await migrate(db, STEPS.slice(0, version), NOW);
      db.exec("INSERT INTO notes (id, text) VALUES (1, 'first')");
    });
  const backupsOf = (name: string) =>
    readdirSync(dirname(path(name)))
      .filter((file) => file.startsWith(`${name.split("/").pop()}.backup`))
      .sort();

  it("makes a new file without a copy of nothing", async () => {
    await withDatabase("new.db", async (db) => assert.equal(await migrate(db, STEPS, NOW), 0));
    assert.deepEqual(backupsOf("new.db"), []);
  });

  for (const version of [1, 2]) {
    it(`brings version ${version} to the newest and keeps what is in it`, async () => {
      const name = `from-${version}.db`;
      await leaveBehind(name, version);
      await withDatabase(name, async (db) => {
        assert.equal(await migrate(db, STEPS, NOW), version);
        assert.deepEqual(db.all("SELECT * FROM notes"), [{ id: 1, text: "first", author: "unknown" }]);
        assert.equal(db.pragma("user_version"), 3);
        assert.equal(db.pragma("foreign_keys"), 1);
      });
      assert.deepEqual(backupsOf(name), [`${name}.backup-v${version}-20260504-030201`]);
    });
  }

  it("copies what is there before, complete and for its owner only", async () => {
    await leaveBehind("copied.db", 1);
    await withDatabase("copied.db", (db) => migrate(db, STEPS, NOW));
    const copy = "copied.db.backup-v1-20260504-030201";
    if (process.platform !== "win32") assert.equal(statSync(path(copy)).mode & 0o777, 0o600);
    await withDatabase(copy, (db) => {
      assert.equal(db.pragma("user_version"), 1);
      assert.deepEqual(db.all("SELECT * FROM notes"), [{ id: 1, text: "first" }]);
    });
  });

  it("does nothing to a file that is up to date", async () => {
    await leaveBehind("current.db", 3);
    await withDatabase("current.db", async (db) => {
      assert.equal(await migrate(db, STEPS, NOW), 3);
      assert.equal(db.pragma("foreign_keys"), 1);
    });
    assert.deepEqual(backupsOf("current.db"), []);
  });

  it("leaves the file as it was when a step fails, and names the copy", async () => {
    await leaveBehind("failing.db", 1);
    await withDatabase("failing.db", async (db) => {
      await assert.rejects(
        () => migrate(db, FAILING, NOW),
        (error) => {
          assert.ok(error instanceof StateError);
          assert.equal(error.code, "state-migration");
          assert.match(error.message, /from format 1 to 3: no such table: absent\. It is unchanged\./);
          assert.ok(error.message.includes(path("failing.db.backup-v1-20260504-030201")), error.message);
          return true;
        },
      );
      assert.equal(db.pragma("user_version"), 1);
      assert.equal(db.pragma("foreign_keys"), 1);
      // neither the second step, which succeeded, nor the beginning of the third one
      assert.deepEqual(db.all("SELECT * FROM notes"), [{ id: 1, text: "first" }]);
    });
    await withDatabase("failing.db", async (db) => assert.equal(await migrate(db, STEPS, NOW), 1));
  });

  it("does not let a step leave rows that point to nothing", async () => {
    const steps: Migration[] = [
      {
        version: 1,
        up: (db) =>
          db.exec(
            "CREATE TABLE parent (id PRIMARY KEY); CREATE TABLE child (id REFERENCES parent (id)); INSERT INTO child VALUES (7)",
          ),
      },
    ];
    await withDatabase(
      "orphans.db",
      async (db) =>
        await assert.rejects(
          () => migrate(db, steps, NOW),
          /rows of the table child would refer to missing rows/,
        ),
    );
  });

  it("does not begin when no copy can be made", async () => {
    await leaveBehind("uncopied.db", 1);
    mkdirSync(path("uncopied.db.backup-v1-20260504-030201"));
    await withDatabase("uncopied.db", async (db) => {
      await assert.rejects(() => migrate(db, STEPS, NOW), /was not upgraded because a copy/);
      assert.equal(db.pragma("user_version"), 1);
    });
  });

  it("begins although an older copy cannot be removed", async () => {
    await leaveBehind("stuck.db", 1);
    // what is not a file is not removed as one
    const old = ["2", "3", "4"].map((minute) => path(`stuck.db.backup-v1-20200101-00000${minute}`));
    for (const name of old) mkdirSync(name);
    await withDatabase("stuck.db", async (db) => assert.equal(await migrate(db, STEPS, NOW), 1));
    assert.equal(backupsOf("stuck.db").length, old.length + 1);
  });

  it("leaves no copy from which a secret was to be taken out and was not", async () => {
    await leaveBehind("secret.db", 1);
    const steps = [...STEPS.slice(0, 1), { version: 2, hides: true as const, up: fails }];
    await withDatabase("secret.db", async (db) => {
      await assert.rejects(() => migrate(db, steps, NOW), { code: "state-migration" });
    });
    assert.deepEqual(backupsOf("secret.db"), []);
  });

  it("refuses a file of a newer version and does not touch it", async () => {
    await leaveBehind("newer.db", 3);
    await withDatabase(
      "newer.db",
      async (db) =>
        await assert.rejects(
          () => migrate(db, STEPS.slice(0, 2), NOW),
          (error) => {
            assert.ok(error instanceof StateError);
            assert.equal(error.code, "state-newer");
            assert.match(error.message, /its format is 3, this version knows 2.*Update ListSync/);
            return true;
          },
        ),
    );
    await withDatabase("newer.db", async (db) => assert.equal(await migrate(db, STEPS, NOW), 3));
  });

  it("refuses the database of another program", async () => {
    await withDatabase("foreign.db", (db) => db.exec("CREATE TABLE lists (id INTEGER PRIMARY KEY)"));
    const before = readFileSync(path("foreign.db"));
    await assert.rejects(
      () => openStore({ file: path("foreign.db") }),
      /it is the database of another program/,
    );
    assert.deepEqual(readFileSync(path("foreign.db")), before);
  });

  it("takes an empty file as a new database", async () => {
    writeFileSync(path("empty.db"), "");
    await (await openStore({ file: path("empty.db") })).close();
  });

  it("keeps the last three copies", async () => {
    const name = "many.db";
    await leaveBehind(name, 1);
    const steps = [...STEPS];
    for (let version = 4; version <= 11; version++) steps.push({ version, up: () => {} });
    for (let version = 2; version <= 11; version++) {
      const now = new Date(NOW.getTime() + version * 60_000);
      await withDatabase(name, (db) => migrate(db, steps.slice(0, version), now));
    }
    assert.deepEqual(backupsOf(name), [
      `${name}.backup-v10-20260504-031301`,
      `${name}.backup-v8-20260504-031101`,
      `${name}.backup-v9-20260504-031201`,
    ]);
  });

  for (let version = 1; version <= MIGRATIONS.length; version++) {
    it(`opens a store that version ${version} left behind`, async () => {
      const file = path(`real-${version}.db`);
      await withDatabase(`real-${version}.db`, async (db) => {
        await migrate(db, MIGRATIONS.slice(0, version), NOW);
        if (version < 9) db.exec(ROWS_OF_0_1);
      });
      const store = await openStore({ file });
      if (version < 9) assert.equal((await store.lastOutcome("movie:tmdb:603"))?.status, "not_found");
      await store.insertRun(sampleRun({ id: "run-2" }));
      const item = sampleItem({ outcome: sampleOutcome("requested") });
      assert.equal(await store.record("run-2", "srv", item, SAMPLE_TIME), true);
      assert.deepEqual((await store.run("run-2"))?.counts, { requested: 1 });
      await store.close();
    });
  }

  it("knows of runs of before which of them read lists: only those were syncs", async () => {
    await withDatabase("lists.db", async (db) => {
      await migrate(db, MIGRATIONS.slice(0, 17), NOW);
      const run = "'Main', 'manual', 0, 'completed'";
      db.exec(`
        INSERT INTO runs (id, profile, started_by, dry_run, state, started_at, finished_at) VALUES
          ('sync', ${run}, '${SAMPLE_TIME}', '${SAMPLE_TIME}'),
          ('wish', ${run}, '2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z');
        INSERT INTO run_lists (run_id, position, provider, list, result)
          VALUES ('sync', 0, 'imdb', 'top', '${JSON.stringify(sampleList())}')`);
    });
    const store = await openStore({ file: path("lists.db") });
    assert.deepEqual(await store.lastSyncs(), [{ profile: "Main", at: SAMPLE_TIME }]);
    assert.deepEqual(
      (await store.runHeads({ withLists: true })).map(({ id }) => id),
      ["sync"],
    );
    await store.close();
  });

  it("numbers the real steps without gaps", () => {
    assert.deepEqual(
      MIGRATIONS.map(({ version }) => version),
      MIGRATIONS.map((_, index) => index + 1),
    );
  });
});
