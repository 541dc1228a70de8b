import assert from "node:assert/strict";
import { closeSync, openSync, statSync, writeSync } from "node:fs";
import { loadSqlite } from "../../../src/state/sqlite.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import {
  SAMPLE_TIME,
  sampleItem,
  sampleOutcome,
  sampleRun,
  temporaryFolder,
} from "../../support/state-samples.ts";

const DAY = 24 * 60 * 60 * 1000;

describe("looking after the database", function () {
  this.timeout(30_000);
  const path = temporaryFolder();

  async function filled(name: string, titles: number, now = () => new Date(SAMPLE_TIME)) {
    const file = path(name);
    const store = await openStore({ file, now });
    await store.insertRun(sampleRun());
    for (let tmdb = 1; tmdb <= titles; tmdb += 1)
      await store.record(
        "run-1",
        "srv",
        sampleItem({ ids: { tmdb }, outcome: sampleOutcome("not_found") }),
        SAMPLE_TIME,
      );
    return { file, store };
  }

  it("says that nothing is damaged and how large it is, and empties the log", async () => {
    const { file, store } = await filled("sound.db", 50);
    const found = await store.maintain();
    assert.deepEqual(found.problems, []);
    assert.equal(found.file, statSync(file).size);
    assert.equal(found.log, 0);
    await store.close();
    const sqlite = new (loadSqlite())(file);
    assert.ok(sqlite.prepare("SELECT 1 FROM sqlite_stat1").all({}).length > 0, "statistics of the indices");
    sqlite.close();
  });

  it("gives free space back", async () => {
    const { file, store } = await filled("space.db", 1);
    await store.close();
    const sqlite = new (loadSqlite())(file);
    sqlite.exec("PRAGMA auto_vacuum = INCREMENTAL; VACUUM; CREATE TABLE spare (text)");
    sqlite.prepare("INSERT INTO spare VALUES (zeroblob(8000000))").run({});
    sqlite.exec("DROP TABLE spare");
    sqlite.close();
    const large = statSync(file).size;
    const again = await openStore({ file });
    const found = await again.maintain();
    assert.equal(found.free, 0);
    assert.ok(found.file <= large);
    await again.close();
    assert.ok(statSync(file).size < 1_000_000, `${statSync(file).size} bytes`);
  });

  it("finds damage while the store stays open", async () => {
    const { file, store } = await filled("damaged.db", 500);
    await store.maintain();
    const middle = Math.floor(statSync(file).size / 4096 / 2) * 4096;
    const opened = openSync(file, "r+");
    writeSync(opened, Buffer.alloc(4 * 4096, 0xff), 0, 4 * 4096, middle);
    closeSync(opened);
    const { problems } = await store.maintain();
    assert.ok(problems.length > 0);
    await store.close();
  });

  it("is due by age: not on the first day, and again a week after the last time", async () => {
    let time = Date.parse(SAMPLE_TIME);
    const { store } = await filled("age.db", 1, () => new Date(time));
    assert.equal(await store.maintainAfter(7), undefined, "new");
    time += 6 * DAY;
    assert.equal(await store.maintainAfter(7), undefined, "six days old");
    time += 2 * DAY;
    assert.deepEqual((await store.maintainAfter(7))?.problems, []);
    assert.equal(await store.maintainAfter(7), undefined, "just done");
    time += 8 * DAY;
    const [found, same] = await Promise.all([store.maintainAfter(7), store.maintainAfter(7)]);
    assert.ok(found);
    assert.equal(found, same, "once for two runs that end together");
    await store.close();
  });
});
