import { ANSWER_SCOPES } from "../lists/answer-scopes.ts";
import type { Database } from "./database.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Days after which an answer of a site that nobody asked for again is dropped. */
const ANSWER_DAYS = 30;

/**
 * Forgets outcomes older than so many days and runs of which nothing is left. Every title keeps its latest outcome and
 * every profile its latest run, however old; what was requested and cancelled is kept, because it says which requests are
 * ours.
 *
 * @returns how many outcomes were forgotten
 */
export function prune(db: Database, olderThanDays: number, now: Date): number {
  const before = new Date(now.getTime() - olderThanDays * DAY).toISOString();
  return db.transaction(() => {
    const forgotten = db.run(
      `DELETE FROM outcomes WHERE at < @before AND status NOT IN ('requested', 'cancelled')
       AND NOT EXISTS (SELECT 1 FROM items WHERE items.outcome_id = outcomes.id)`,
      { before },
    );
    db.run(
      `DELETE FROM runs WHERE started_at < @before AND state <> 'running'
       AND NOT EXISTS (SELECT 1 FROM outcomes WHERE outcomes.run_id = runs.id)
       AND EXISTS (SELECT 1 FROM runs newer WHERE newer.profile = runs.profile AND newer.started_at > runs.started_at)`,
      { before },
    );
    // answers can be had again; ids and mappings are kept for good
    const stale = new Date(now.getTime() - ANSWER_DAYS * DAY).toISOString();
    for (const scope of ANSWER_SCOPES)
      db.run("DELETE FROM fetch_cache WHERE scope = @scope AND saved_at < @stale", { scope, stale });
    return forgotten;
  });
}
