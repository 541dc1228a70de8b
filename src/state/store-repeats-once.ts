import type { Database } from "./database.ts";

/**
 * Brings the outcomes of a database of 0.1, which has a row for each run, item and quality, into rows for each change;
 * see repeats.ts for what a change is. All answers but the history of a title, which then shows changes, stay the same.
 */
export const storeRepeatsOnce = (db: Pick<Database, "exec">): void => db.exec(STEPS);

const STEPS = `
ALTER TABLE runs ADD COLUMN number INTEGER;
UPDATE runs SET number = rowid;
CREATE UNIQUE INDEX runs_number ON runs (number);

CREATE TEMP TABLE changes AS
  WITH records AS (
    SELECT o.id, o.item_key, o.is4k, o.dry_run, r.profile,
      o.status IN ('requested', 'cancelled') OR strftime('%Y-%m-%dT%H:%M:%fZ', o.at) IS NOT o.at AS alone,
      json_array(json_set(o.outcome, '$.at', ''), o.main, o.server, o.media_type, o.tmdb_id,
        iif(o.tmdb_id IS NULL, 0, sum(o.status IN ('requested', 'cancelled'))
          OVER (PARTITION BY o.tmdb_id, o.media_type ORDER BY o.id))) AS content
    FROM outcomes o JOIN runs r ON r.id = o.run_id
  ), marked AS (
    SELECT *, alone OR content IS NOT lag(content) OVER line AS is_change FROM records
    WINDOW line AS (PARTITION BY item_key, is4k, dry_run, profile ORDER BY id)
  )
  SELECT id, max(iif(is_change, id, 0)) OVER (PARTITION BY item_key, is4k, dry_run, profile ORDER BY id) AS change_id
  FROM marked;

CREATE TABLE repeats (
  run INTEGER NOT NULL, outcome INTEGER NOT NULL, record INTEGER NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (run, outcome)
) WITHOUT ROWID;
INSERT INTO repeats (run, outcome, record, at)
  SELECT r.number, c.change_id, o.id, unixepoch(o.at) * 1000 + CAST(substr(o.at, 21, 3) AS INTEGER)
  FROM changes c JOIN outcomes o ON o.id = c.id JOIN runs r ON r.id = o.run_id
  WHERE c.id <> c.change_id ORDER BY 1, 2;

CREATE TABLE changed_outcomes (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  item_key TEXT NOT NULL REFERENCES items (key) ON DELETE CASCADE,
  is4k INTEGER NOT NULL, main INTEGER NOT NULL, dry_run INTEGER NOT NULL,
  server TEXT, media_type TEXT, tmdb_id INTEGER,
  status TEXT NOT NULL, at TEXT NOT NULL, outcome TEXT NOT NULL,
  last_run_id TEXT NOT NULL, last_at TEXT NOT NULL, last_record INTEGER NOT NULL,
  UNIQUE (run_id, item_key, is4k)
);
INSERT INTO changed_outcomes
  SELECT o.id, o.run_id, o.item_key, o.is4k, o.main, o.dry_run, o.server, o.media_type, o.tmdb_id, o.status, o.at, o.outcome,
    newest.run_id, newest.at, newest.id
  FROM (SELECT change_id, max(id) AS last_id FROM changes GROUP BY change_id) c
  JOIN outcomes o ON o.id = c.change_id JOIN outcomes newest ON newest.id = c.last_id;
UPDATE items SET outcome_id = c.change_id FROM changes c WHERE c.id = items.outcome_id AND c.id <> c.change_id;
DROP TABLE outcomes;
ALTER TABLE changed_outcomes RENAME TO outcomes;
DROP TABLE changes;

CREATE INDEX outcomes_item ON outcomes (item_key, is4k);
CREATE INDEX outcomes_title ON outcomes (tmdb_id, media_type);
CREATE INDEX outcomes_status ON outcomes (status);
CREATE INDEX outcomes_at ON outcomes (last_at);
CREATE INDEX outcomes_record ON outcomes (last_record);
`;
