import type { OutcomeStatus } from "../items/item.ts";
import type { Database } from "./database.ts";
import type { ListResult, Run, RunState, Store } from "./store.ts";

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
): Pick<Store, "insertRun" | "updateRun" | "run" | "runs" | "interruptRuns"> {
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

  function find(conditions: string[], parameters: Record<string, string | number | undefined>): Run[] {
    const where = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
    return db
      .all<RunRow>(
        `SELECT * FROM runs ${where} ORDER BY started_at DESC, rowid DESC LIMIT @limit OFFSET @offset`,
        { limit: -1, offset: 0, ...parameters },
      )
      .map((row) => toRun(row, listsOf(db, row.id), countsOf(db, row.id)));
  }

  return {
    insertRun: (run) => save(INSERT, run),
    updateRun: (run) => save(UPDATE, run),
    run: (id) => find(["id = @id"], { id })[0],
    runs({ profile, states, limit = 100, offset = 0 } = {}) {
      const conditions = [];
      if (profile !== undefined) conditions.push("profile = @profile");
      if (states) conditions.push("state IN (SELECT value FROM json_each(@states))");
      return find(conditions, { profile, states: states && JSON.stringify(states), limit, offset });
    },
    interruptRuns: (at) =>
      db.transaction(() => {
        const cutOff = find(["state = 'running'"], {});
        db.run(
          `UPDATE runs SET state = 'interrupted', finished_at = @at, error_code = @code, error_message = @message
           WHERE state = 'running'`,
          { at, ...INTERRUPTION },
        );
        return cutOff.map((run) => ({ ...run, state: "interrupted", finishedAt: at, error: INTERRUPTION }));
      }),
  };
}

const INTERRUPTION = { code: "interrupted", message: "Node-RED ended while the run was going on." };

const INSERT = `
  INSERT INTO runs
    (id, profile, started_by, dry_run, state, started_at, finished_at, total, error_code, error_message)
  VALUES
    (@id, @profile, @trigger, @dryRun, @state, @startedAt, @finishedAt, @total, @errorCode, @errorMessage)`;

const UPDATE = `
  UPDATE runs SET profile = @profile, started_by = @trigger, dry_run = @dryRun, state = @state,
    started_at = @startedAt, finished_at = @finishedAt, total = @total, error_code = @errorCode,
    error_message = @errorMessage
  WHERE id = @id`;

function toColumns({ id, profile, trigger, dryRun, state, startedAt, finishedAt, total, error }: Run) {
  const [errorCode, errorMessage] = [error?.code, error?.message];
  return { id, profile, trigger, dryRun, state, startedAt, finishedAt, total, errorCode, errorMessage };
}

function toRun(row: RunRow, lists: ListResult[], counts: Run["counts"]): Run {
  return {
    id: row.id,
    profile: row.profile,
    trigger: row.started_by,
    dryRun: row.dry_run === 1,
    state: row.state,
    startedAt: row.started_at,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    ...(row.total !== null && { total: row.total }),
    counts,
    lists,
    ...(row.error_code !== null && { error: { code: row.error_code, message: row.error_message ?? "" } }),
  };
}

function listsOf(db: Database, runId: string): ListResult[] {
  return db
    .all<{ result: string }>("SELECT result FROM run_lists WHERE run_id = @runId ORDER BY position", {
      runId,
    })
    .map((row) => JSON.parse(row.result));
}

function countsOf(db: Database, runId: string): Run["counts"] {
  const rows = db.all<{ status: OutcomeStatus; count: number }>(
    "SELECT status, COUNT(*) AS count FROM outcomes WHERE run_id = @runId AND main = 1 GROUP BY status",
    { runId },
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}
