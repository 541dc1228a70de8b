import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type Database, openDatabase } from "../../../src/state/database.ts";
import { migrate } from "../../../src/state/migrate.ts";
import { MIGRATIONS } from "../../../src/state/migrations.ts";
import { prepareFile } from "../../../src/state/prepare-file.ts";
import { openStore } from "../../../src/state/sqlite-store.ts";
import { temporaryFolder } from "../../support/state-samples.ts";

const DAYS = 90;
const TITLES = 1000;
const DAY = 24 * 60 * 60 * 1000;
const FIRST = Date.parse("2026-01-01T03:00:00.000Z");

/** What became of a title on a day: some are requested, arrive, get lost and fail, most stay as they are. */
function outcomeOf(title: number, day: number) {
  const at = new Date(FIRST + day * DAY + (title % 7)).toISOString();
  const arrives = title % 60;
  if (title % 10 > 0) return { status: "already_available", reason: "It is there already.", at, is4k: false };
  if (day === arrives) return { status: "requested", requestId: title * 1000 + day, at, is4k: false };
  if (title % 50 === 0 && day % 30 === 7)
    return {
      status: "failed",
      reason: "The server did not answer.",
      code: "server-timeout",
      at,
      is4k: false,
    };
  return day < arrives
    ? { status: "not_found", reason: "Nothing on TMDB is called so.", at }
    : { status: "already_requested", reason: "It has been requested already.", at, is4k: false };
}

/** Writes what ListSync 0.1 would have written in 90 days. */
function fill(db: Database): void {
  for (let title = 0; title < TITLES; title++) {
    const item = { title: `Title ${title}`, mediaType: "movie", ids: { tmdb: title }, sources: [] };
    db.run(
      `INSERT INTO items (key, title, folded, media_type, item, first_seen_at, last_seen_at)
       VALUES (@key, @title, @folded, 'movie', @item, @first, @last)`,
      {
        key: `movie:tmdb:${title}`,
        title: item.title,
        folded: `title ${title}`,
        item: JSON.stringify(item),
        first: new Date(FIRST).toISOString(),
        last: new Date(FIRST + (DAYS - 1) * DAY).toISOString(),
      },
    );
  }
  for (let day = 0; day < DAYS; day++) {
    const id = `00000000-0000-4000-8000-0000000000${10 + day}`;
    const profile = day % 9 === 8 ? "4K" : "Main";
    const at = new Date(FIRST + day * DAY).toISOString();
    db.run(
      `INSERT INTO runs (id, profile, started_by, dry_run, state, started_at, finished_at, total)
       VALUES (@id, @profile, 'schedule', @dry, 'completed', @at, @at, @total)`,
      { id, profile, dry: day % 20 === 19, at, total: TITLES },
    );
    for (let title = 0; title < TITLES; title++) {
      const outcome = outcomeOf(title, day);
      db.run(
        `INSERT INTO outcomes
           (run_id, item_key, is4k, main, dry_run, server, media_type, tmdb_id, status, at, outcome)
         VALUES (@id, @key, 0, 1, @dry, 'srv', 'movie', @title, @status, @at, @outcome)`,
        {
          id,
          key: `movie:tmdb:${title}`,
          dry: day % 20 === 19,
          title,
          status: outcome.status,
          at: outcome.at,
          outcome: JSON.stringify(outcome),
        },
      );
    }
  }
  db.exec(`UPDATE items SET outcome_id = (
    SELECT id FROM outcomes WHERE item_key = key AND main = 1
    ORDER BY dry_run OR status = 'skipped', at DESC, id DESC LIMIT 1)`);
}

const parsed = <Row extends { outcome: string }>({ outcome, ...row }: Row) => ({
  ...row,
  outcome: JSON.parse(outcome),
});

/** The questions of sync-state as version 0.1 asked the database. */
const answersOf = (db: Database) => ({
  latest: db
    .all<{ key: string; run: string; outcome: string }>(
      `SELECT i.key, o.run_id AS run, o.outcome FROM items i JOIN outcomes o ON o.id = i.outcome_id
       ORDER BY o.at DESC, o.id DESC, i.key`,
    )
    .map(parsed),
  runs: db.all<{ id: string }>("SELECT id FROM runs ORDER BY started_at DESC, rowid DESC").map(({ id }) => ({
    id,
    counts: Object.fromEntries(
      db
        .all<{ status: string; count: number }>(
          "SELECT status, count(*) AS count FROM outcomes WHERE run_id = @id AND main = 1 GROUP BY status",
          { id },
        )
        .map(({ status, count }) => [status, count]),
    ),
    titles: db
      .all<{ key: string; outcome: string }>(
        "SELECT item_key AS key, outcome FROM outcomes WHERE run_id = @id AND main = 1 ORDER BY at DESC, id DESC",
        { id },
      )
      .map(parsed),
  })),
  history: db
    .all<{ run: string; outcome: string }>(
      "SELECT run_id AS run, outcome FROM outcomes WHERE item_key = 'movie:tmdb:50' AND dry_run = 0 ORDER BY id",
    )
    .map(parsed),
});

describe("a database of 0.1 with 90 days of history", function () {
  this.timeout(240_000);
  const path = temporaryFolder();

  it("shrinks, keeps a copy of what it was, and gives the same answers", async () => {
    const file = path("old.db");
    const db = openDatabase(prepareFile(file));
    await migrate(db, MIGRATIONS.slice(0, 2), new Date());
    db.transaction(() => fill(db));
    const before = answersOf(db);
    db.close();
    const bytes = statSync(file).size;

    const store = await openStore({ file });
    const latest = (await store.items({ limit: -1 })).items;
    assert.deepEqual(
      latest.map(({ key, runId, outcome }) => ({ key, run: runId, outcome })),
      before.latest,
    );
    const runs = await store.runs({ limit: -1 });
    assert.deepEqual(
      runs.map(({ id, counts }) => ({ id, counts })),
      before.runs.map(({ id, counts }) => ({ id, counts })),
    );
    for (const { id, titles } of before.runs) {
      const { items, total } = await store.items({ runId: id, limit: -1 });
      assert.equal(total, TITLES);
      assert.deepEqual(
        items.map(({ key, outcome }) => ({ key, outcome })),
        titles,
      );
      assert.equal((await store.recordedKeys(id)).size, TITLES);
    }
    assert.equal(await store.requestedTotal("Main"), requestsIn(before.runs, runs, "Main"));

    const history = await store.history("movie:tmdb:50");
    const changes = history.map(({ outcome }) => outcome.at);
    assert.deepEqual(changes, [...changes].sort().reverse());
    // 90 days, of which three failed and one requested it
    assert.ok(history.length < 25, `${history.length} entries`);
    await store.close();

    const after = statSync(file).size;
    console.log(`      ${(bytes / 1e6).toFixed(1)} MB before, ${(after / 1e6).toFixed(1)} MB after`);
    assert.ok(after * 5 < bytes, `${bytes} bytes before, ${after} after`);
    assert.equal(readdirSync(dirname(file)).filter((name) => name.startsWith("old.db.backup-v2-")).length, 1);
  });
});

function requestsIn(
  records: { id: string; counts: Record<string, number> }[],
  runs: { id: string; profile: string; dryRun: boolean }[],
  profile: string,
): number {
  const own = new Set(runs.filter((run) => run.profile === profile && !run.dryRun).map(({ id }) => id));
  return records.reduce((sum, { id, counts }) => sum + (own.has(id) ? (counts.requested ?? 0) : 0), 0);
}
