import assert from "node:assert/strict";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { StateError } from "../../../src/state/state-error.ts";
import {
  SAMPLE_TIME,
  sampleItem,
  sampleOutcome,
  sampleRun,
  temporaryFolder,
} from "../../support/state-samples.ts";

describe("the backup", () => {
  const path = temporaryFolder();
  const now = () => new Date("2026-05-04T03:02:01.000Z");

  async function openFilled(name: string) {
    const store = await openStore({ file: path(name), now });
    await store.insertRun(sampleRun());
    await store.record("run-1", "srv", sampleItem({ outcome: sampleOutcome("requested") }), SAMPLE_TIME);
    return store;
  }

  it("is a database of its own, made while the store stays open", async () => {
    const store = await openFilled("open.db");
    const copy = await store.backup(path("copies", "copy.db"));
    assert.equal(copy, path("copies", "copy.db"));
    await store.record(
      "run-1",
      "srv",
      sampleItem({ ids: { tmdb: 604 }, outcome: sampleOutcome("failed") }),
      SAMPLE_TIME,
    );
    await store.close();
    const restored = await openStore({ file: copy });
    assert.deepEqual((await restored.run("run-1"))?.counts, { requested: 1 });
    await restored.close();
    assert.deepEqual(readdirSync(path("copies")), ["copy.db"]);
    if (process.platform !== "win32") assert.equal(statSync(copy).mode & 0o777, 0o600);
  });

  it("stands beside the database, named with the time, when no path is given", async () => {
    const store = await openFilled("named.db");
    assert.equal(await store.backup(), path("named.db.backup-20260504-030201"));
    assert.equal(await store.backup(" "), path("named.db.backup-20260504-030201"));
    await store.close();
  });

  it("replaces an earlier one", async () => {
    writeFileSync(path("earlier.db"), "something else");
    const store = await openFilled("source.db");
    await store.backup(path("earlier.db"));
    await store.close();
    await (await openStore({ file: path("earlier.db") })).close();
  });

  it("is never written over the database itself", async () => {
    const store = await openFilled("self.db");
    await assert.rejects(store.backup(path("self.db")), /that is the database itself/);
    assert.equal((await store.run("run-1"))?.id, "run-1");
    await store.close();
  });

  it("is never written over what leads to the database, or over its logs", async () => {
    const store = await openFilled("led-to.db");
    mkdirSync(path("linked"));
    symlinkSync(path("."), path("linked", "back"));
    symlinkSync(path("led-to.db"), path("link.db"));
    linkSync(path("led-to.db"), path("hard.db"));
    const targets = ["led-to.db-wal", "led-to.db-shm", "led-to.db-journal", "link.db", "hard.db"];
    for (const target of [...targets, "linked/back/led-to.db", "linked/back/led-to.db-wal"])
      await assert.rejects(
        store.backup(path(target)),
        /that is the database itself or one of its logs/,
        target,
      );
    assert.equal((await store.run("run-1"))?.id, "run-1");
    await store.close();
  });

  it("says where it could not be written, and leaves nothing half done", async () => {
    const store = await openFilled("blocked.db");
    mkdirSync(path("a-folder"));
    await assert.rejects(store.backup(path("a-folder")), (error) => {
      assert.ok(error instanceof StateError);
      assert.equal(error.code, "state-failed");
      assert.match(error.message, /could not be written to .*a-folder/);
      return true;
    });
    const names = readdirSync(path("."));
    assert.deepEqual(
      names.filter((name) => name.startsWith("a-folder")),
      ["a-folder"],
    );
    await store.close();
  });

  it("is complete where two are made at the same path at the same time", async () => {
    const store = await openFilled("twice.db");
    const copy = path("twice", "copy.db");
    await Promise.all([store.backup(copy), store.backup(copy), store.backup(copy)]);
    await store.close();
    const restored = await openStore({ file: copy });
    assert.deepEqual((await restored.run("run-1"))?.counts, { requested: 1 });
    await restored.close();
    assert.deepEqual(readdirSync(path("twice")), ["copy.db"]);
  });

  for (const name of ["mine.db.unfinished", "mine.db.unfinished-2"])
    it(`leaves a database alone that is called ${name}`, async () => {
      const store = await openFilled(name);
      const long = new Date("2020-01-01T00:00:00.000Z");
      utimesSync(path(name), long, long);
      await store.backup(path("mine.db"));
      await store.close();
      assert.equal(existsSync(path(name)), true);
    });

  it("of a database in memory needs a path", async () => {
    const store = await openStore({ file: ":memory:" });
    await assert.rejects(store.backup(), /Name a file/);
    assert.equal(await store.backup(path("from-memory.db")), path("from-memory.db"));
    await store.close();
    await assert.rejects(store.backup(path("late.db")), { code: "state-closed" });
  });
});
