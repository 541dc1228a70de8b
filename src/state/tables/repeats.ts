import type { OutcomeStatus } from "../../items/item.ts";
import type { Database } from "../database.ts";
import type { KnownOutcome } from "./known-outcomes.ts";

/** What a run records of an item in one quality. */
export type Recorded = Readonly<{
  runId: string;
  key: string;
  is4k: boolean;
  main: boolean;
  server: string | undefined;
  mediaType: string | undefined;
  tmdbId: number | undefined;
  status: OutcomeStatus;
  /** ISO 8601 time. */
  at: string;
  /** JSON. */
  outcome: string;
}>;

/** Deeds, each of which counts for itself. */
export const UNREPEATED: ReadonlySet<OutcomeStatus> = new Set<OutcomeStatus>(["requested", "cancelled"]);

/**
 * SQL of when a run began, in milliseconds. `repeats.at` counts from there: each title of each later run has one, and the short
 * number saves a seventh of the table.
 *
 * @param run alias of `runs`
 */
export const beganAt = (run: string): string =>
  `coalesce(unixepoch(${run}.started_at) * 1000 + CAST(substr(${run}.started_at, 21, 3) AS INTEGER), 0)`;

/** Records are counted on, whether they change something or repeat it, so that those of one moment keep their order. */
export const NEXT_RECORD = "SELECT coalesce(max(last_record), 0) + 1 AS next FROM outcomes";

/** The number of the record that comes next; to be asked within the transaction that writes it. */
const nextRecord = (db: Database): number => db.get<{ next: number }>(NEXT_RECORD)?.next ?? 1;

/**
 * Records that a run found an item as the last run of its profile did; to be called within a transaction.
 *
 * @param known what is recorded of the item
 * @returns id of what is repeated; undefined, and nothing is recorded, when something is different, or when ListSync requested
 *   or cancelled the title in between
 */
export function repeatLast(db: Database, row: Recorded, known: readonly KnownOutcome[]): number | undefined {
  const { runId, at } = row;
  const time = Date.parse(at);
  // kept as a number, which has to give the same text again
  if (Number.isNaN(time) || new Date(time).toISOString() !== at) return undefined;
  const last = known
    .filter(({ is4k, isOfProfile }) => isOfProfile === 1 && is4k === Number(row.is4k))
    .reduce<KnownOutcome | undefined>(
      (latest, one) => (latest && latest.lastRecord > one.lastRecord ? latest : one),
      undefined,
    );
  if (!last || !isSame(last, row) || wasTouched(db, last)) return undefined;
  const { id } = last;
  const record = nextRecord(db);
  db.run(
    `INSERT INTO repeats (run, outcome, record, at)
     SELECT r.number, @id, @record, @time - ${beganAt("r")} FROM runs r WHERE r.id = @runId`,
    { runId, id, record, time },
  );
  db.run("UPDATE outcomes SET last_run_id = @runId, last_at = @at, last_record = @record WHERE id = @id", {
    runId,
    id,
    record,
    at,
  });
  return id;
}

/**
 * Takes back what a run recorded of an item; what other runs recorded stays.
 *
 * @returns how many records that were
 */
export function forgetRecords(db: Database, runId: string, key: string): number {
  const repeated = db.all<{ id: number }>(REPEATED, { runId, key });
  for (const { id } of repeated) {
    db.run("DELETE FROM repeats WHERE outcome = @id AND run = (SELECT number FROM runs WHERE id = @runId)", {
      id,
      runId,
    });
    const last = db.get<RepeatRow>(`${REPEATS} ORDER BY r.number DESC LIMIT 1`, { id });
    db.run(
      `UPDATE outcomes SET last_run_id = coalesce(@run, run_id), last_at = coalesce(@at, at),
         last_record = coalesce(@record, id) WHERE id = @id`,
      { id, run: last?.run_id, at: last && isoTime(last.at), record: last?.record },
    );
  }
  const own = db.all<{ id: number; last_record: number }>(
    "SELECT id, last_record FROM outcomes WHERE run_id = @runId AND item_key = @key",
    { runId, key },
  );
  for (const { id, last_record } of own) {
    // most are not repeated yet, and need no search
    const next =
      last_record === id ? undefined : db.get<RepeatRow>(`${REPEATS} ORDER BY r.number LIMIT 1`, { id });
    if (next) makeFirst(db, id, next);
    else db.run("DELETE FROM outcomes WHERE id = @id", { id });
  }
  return repeated.length + own.length;
}

/**
 * Forgets who repeated what before a time, and lets what was found before it begin with the first run after it.
 *
 * @param before ISO 8601 time
 * @returns how many records were forgotten
 */
export function forgetRepeats(db: Database, before: string): number {
  const time = Date.parse(before);
  const forgotten = db.run(FORGET, { before, time });
  const aged = db.all<RepeatRow & { id: number }>(AGED, { before });
  for (const { id, ...first } of aged) makeFirst(db, id, first);
  return forgotten + aged.length;
}

/** The run that found it is forgotten: that which repeated it takes its place. */
function makeFirst(db: Database, id: number, { run_id: run, number, at }: RepeatRow): void {
  db.run("DELETE FROM repeats WHERE outcome = @id AND run = @number", { id, number });
  db.run(
    "UPDATE outcomes SET run_id = @run, at = @at, outcome = json_set(outcome, '$.at', @at) WHERE id = @id",
    { id, run, at: isoTime(at) },
  );
}

interface RepeatRow {
  run_id: string;
  number: number;
  record: number;
  at: number;
}

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

const REPEATED = `
  SELECT o.id FROM outcomes o
  JOIN repeats p ON p.outcome = o.id AND p.run = (SELECT number FROM runs WHERE id = @runId)
  WHERE o.item_key = @key`;

/** From run to run: `repeats` has no index by outcome, which would double it. */
const REPEATS = `
  SELECT r.id AS run_id, r.number, p.record, p.at + ${beganAt("r")} AS at
  FROM runs r CROSS JOIN repeats p ON p.run = r.number AND p.outcome = @id`;

/** Run by run, since a run records nothing from before it began: `repeats` has no index by time. */
const FORGET = `
  DELETE FROM repeats WHERE run IN (SELECT number FROM runs WHERE started_at < @before)
    AND at + (SELECT ${beganAt("r")} FROM runs r WHERE r.number = repeats.run) < @time`;

/** What was found before and found again after, each with the first run that still knows of it; older runs repeat nothing. */
const AGED = `
  SELECT o.id, r.id AS run_id, r.number, p.record, p.at + ${beganAt("r")} AS at
  FROM outcomes o CROSS JOIN runs r ON r.number = (
    SELECT known.number FROM runs known CROSS JOIN repeats q ON q.run = known.number AND q.outcome = o.id
    WHERE known.number >= (SELECT min(run) FROM repeats) ORDER BY known.number LIMIT 1
  ) CROSS JOIN repeats p ON p.run = r.number AND p.outcome = o.id
  WHERE o.at < @before AND o.last_at >= @before`;

function isSame(last: KnownOutcome, row: Recorded): boolean {
  return (
    last.main === Number(row.main) &&
    (last.server ?? undefined) === row.server &&
    (last.mediaType ?? undefined) === row.mediaType &&
    (last.tmdbId ?? undefined) === row.tmdbId &&
    timeless(last.outcome) === timeless(row.outcome)
  );
}

const timeless = (outcome: string): string => JSON.stringify({ ...JSON.parse(outcome), at: "" });

function wasTouched(db: Database, { id, mediaType, tmdbId }: KnownOutcome): boolean {
  if (tmdbId === null) return false;
  const deed = db.get(
    `SELECT 1 FROM outcomes WHERE tmdb_id = @tmdbId AND media_type = @mediaType AND id > @id
       AND status IN ('requested', 'cancelled') LIMIT 1`,
    { id, mediaType, tmdbId },
  );
  return deed !== undefined;
}
