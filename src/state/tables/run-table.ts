import type { OutcomeStatus } from "../../items/item.ts";
import type { ListResult, Run, RunHead, RunQuery, RunState } from "../../runs/run.ts";
import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import { interrupted } from "../messages.ts";
import type { Store } from "../store.ts";

interface RunRow {
  id: string;
  profile: string;
  started_by: string;
  dry_run: number;
  state: RunState;
  started_at: string;
  finished_at: string | null;
  total: number | null;
  error_code: string | null;
  error_message: string | null;
}

/** The runs with their lists. Their counts are those of the recorded outcomes. */
export function runTable(
  db: Database,
): AtOnce<
  Pick<
    Store,
    "insertRun" | "updateRun" | "run" | "runHead" | "runs" | "runHeads" | "countRuns" | "interruptRuns"
  >
> {
  function save(sql: string, run: Run): void {
    db.transaction(() => {
      db.run(sql, toColumns(run));
      db.run("DELETE FROM run_lists WHERE run_id = @id", { id: run.id });
      run.lists.forEach((list, position) => {
        db.run(
          `INSERT INTO run_lists (run_id, position, provider, list, result)
           VALUES (@id, @position, @provider, @list, @result)`,
          { id: run.id, position, provider: list.provider, list: list.list, result: JSON.stringify(list) },
        );
      });
    });
  }

  function findHeads({ conditions, parameters }: Conditions): RunHead[] {
    const where = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
    return db.snapshot(() => {
      const rows = db.all<RunRow>(
        `SELECT * FROM runs ${where} ORDER BY started_at DESC, number DESC LIMIT @limit OFFSET @offset`,
        { limit: -1, offset: 0, ...parameters },
      );
      const lists = byRun<{ result: string }>(db, LISTS, idsOf(rows));
      return rows.map((row) =>
        toHead(
          row,
          (lists.get(row.id) ?? []).map(({ result }) => JSON.parse(result)),
        ),
      );
    });
  }

  function find(wanted: Conditions): Run[] {
    return db.snapshot(() => {
      const heads = findHeads(wanted);
      const counts = byRun<{ status: OutcomeStatus; count: number }>(db, COUNTS, idsOf(heads));
      return heads.map((head) => ({
        ...head,
        counts: Object.fromEntries((counts.get(head.id) ?? []).map(({ status, count }) => [status, count])),
      }));
    });
  }

  return {
    insertRun: (run) => save(INSERT, run),
    updateRun: (run) => save(UPDATE, run),
    run: (id) => find(named(id))[0],
    runHead: (id) => findHeads(named(id))[0],
    runs: (query) => find(toConditions(query)),
    runHeads: (query) => findHeads(toConditions(query)),
    countRuns(query) {
      const { conditions, parameters } = toConditions(query);
      const where = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
      return db.get<{ count: number }>(`SELECT COUNT(*) AS count FROM runs ${where}`, parameters)?.count ?? 0;
    },
    interruptRuns: (at) =>
      db.transaction(() => {
        const cutOff = find({ conditions: ["state = 'running'"], parameters: {} });
        db.run(
          `UPDATE runs SET state = 'interrupted', finished_at = @at, error_code = @code, error_message = @message
           WHERE state = 'running'`,
          { at, ...INTERRUPTION },
        );
        return cutOff.map((run) => ({ ...run, state: "interrupted", finishedAt: at, error: INTERRUPTION }));
      }),
  };
}

interface Conditions {
  conditions: string[];
  parameters: Record<string, string | number | undefined>;
}

const named = (id: string): Conditions => ({ conditions: ["id = @id"], parameters: { id } });

function toConditions(query: RunQuery = {}): Conditions {
  const { profile, states, withLists, trigger, dryRun, since, until, limit = 100, offset = 0 } = query;
  const conditions = [];
  if (profile !== undefined) conditions.push("profile = @profile");
  if (states) conditions.push("state IN (SELECT value FROM json_each(@states))");
  if (withLists) conditions.push("has_lists = 1");
  if (trigger !== undefined) conditions.push("started_by = @trigger");
  if (dryRun !== undefined) conditions.push("dry_run = @dryRun");
  if (since !== undefined) conditions.push("started_at >= @since");
  if (until !== undefined) conditions.push("started_at < @until");
  const dry = dryRun === undefined ? undefined : Number(dryRun);
  return {
    conditions,
    parameters: {
      profile,
      states: states && JSON.stringify(states),
      trigger,
      dryRun: dry,
      since,
      until,
      limit,
      offset,
    },
  };
}

const idsOf = (runs: { id: string }[]): string => JSON.stringify(runs.map(({ id }) => id));

const INTERRUPTION = { code: "interrupted", message: interrupted() };

const INSERT = `
  INSERT INTO runs
    (id, profile, started_by, dry_run, state, started_at, finished_at, total, error_code, error_message, has_lists,
     number)
  VALUES
    (@id, @profile, @trigger, @dryRun, @state, @startedAt, @finishedAt, @total, @errorCode, @errorMessage, @hasLists,
     (SELECT coalesce(max(number), 0) + 1 FROM runs))`;

const UPDATE = `
  UPDATE runs SET profile = @profile, started_by = @trigger, dry_run = @dryRun, state = @state,
    started_at = @startedAt, finished_at = @finishedAt, total = @total, error_code = @errorCode,
    error_message = @errorMessage, has_lists = @hasLists
  WHERE id = @id`;

function toColumns({ id, profile, trigger, dryRun, state, startedAt, finishedAt, total, error, lists }: Run) {
  const [errorCode, errorMessage, hasLists] = [error?.code, error?.message, lists.length > 0];
  return {
    id,
    profile,
    trigger,
    dryRun,
    state,
    startedAt,
    finishedAt,
    total,
    errorCode,
    errorMessage,
    hasLists,
  };
}

function toHead(row: RunRow, lists: ListResult[]): RunHead {
  return {
    id: row.id,
    profile: row.profile,
    trigger: row.started_by,
    dryRun: row.dry_run === 1,
    state: row.state,
    startedAt: row.started_at,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    ...(row.total !== null && { total: row.total }),
    lists,
    ...(row.error_code !== null && { error: { code: row.error_code, message: row.error_message ?? "" } }),
  };
}

/** What a statement finds for the runs of `@ids`, a JSON array: one statement, however many runs. */
function byRun<Row>(db: Database, sql: string, ids: string): Map<string, Row[]> {
  const rows = new Map<string, Row[]>();
  for (const row of db.all<Row & { run_id: string }>(sql, { ids })) {
    const ofRun = rows.get(row.run_id);
    if (ofRun) ofRun.push(row);
    else rows.set(row.run_id, [row]);
  }
  return rows;
}

const LISTS = `
  SELECT run_id, result FROM run_lists WHERE run_id IN (SELECT value FROM json_each(@ids)) ORDER BY run_id, position`;

/** Of what a run found to be new and of what it found unchanged, see repeats.ts. */
const COUNTS = `
  SELECT run_id, status, SUM(found) AS count FROM (
    SELECT run_id, status, COUNT(*) AS found FROM outcomes
    WHERE run_id IN (SELECT value FROM json_each(@ids)) AND main = 1 GROUP BY run_id, status
    UNION ALL
    SELECT r.id, o.status, COUNT(*)
    FROM runs r CROSS JOIN repeats p ON p.run = r.number CROSS JOIN outcomes o ON o.id = p.outcome
    WHERE r.id IN (SELECT value FROM json_each(@ids)) AND o.main = 1 GROUP BY r.id, o.status
  ) GROUP BY run_id, status`;
