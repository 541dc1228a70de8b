import assert from "node:assert/strict";
import { loadSqlite, type SqliteDatabase } from "../../../src/state/sqlite.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import type { Store } from "../../../src/state/store.ts";
import { watchStatements } from "../../support/sqlite-statements.ts";
import {
  SAMPLE_TIME,
  sampleItem,
  sampleList,
  sampleOutcome,
  sampleRun,
  temporaryFolder,
} from "../../support/state-samples.ts";

const MATCH = { mediaType: "movie", tmdbId: 603, title: "The Matrix", matchedBy: "tmdb" } as const;
const SERVER = "server-1";

/** Everything that is asked of the memory, but for `items`: a search in titles has to look at each of them. */
async function useEverything(store: Store): Promise<void> {
  const requested = sampleItem({ match: MATCH, outcome: sampleOutcome("requested") });
  const known = sampleItem({ match: MATCH, outcome: sampleOutcome("already_requested") });
  const list = sampleList();
  await store.insertRun(sampleRun());
  await store.saveList(list, [sampleItem()], SAMPLE_TIME);
  await store.intend(SERVER, { ...MATCH, is4k: false, seasons: [] }, SAMPLE_TIME);
  await store.intent(SERVER, MATCH, false);
  await store.openIntents(SERVER, SAMPLE_TIME);
  await store.record("run-1", SERVER, requested, SAMPLE_TIME);
  await store.settleIntent(SERVER, MATCH, false);
  await store.updateRun(sampleRun({ state: "completed", finishedAt: SAMPLE_TIME, total: 1, lists: [list] }));
  for (const id of ["run-2", "run-3"]) {
    await store.insertRun(sampleRun({ id }));
    await store.record(id, SERVER, known, SAMPLE_TIME);
    await store.record(id, SERVER, known, SAMPLE_TIME);
    await store.recordedKeys(id);
  }
  await store.run("run-3");
  await store.runs({ limit: 200 });
  await store.runHead("run-3");
  await store.runHeads({ limit: 20 });
  await store.runs({ profile: "Main", states: ["completed"], limit: 1 });
  await store.interruptRuns(SAMPLE_TIME);
  await store.saveResolution(SERVER, "imdb:tt1", { found: false, tries: 1, retryAt: SAMPLE_TIME });
  await store.resolution(SERVER, "imdb:tt1");
  await store.saveTitleDetail(SERVER, { ...MATCH, requests: [], at: SAMPLE_TIME });
  await store.titleDetail(SERVER, "movie", 603);
  await store.saveListContent("Main", { provider: "imdb", list: "top", items: [sampleItem()] }, SAMPLE_TIME);
  await store.listContents("Main");
  await store.forgetListContents("Main", []);
  await store.fetchCache.set("answers", "key", { a: 1 });
  await store.fetchCache.get("answers", "key");
  for (const ids of [{ tmdb: 603 }, { imdb: "tt0133093" }, {}])
    await store.arrive(
      { item: { ...sampleItem(), ids }, is4k: false, whole: true, by: "Radarr" },
      SAMPLE_TIME,
    );
  await store.history("movie:tmdb:603");
  await store.history(MATCH);
  await store.outcomesOf(SERVER, MATCH);
  await store.lastOutcome("movie:tmdb:603");
  await store.setProfileSettings("Main", { requestLimit: 3 });
  await store.profileSettings("Main");
  await store.requestedTotal("Main");
  await store.lastRequested("Main");
  await store.saveShownDevices("device", []);
  await store.shownDevices("device");
  await store.saveWatchedFiles("watch", {
    what: "/data/lists",
    files: [["a.csv", { touch: "1", hash: "a" }]],
  });
  await store.watchedFiles("watch");
  await store.saveSignedAnswer("a", {}, SAMPLE_TIME, SAMPLE_TIME);
  await store.notifier("notify");
  await store.keptNews("notify");
  await store.signedAnswer("a", SAMPLE_TIME);
  await store.schedule("Main");
  await store.arrivedRuns("Main", 5);
  await store.lastSyncs();
  await store.runHeads({ profile: "Main", withLists: true, limit: 20 });
  await store.outcomeCounts(SAMPLE_TIME);
  for (const profile of ["Main", undefined]) {
    await store.deedsByDay("requested", SAMPLE_TIME, profile);
    await store.deedsByDay("failed", SAMPLE_TIME, profile);
  }
  await store.arrivalsByDay(SAMPLE_TIME);
  await store.lastArrivals(10);
  await store.listReadings("imdb", "top", 10);
  await store.listChanges("imdb", "top", 10);
  await store.listsOfTitle("movie:tmdb:603");
  await store.decisionsOn(sampleItem());
  await store.ignoredAs(MATCH);
  for await (const _page of store.itemPages({ runId: "run-1" }));
  await store.prune(30);
}

/** What a plan says of a table that is read through; of `intents`, only those under way are there, and `lease` has one row. */
const SCAN = /^SCAN (?!json_each|\w+ VIRTUAL TABLE|intents|lease\b|sqlite_|\(|CONSTANT)\w+/;

/** Runs in the order of an index, until enough are found: that takes no longer when there are more. */
const isBounded = (detail: string, sql: string) =>
  /^SCAN (runs|r|known|decisions|arrivals) USING (COVERING )?INDEX/.test(detail) && /LIMIT/.test(sql);

describe("the statements of the memory", () => {
  const path = temporaryFolder();
  const statements = watchStatements();

  it("find what they want by an index, however large the tables are", async () => {
    const file = path("plans.db");
    await (await openStore({ file })).close();
    statements.prepared.clear();
    const store = await openStore({ file });
    await useEverything(store);
    await store.close();
    const texts = [...statements.prepared].filter((sql) =>
      /^\s*(SELECT|UPDATE|DELETE|INSERT|WITH)/i.test(sql),
    );
    assert.ok(texts.length > 40, `${texts.length} statements`);
    const sqlite: SqliteDatabase = new (loadSqlite())(file);
    const scans = texts.flatMap((sql) => {
      const names = Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, null]));
      const plan = sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(names) as { detail: string }[];
      // what is made within the statement is as large as its own scans and searches, which stand in the plan as well
      const made = new Set(plan.map(({ detail }) => /^(?:CO-ROUTINE|MATERIALIZE) (\w+)/.exec(detail)?.[1]));
      const isMade = (detail: string) => made.has(/^SCAN (\w+)$/.exec(detail)?.[1] ?? "");
      return plan
        .filter(({ detail }) => SCAN.test(detail) && !isMade(detail) && !isBounded(detail, sql))
        .map(({ detail }) => `${detail} ← ${sql.replaceAll(/\s+/g, " ")}`);
    });
    sqlite.close();
    assert.deepEqual(scans, []);
  });

  it("are six for a title that a later run finds as it was, and one transaction for fifty titles", async () => {
    const store = await openStore({ file: path("titles.db") });
    const items = Array.from({ length: 50 }, (_, index) =>
      sampleItem({ ids: { tmdb: index + 1 }, outcome: sampleOutcome("already_available") }),
    );
    for (const id of ["first", "second"]) {
      await store.insertRun(sampleRun({ id }));
      statements.restart();
      await Promise.all(items.map((item) => store.record(id, SERVER, item, SAMPLE_TIME)));
    }
    // a slow machine may need a second one; each looks once who may write
    assert.ok(statements.transactions() <= 5, `${statements.transactions()} transactions`);
    const { length } = items;
    assert.ok(statements.executed() <= 6 * length + 5, `${statements.executed()} statements`);
    await store.close();
  });

  it("change nothing for a title that is recorded again as it was", async () => {
    const store = await openStore({ file: path("again.db") });
    await store.insertRun(sampleRun());
    const item = sampleItem({ match: MATCH, outcome: sampleOutcome("requested") });
    assert.equal(await store.record("run-1", SERVER, item, SAMPLE_TIME), true);
    statements.restart();
    assert.equal(await store.record("run-1", SERVER, item, SAMPLE_TIME), false);
    // who may write, what is known of the title, and when it was seen
    assert.ok(statements.executed() <= 4, `${statements.executed()} statements`);
    assert.equal(await store.requestedTotal("Main"), 1);
    await store.close();
  });

  it("are three for 200 runs", async () => {
    const store = await openStore({ file: path("runs.db") });
    for (let index = 0; index < 200; index += 1) {
      await store.insertRun(
        sampleRun({ id: `run-${index}`, lists: [sampleList(), sampleList({ list: "b" })] }),
      );
      await store.record(
        `run-${index}`,
        SERVER,
        sampleItem({ outcome: sampleOutcome("not_found") }),
        SAMPLE_TIME,
      );
    }
    statements.restart();
    const runs = await store.runs({ limit: 200 });
    assert.ok(statements.executed() <= 3, `${statements.executed()} statements`);
    assert.equal(runs.length, 200);
    for (const run of runs) {
      assert.deepEqual(run.counts, { not_found: 1 });
      assert.deepEqual(
        run.lists.map(({ list }) => list),
        ["top", "b"],
      );
    }
    await store.close();
  });
});

describe("the settings of SQLite", () => {
  const path = temporaryFolder();

  it("are those that are stated, with a cache in kB", async () => {
    const { openDatabase } = await import("../../../src/state/database.ts");
    const file = path("pragmas.db");
    await (await openStore({ file })).close();
    const db = openDatabase(file);
    const said = Object.fromEntries(
      [
        "journal_mode",
        "synchronous",
        "foreign_keys",
        "cache_size",
        "journal_size_limit",
        "analysis_limit",
      ].map((name) => [name, db.pragma(name)]),
    );
    db.close();
    assert.deepEqual(said, {
      journal_mode: "wal",
      synchronous: 1,
      foreign_keys: 1,
      cache_size: -4000,
      journal_size_limit: 8_000_000,
      analysis_limit: 400,
    });
  });
});
