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

describe("migration", () => {
  const path = temporaryFolder();

  function withDatabase<T>(name: string, work: (db: Database) => T): T {
    const db = openDatabase(prepareFile(path(name)));
    try {
      return work(db);
    } finally {
      db.close();
    }
  }
  /** What a release of version `version` would have left behind. */
  const leaveBehind = (name: string, version: number) =>
    withDatabase(name, (db) => {
      migrate(db, STEPS.slice(0, version), NOW);
      db.exec("INSERT INTO notes (id, text) VALUES (1, 'first')");
    });
  const backupsOf = (name: string) =>
    readdirSync(dirname(path(name)))
      .filter((file) => file.startsWith(`${name.split("/").pop()}.backup`))
      .sort();

  it("makes a new file without a copy of nothing", () => {
    withDatabase("new.db", (db) => assert.equal(migrate(db, STEPS, NOW), 0));
    assert.deepEqual(backupsOf("new.db"), []);
  });

  for (const version of [1, 2]) {
    it(`brings version ${version} to the newest and keeps what is in it`, () => {
      const name = `from-${version}.db`;
      leaveBehind(name, version);
      withDatabase(name, (db) => {
        assert.equal(migrate(db, STEPS, NOW), version);
        assert.deepEqual(db.all("SELECT * FROM notes"), [{ id: 1, text: "first", author: "unknown" }]);
        assert.equal(db.pragma("user_version"), 3);
        assert.equal(db.pragma("foreign_keys"), 1);
      });
      assert.deepEqual(backupsOf(name), [`${name}.backup-v${version}-20260504-030201`]);
    });
  }

  it("copies what is there before, complete and for its owner only", () => {
    leaveBehind("copied.db", 1);
    withDatabase("copied.db", (db) => migrate(db, STEPS, NOW));
    const copy = "copied.db.backup-v1-20260504-030201";
    if (process.platform !== "win32") assert.equal(statSync(path(copy)).mode & 0o777, 0o600);
    withDatabase(copy, (db) => {
      assert.equal(db.pragma("user_version"), 1);
      assert.deepEqual(db.all("SELECT * FROM notes"), [{ id: 1, text: "first" }]);
    });
  });

  it("does nothing to a file that is up to date", () => {
    leaveBehind("current.db", 3);
    withDatabase("current.db", (db) => {
      assert.equal(migrate(db, STEPS, NOW), 3);
      assert.equal(db.pragma("foreign_keys"), 1);
    });
    assert.deepEqual(backupsOf("current.db"), []);
  });

  it("leaves the file as it was when a step fails, and names the copy", () => {
    leaveBehind("failing.db", 1);
    withDatabase("failing.db", (db) => {
      assert.throws(
        () => migrate(db, FAILING, NOW),
        (error) => {
          assert.ok(error instanceof StateError);
          assert.equal(error.code, "state-migration");
          assert.match(error.message, /from format 1 to 3: no such table: absent\. It is as it was before\./);
          assert.ok(error.message.includes(path("failing.db.backup-v1-20260504-030201")), error.message);
          return true;
        },
      );
      assert.equal(db.pragma("user_version"), 1);
      assert.equal(db.pragma("foreign_keys"), 1);
      // neither the second step, which succeeded, nor the beginning of the third one
      assert.deepEqual(db.all("SELECT * FROM notes"), [{ id: 1, text: "first" }]);
    });
    withDatabase("failing.db", (db) => assert.equal(migrate(db, STEPS, NOW), 1));
  });

  it("does not let a step leave rows that point to nothing", () => {
    const steps: Migration[] = [
      {
        version: 1,
        up: (db) =>
          db.exec(
            "CREATE TABLE parent (id PRIMARY KEY); CREATE TABLE child (id REFERENCES parent (id)); INSERT INTO child VALUES (7)",
          ),
      },
    ];
    withDatabase("orphans.db", (db) =>
      assert.throws(() => migrate(db, steps, NOW), /rows of the table child would point to nothing/),
    );
  });

  it("does not begin when no copy can be made", () => {
    leaveBehind("uncopied.db", 1);
    mkdirSync(path("uncopied.db.backup-v1-20260504-030201"));
    withDatabase("uncopied.db", (db) => {
      assert.throws(() => migrate(db, STEPS, NOW), /was not brought up to date because no copy/);
      assert.equal(db.pragma("user_version"), 1);
    });
  });

  it("refuses a file of a newer version and does not touch it", () => {
    leaveBehind("newer.db", 3);
    withDatabase("newer.db", (db) =>
      assert.throws(
        () => migrate(db, STEPS.slice(0, 2), NOW),
        (error) => {
          assert.ok(error instanceof StateError);
          assert.equal(error.code, "state-newer");
          assert.match(error.message, /its format is 3, this version knows 2.*Update ListSync/);
          return true;
        },
      ),
    );
    withDatabase("newer.db", (db) => assert.equal(migrate(db, STEPS, NOW), 3));
  });

  it("refuses the database of another program", () => {
    withDatabase("foreign.db", (db) => db.exec("CREATE TABLE lists (id INTEGER PRIMARY KEY)"));
    const before = readFileSync(path("foreign.db"));
    assert.throws(() => openStore({ file: path("foreign.db") }), /it is the database of another program/);
    assert.deepEqual(readFileSync(path("foreign.db")), before);
  });

  it("takes an empty file as a new database", () => {
    writeFileSync(path("empty.db"), "");
    openStore({ file: path("empty.db") }).close();
  });

  it("keeps the last three copies", () => {
    const name = "many.db";
    leaveBehind(name, 1);
    const steps = [...STEPS];
    for (let version = 4; version <= 11; version++) steps.push({ version, up: () => {} });
    for (let version = 2; version <= 11; version++) {
      const now = new Date(NOW.getTime() + version * 60_000);
      withDatabase(name, (db) => migrate(db, steps.slice(0, version), now));
    }
    assert.deepEqual(backupsOf(name), [
      `${name}.backup-v10-20260504-031301`,
      `${name}.backup-v8-20260504-031101`,
      `${name}.backup-v9-20260504-031201`,
    ]);
  });

  for (let version = 1; version <= MIGRATIONS.length; version++) {
    it(`opens a store that version ${version} left behind`, () => {
      const file = path(`real-${version}.db`);
      const old = openStore({ file, migrations: MIGRATIONS.slice(0, version) });
      old.insertRun(sampleRun());
      old.record("run-1", "srv", sampleItem({ outcome: sampleOutcome("not_found") }), SAMPLE_TIME);
      old.close();
      const store = openStore({ file });
      assert.equal(store.lastOutcome("movie:tmdb:603")?.status, "not_found");
      store.close();
    });
  }

  it("numbers the real steps without gaps", () => {
    assert.deepEqual(
      MIGRATIONS.map(({ version }) => version),
      MIGRATIONS.map((_, index) => index + 1),
    );
  });
});
