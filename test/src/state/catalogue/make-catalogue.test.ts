import assert from "node:assert/strict";
import { refillCatalogue } from "../../../../src/state/catalogue/make-catalogue.ts";
import { MIGRATIONS } from "../../../../src/state/migrations.ts";
import { loadSqlite } from "../../../../src/state/sqlite.ts";
import { openStore } from "../../../../src/state/sqlite-store.ts";
import type { Store } from "../../../../src/state/store.ts";
import { watchStatements } from "../../../support/sqlite-statements.ts";
import {
  SAMPLE_TIME,
  sampleItem,
  sampleList,
  sampleOutcome,
  sampleRun,
  temporaryFolder,
} from "../../../support/state-samples.ts";

/** All that changes what the catalogue says. */
async function useTitles(store: Store): Promise<void> {
  await store.insertRun(sampleRun());
  await store.insertRun(sampleRun({ id: "run-2", profile: "Zweites" }));
  const early = sampleItem({ title: "Early", ids: { tmdb: 9 } });
  await store.decide({ kind: "ignore", item: early, at: SAMPLE_TIME });
  await store.saveList(sampleList(), [sampleItem(), early], SAMPLE_TIME);
  await store.record("run-1", "s", sampleItem({ outcome: sampleOutcome("failed") }), SAMPLE_TIME);
  await store.record("run-1", "s", sampleItem({ outcome: sampleOutcome("ambiguous") }), SAMPLE_TIME);
  await store.record("run-2", "s", sampleItem({ outcome: sampleOutcome("requested") }), SAMPLE_TIME);
  const renamed = sampleItem({
    title: "Matrix, The",
    year: 2000,
    sources: [{ provider: "plex", list: "w", requestAs: 4 }],
  });
  await store.saveList(sampleList(), [renamed], SAMPLE_TIME);
  await store.decide({
    kind: "match",
    item: renamed,
    match: { mediaType: "movie", tmdbId: 1, title: "x" },
    at: SAMPLE_TIME,
  });
}

describe("the tables of the catalogue", () => {
  const path = temporaryFolder();
  const statements = watchStatements();

  /** In words, since numbers are given out as they come. */
  function content(file: string, refill = false) {
    const sqlite = new (loadSqlite())(file);
    if (refill) refillCatalogue(sqlite);
    const rows = sqlite
      .prepare(
        `SELECT c.key, c.folded, t.word AS type, c.year, p.word AS provider, c.requester, c.added, c.changed,
           s.word AS status, f.word AS profile, c.waits, c.decision, c.decided
         FROM catalogue c JOIN catalogue_words t ON t.id = c.type JOIN catalogue_words p ON p.id = c.provider
         LEFT JOIN catalogue_words s ON s.id = c.status LEFT JOIN catalogue_words f ON f.id = c.profile ORDER BY c.key`,
      )
      .all({});
    sqlite.close();
    return rows;
  }

  it("say the same when they follow each change and when they are made anew", async () => {
    const file = path("followed.db");
    const store = await openStore({ file });
    await useTitles(store);
    await store.close();
    const followed = content(file);
    assert.equal(followed.length, 2);
    assert.deepEqual(content(file, true), followed);
  });

  it("say the same when older runs are forgotten, and another run found a title first", async () => {
    const file = path("pruned.db");
    const later = (days: number) => new Date(Date.parse(SAMPLE_TIME) + days * 86_400_000);
    const store = await openStore({ file, now: () => later(60) });
    const found = sampleItem({ outcome: sampleOutcome("failed", { at: SAMPLE_TIME }) });
    await store.insertRun(sampleRun());
    await store.saveList(
      sampleList(),
      [found, sampleItem({ title: "Other", ids: { tmdb: 9 } })],
      SAMPLE_TIME,
    );
    await store.record("run-1", "s", found, SAMPLE_TIME);
    const at = later(50).toISOString();
    await store.insertRun(sampleRun({ id: "run-2", startedAt: at }));
    await store.record("run-2", "s", { ...found, outcome: sampleOutcome("failed", { at }) }, at);
    await store.prune(30);
    const [title] = (await store.catalogue({ sort: "changed", descending: true, limit: 1 })).titles;
    assert.equal(title?.changedAt, at);
    await store.close();
    const followed = content(file);
    assert.deepEqual(content(file, true), followed);
  });

  it("are filled with what an older database has", async () => {
    const file = path("older.db");
    const store = await openStore({ file, migrations: MIGRATIONS.slice(0, -1) });
    await useTitles(store);
    await store.close();
    await (await openStore({ file })).close();
    const filled = content(file);
    assert.equal(filled.length, 2);
    assert.deepEqual(content(file, true), filled);
  });

  it("are walked through by their own small indices only", async () => {
    const file = path("plans.db");
    await (await openStore({ file })).close();
    statements.prepared.clear();
    const store = await openStore({ file });
    await useTitles(store);
    statements.prepared.clear();
    for (const sort of ["changed", "title", "year", "added"] as const)
      for (const filters of [
        {},
        { text: "matrix" },
        { text: "m" },
        { provider: "imdb", list: "top" },
        { profile: "Main" },
      ])
        for (const after of [undefined, ["", 0] as [string, number]])
          await store.catalogue({ sort, descending: true, limit: 10, ...filters, ...(after && { after }) });
    await store.waiting({ limit: 10, offset: 0 });
    await store.catalogueCounts();
    await store.catalogueYears();
    await store.close();
    const sqlite = new (loadSqlite())(file);
    const walks = [...statements.prepared]
      .filter((sql) => /catalogue/.test(sql))
      .flatMap((sql) => {
        const names = Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, null]));
        const plan = sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(names) as { detail: string }[];
        return plan
          .filter(({ detail }) => READS_TABLE.test(detail))
          .map(({ detail }) => `${detail} ← ${sql}`);
      });
    sqlite.close();
    assert.deepEqual(walks, []);
    assert.ok(statements.prepared.size > 20);
  });
});

/** A table that is read through, or an index with looks at its table; what is within a statement stands in its plan as well. */
const READS_TABLE =
  /^SCAN (?!(json_each|f|n|\(subquery|\w+ VIRTUAL TABLE)|c(atalogue)? USING COVERING INDEX |c USING INDEX catalogue_waits)/;
