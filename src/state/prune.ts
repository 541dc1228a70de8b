import { ANSWER_SCOPES } from "../lists/fetching/answer-scopes.ts";
import type { Database } from "./database.ts";
import { forgetRepeats } from "./tables/repeats.ts";
import { IS_SYNC } from "./tables/stats-table.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Days after which an answer of a site that nobody asked for again is dropped. */
const ANSWER_DAYS = 30;

/**
 * Forgets outcomes older than so many days and runs of which nothing is left. Every title keeps its latest outcome and
 * arrival, and every profile its latest run and sync, however old; what was requested and cancelled is kept, because it says which requests are
 * ours.
 *
 * @returns how many outcomes were forgotten
 */
export function prune(db: Database, olderThanDays: number, now: Date): number {
  const before = new Date(now.getTime() - olderThanDays * DAY).toISOString();
  return db.transaction(() => {
    const repeats = forgetRepeats(db, before);
    const changes = db.run(
      `DELETE FROM outcomes WHERE last_at < @before AND status NOT IN ('requested', 'cancelled')
       AND NOT EXISTS (SELECT 1 FROM items WHERE items.outcome_id = outcomes.id)`,
      { before },
    );
    db.run(
      `DELETE FROM runs WHERE started_at < @before AND state <> 'running'
       AND NOT EXISTS (SELECT 1 FROM outcomes WHERE outcomes.run_id = runs.id)
       AND NOT EXISTS (SELECT 1 FROM repeats WHERE run = runs.number)
       AND EXISTS (SELECT 1 FROM runs newer WHERE newer.profile = runs.profile AND newer.started_at > runs.started_at)
       AND (NOT (${IS_SYNC}) OR finished_at < (
         SELECT MAX(finished_at) FROM runs synced WHERE synced.profile = runs.profile AND ${IS_SYNC}))`,
      { before },
    );
    db.run(
      `DELETE FROM arrivals WHERE at < @before
       AND EXISTS (SELECT 1 FROM arrivals newer WHERE newer.key = arrivals.key AND newer.at > arrivals.at)`,
      { before },
    );
    // nobody asked for that title again, or took it back
    db.run("DELETE FROM intents WHERE at < @before", { before });
    // answers can be had again; ids and mappings are kept for good
    const stale = new Date(now.getTime() - ANSWER_DAYS * DAY).toISOString();
    for (const scope of ANSWER_SCOPES)
      db.run("DELETE FROM fetch_cache WHERE scope = @scope AND saved_at < @stale", { scope, stale });
    return repeats + changes;
  });
}
