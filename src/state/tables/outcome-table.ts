import type { Item, Outcome } from "../../items/item.ts";
import { itemKey } from "../../items/key.ts";
import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { HistoryEntry } from "../port/titles.ts";
import type { Store } from "../store.ts";
import { intentTable } from "./intent-table.ts";
import { saveSighting } from "./item-table.ts";
import { type KnownOutcome, knownOutcomes } from "./known-outcomes.ts";
import { addToRequestedTotal } from "./profile-table.ts";
import { forgetRecords, NEXT_RECORD, type Recorded, repeatLast, UNREPEATED } from "./repeats.ts";

/**
 * What was done with the items: one row per item, quality and change. A later run of the same profile that finds nothing
 * new is a short row in `repeats`.
 */
export function outcomeTable(
  db: Database,
): AtOnce<Pick<Store, "record" | "recordedKeys" | "history" | "outcomesOf" | "lastOutcome">> {
  const intents = intentTable(db);
  return {
    record: (runId, server, item, at) =>
      db.transaction(() => {
        const key = itemKey(item);
        const rows = recordsOf(runId, server, key, item);
        let known = knownOutcomes(db, runId, key);
        const own = known.filter(({ own }) => own !== null);
        const latest = saveSighting(db, key, item, at);
        // what was requested is recorded at once, and again when its message has arrived
        if (isRecorded(own, rows)) return false;
        const before = own.length > 0 ? requestsOf(db, runId, key) : 0;
        const replaced = own.length > 0 && forgetRecords(db, runId, key) > 0;
        if (replaced) known = knownOutcomes(db, runId, key);
        let counts = replaced ? undefined : latest;
        for (const row of rows) {
          const repeated = UNREPEATED.has(row.status) ? undefined : repeatLast(db, row, known);
          if (repeated === undefined) db.run(INSERT, { ...row });
          if (row.main && repeated !== counts) counts = undefined;
          if (row.status === "requested" && server !== undefined && item.match)
            intents.settleIntent(server, item.match, row.is4k);
        }
        // what it counts with and is repeated, it goes on counting with
        if (counts === undefined) db.run(POINT_TO_LATEST, { key });
        if (before > 0 || rows.some(({ status }) => status === "requested"))
          addToRequestedTotal(db, runId, requestsOf(db, runId, key) - before);
        return !replaced;
      }),

    recordedKeys: (runId) =>
      new Set(db.all<{ item_key: string }>(RECORDED_KEYS, { runId }).map((row) => row.item_key)),

    history: (title) =>
      (typeof title === "string"
        ? db.all<HistoryRow>(`${HISTORY} WHERE o.item_key = @title ORDER BY o.id DESC`, { title })
        : db.all<HistoryRow>(
            `${HISTORY} WHERE o.tmdb_id = @tmdbId AND o.media_type = @mediaType ORDER BY o.id DESC`,
            { tmdbId: title.tmdbId, mediaType: title.mediaType },
          )
      ).map(toHistoryEntry),

    outcomesOf: (server, { mediaType, tmdbId }) =>
      db
        .all<{ outcome: string }>(
          `SELECT outcome FROM outcomes
           WHERE tmdb_id = @tmdbId AND media_type = @mediaType AND server = @server
             AND dry_run = 0 AND status <> 'skipped'
           ORDER BY id DESC`,
          { server, mediaType, tmdbId },
        )
        .map((row) => JSON.parse(row.outcome)),

    lastOutcome(key) {
      const row = db.get<{ outcome: string; at: string }>(
        "SELECT o.outcome, o.last_at AS at FROM items i JOIN outcomes o ON o.id = i.outcome_id WHERE i.key = @key",
        { key },
      );
      return row && { ...JSON.parse(row.outcome), at: row.at };
    },
  };
}

interface HistoryRow {
  run_id: string;
  item_key: string;
  title: string;
  outcome: string;
  at: string;
  last_at: string;
}

const HISTORY = `
  SELECT o.run_id, o.item_key, i.title, o.outcome, o.at, o.last_at
  FROM outcomes o JOIN items i ON i.key = o.item_key`;

const RECORDED_KEYS = `
  SELECT item_key FROM outcomes WHERE run_id = @runId
  UNION SELECT o.item_key FROM repeats p JOIN outcomes o ON o.id = p.outcome
  WHERE p.run = (SELECT number FROM runs WHERE id = @runId)`;

const INSERT = `
  INSERT INTO outcomes
    (id, run_id, item_key, is4k, main, dry_run, server, media_type, tmdb_id, status, at, outcome,
     last_run_id, last_at, last_record)
  SELECT next, @runId, @key, @is4k, @main, (SELECT dry_run FROM runs WHERE id = @runId), @server, @mediaType, @tmdbId,
    @status, @at, @outcome, @runId, @at, next
  FROM (${NEXT_RECORD})`;

/** A dry run and a skip did nothing, so what a real run did stays the item's latest outcome, however old. */
const POINT_TO_LATEST = `
  UPDATE items SET outcome_id = (
    SELECT id FROM outcomes WHERE item_key = @key AND main = 1
    ORDER BY dry_run OR status = 'skipped', last_at DESC, last_record DESC LIMIT 1
  ) WHERE key = @key`;

/** How many requests a run made for an item: two where it asked for both qualities. */
function requestsOf(db: Database, runId: string, key: string): number {
  const row = db.get<{ count: number }>(
    `SELECT COUNT(*) AS count FROM outcomes
     WHERE run_id = @runId AND item_key = @key AND status = 'requested' AND dry_run = 0`,
    { runId, key },
  );
  return row?.count ?? 0;
}

/** What is to be recorded of an item, one row for each quality. */
function recordsOf(runId: string, server: string | undefined, key: string, item: Item): Recorded[] {
  const main = mainOutcome(item);
  return outcomesOf(item).map((outcome) => ({
    runId,
    key,
    server,
    is4k: qualityOf(outcome),
    main: outcome === main,
    mediaType: item.match?.mediaType,
    tmdbId: item.match?.tmdbId,
    status: outcome.status,
    at: outcome.at,
    outcome: JSON.stringify(outcome),
  }));
}

/** Whether a run has recorded exactly this, and nothing came of it since. */
const isRecorded = (own: readonly KnownOutcome[], rows: readonly Recorded[]): boolean =>
  rows.length > 0 &&
  own.length === rows.length &&
  rows.every((row) =>
    own.some(
      (one) =>
        one.own === "new" &&
        one.lastRecord === one.id &&
        one.is4k === Number(row.is4k) &&
        one.main === Number(row.main) &&
        (one.server ?? undefined) === row.server &&
        (one.mediaType ?? undefined) === row.mediaType &&
        (one.tmdbId ?? undefined) === row.tmdbId &&
        one.outcome === row.outcome,
    ),
  );

const qualityOf = (outcome: Outcome): boolean => outcome.is4k ?? false;

/** One outcome per quality, the last one where there are several. */
function outcomesOf(item: Item): Outcome[] {
  const all = item.outcomes?.length ? item.outcomes : item.outcome ? [item.outcome] : [];
  return [...new Map(all.map((outcome) => [qualityOf(outcome), outcome])).values()];
}

/** The outcome that the item counts with. */
function mainOutcome(item: Item): Outcome | undefined {
  const all = outcomesOf(item);
  const { outcome } = item;
  return all.find((one) => outcome && qualityOf(one) === qualityOf(outcome)) ?? all[0];
}

function toHistoryEntry(row: HistoryRow): HistoryEntry {
  const { run_id: runId, item_key: key, title, at, last_at: until } = row;
  return { runId, key, title, outcome: JSON.parse(row.outcome), ...(until !== at && { until }) };
}
