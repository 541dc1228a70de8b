import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { OutcomeCount } from "../port/titles.ts";
import type { Store } from "../store.ts";

interface LastSync {
  profile: string;
  at: string;
}

/** Numbers about what was done, for those who watch. */
export function statsTable(db: Database): AtOnce<Pick<Store, "outcomeCounts" | "lastSyncs">> {
  const nextSync = (after: string) => db.get<LastSync>(NEXT_SYNC, { after });
  return {
    outcomeCounts: (since) => db.all<OutcomeCount>(OUTCOME_COUNTS, { since }),
    lastSyncs: () =>
      db.snapshot(() => {
        const syncs: LastSync[] = [];
        // from profile to profile, whose last sync comes first in the index
        for (let sync = nextSync(""); sync; sync = nextSync(sync.profile)) syncs.push(sync);
        return syncs;
      }),
  };
}

/** A title counts once, with the outcome that counts for it, for the profile of the run that found it so last. */
const OUTCOME_COUNTS = `
  SELECT r.profile, o.status, COUNT(*) AS titles
  FROM outcomes o CROSS JOIN items i ON i.outcome_id = o.id CROSS JOIN runs r ON r.id = o.last_run_id
  WHERE o.last_at >= @since AND o.dry_run = 0
  GROUP BY r.profile, o.status ORDER BY r.profile, o.status`;

/** Of runs, which were syncs that completed; as the index of them has it. */
export const IS_SYNC = "has_lists = 1 AND dry_run = 0 AND state IN ('completed', 'completed_with_errors')";

const NEXT_SYNC = `
  SELECT profile, finished_at AS at FROM runs
  WHERE ${IS_SYNC} AND profile > @after ORDER BY profile, finished_at DESC LIMIT 1`;
