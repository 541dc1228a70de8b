import type { Database } from "../database.ts";

/** An outcome of an item as a run that records the item has to know it. */
export interface KnownOutcome {
  id: number;
  is4k: number;
  main: number;
  server: string | null;
  mediaType: string | null;
  tmdbId: number | null;
  status: string;
  outcome: string;
  lastRecord: number;
  /** The run has recorded it itself: as something new, or as a repetition. */
  own: "new" | "repeated" | null;
  /** Recorded last by a run of the same profile, both dry runs or none. */
  isOfProfile: number;
}

/** What is recorded of an item so far, in one statement. Empty also for a run that is not known. */
export const knownOutcomes = (db: Database, runId: string, key: string): KnownOutcome[] =>
  db.all<KnownOutcome>(KNOWN, { runId, key });

/** Dry runs are compared with dry runs, and each profile with itself: two profiles may differ about a title for good. */
const KNOWN = `
  SELECT o.id, o.is4k, o.main, o.server, o.media_type AS mediaType, o.tmdb_id AS tmdbId, o.status, o.outcome,
    o.last_record AS lastRecord,
    CASE WHEN o.run_id = this.id THEN 'new'
      WHEN EXISTS (SELECT 1 FROM repeats p WHERE p.run = this.number AND p.outcome = o.id) THEN 'repeated' END AS own,
    o.dry_run = this.dry_run AND r.profile = this.profile AS isOfProfile
  FROM runs this CROSS JOIN outcomes o ON o.item_key = @key JOIN runs r ON r.id = o.last_run_id
  WHERE this.id = @runId`;
