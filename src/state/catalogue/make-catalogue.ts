import type { Database } from "../database.ts";

/**
 * The catalogue: titles as people look through them. It holds nothing that is not known elsewhere, in numbers that sort and
 * filter quickly, so that 100,000 titles are walked through within an index of a few MB; the one by name is searched for texts. Triggers keep it as the titles are.
 *
 * Words (`type`, `provider`, `status`, `profile`) are numbers of `catalogue_words`. Times are milliseconds since 1970. `year` 0:
 * nobody knows. `waits`: a person can do something. `decision`: 1 ignored, 2 matched, 3 both; `decided`: when.
 */
export const makeCatalogue = (db: Pick<Database, "exec">): void => db.exec(`${TABLES}${FILL}${TRIGGERS}`);

/** Makes it anew of what is known, as after the import of rows. */
export const refillCatalogue = (db: { exec(sql: string): unknown }): void => void db.exec(FILL);

/** The format from which on a database has one. */
export const CATALOGUE_FORMAT = 20;

/** Begins the names of all its tables. */
export const CATALOGUE = "catalogue";

/** What the indices hold beside what they sort by: all that a filter asks for. */
const FILTERS = "number, status, type, year, profile, requester, provider, decision";

const TABLES = `
CREATE TABLE catalogue_words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);

CREATE TABLE catalogue (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE REFERENCES items (key) ON DELETE CASCADE,
  folded TEXT NOT NULL, type INTEGER NOT NULL, year INTEGER NOT NULL, provider INTEGER NOT NULL, requester INTEGER,
  added INTEGER NOT NULL, changed INTEGER NOT NULL, status INTEGER, profile INTEGER,
  waits INTEGER NOT NULL DEFAULT 0, decision INTEGER NOT NULL DEFAULT 0, decided INTEGER
);
CREATE INDEX catalogue_changed ON catalogue (changed, ${FILTERS});
CREATE INDEX catalogue_folded ON catalogue (folded, ${FILTERS}, changed, added);
CREATE INDEX catalogue_year ON catalogue (year, number, status, type, profile, requester, provider, decision);
CREATE INDEX catalogue_added ON catalogue (added, ${FILTERS});
CREATE INDEX catalogue_waits ON catalogue (changed, number, status, profile) WHERE waits = 1;

CREATE INDEX outcomes_deeds ON outcomes (status, at) WHERE dry_run = 0 AND status IN ('requested', 'failed');
CREATE INDEX run_lists_list ON run_lists (provider, list);
CREATE INDEX runs_listing ON runs (started_at, number, profile, state, started_by, dry_run, has_lists);
`;

/** As the table of outcomes says of whom a title needs; a test compares. */
const WAITING = "'not_found', 'ambiguous', 'failed', 'quota_exceeded'";

/** SQL of a time in milliseconds. */
const ms = (time: string): string =>
  `coalesce(unixepoch(${time}) * 1000 + CAST(substr(${time}, 21, 3) AS INTEGER), 0)`;

const word = (text: string): string => `(SELECT id FROM catalogue_words WHERE word = ${text})`;

/** A word that is new; without OR IGNORE, which a statement outside would change the meaning of. */
const learn = (text: string): string =>
  `INSERT INTO catalogue_words (word) SELECT ${text} WHERE ${text} IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM catalogue_words WHERE word = ${text});`;

/** What a list says of a title. @param row of `items` */
const providerOf = (row: string): string => `coalesce(${row}.item ->> '$.sources[0].provider', '')`;
const yearOf = (row: string): string => `coalesce(CAST(${row}.item ->> '$.year' AS INTEGER), 0)`;
const requesterOf = (row: string): string =>
  `(SELECT s.value ->> '$.requestAs' FROM json_each(${row}.item, '$.sources') s
    WHERE s.value ->> '$.requestAs' IS NOT NULL LIMIT 1)`;

const DECIDED = (key: string): string => `
  (SELECT coalesce(sum(DISTINCT iif(kind = 'ignore', 1, 2)), 0) FROM decisions WHERE key = ${key}),
  (SELECT max(${ms("at")}) FROM decisions WHERE key = ${key})`;

const FILL = `
DELETE FROM catalogue;
DELETE FROM catalogue_words;
INSERT INTO catalogue_words (word)
  SELECT DISTINCT media_type FROM items UNION SELECT DISTINCT ${providerOf("i")} FROM items i
  UNION SELECT DISTINCT profile FROM runs UNION SELECT DISTINCT status FROM outcomes;
INSERT INTO catalogue
  (key, folded, type, year, provider, requester, added, changed, status, profile, waits, decision, decided)
  SELECT i.key, i.folded, ${word("i.media_type")}, ${yearOf("i")}, ${word(providerOf("i"))}, ${requesterOf("i")},
    ${ms("i.first_seen_at")}, ${ms("coalesce(o.at, i.first_seen_at)")}, ${word("o.status")}, ${word("r.profile")},
    coalesce(o.status IN (${WAITING}), 0), ${DECIDED("i.key")}
  FROM items i LEFT JOIN outcomes o ON o.id = i.outcome_id LEFT JOIN runs r ON r.id = o.run_id;
`;

const TRIGGERS = `
CREATE TRIGGER catalogue_title_added AFTER INSERT ON items BEGIN
  ${learn("new.media_type")}
  ${learn(providerOf("new"))}
  INSERT INTO catalogue (key, folded, type, year, provider, requester, added, changed, decision, decided)
  SELECT new.key, new.folded, ${word("new.media_type")}, ${yearOf("new")}, ${word(providerOf("new"))}, ${requesterOf("new")},
    ${ms("new.first_seen_at")}, ${ms("new.first_seen_at")}, ${DECIDED("new.key")};
END;

CREATE TRIGGER catalogue_title_changed AFTER UPDATE OF folded, media_type, item ON items
WHEN old.folded IS NOT new.folded OR old.media_type IS NOT new.media_type OR old.item IS NOT new.item AND (
  ${yearOf("old")} IS NOT ${yearOf("new")} OR old.item -> '$.sources' IS NOT new.item -> '$.sources')
BEGIN
  ${learn("new.media_type")}
  ${learn(providerOf("new"))}
  UPDATE catalogue SET folded = new.folded, type = ${word("new.media_type")}, year = ${yearOf("new")},
    provider = ${word(providerOf("new"))}, requester = ${requesterOf("new")}
  WHERE key = new.key;
END;

CREATE TRIGGER catalogue_outcome AFTER UPDATE OF outcome_id ON items WHEN old.outcome_id IS NOT new.outcome_id BEGIN
  ${learn("(SELECT status FROM outcomes WHERE id = new.outcome_id)")}
  ${learn("(SELECT r.profile FROM outcomes o JOIN runs r ON r.id = o.run_id WHERE o.id = new.outcome_id)")}
  UPDATE catalogue SET status = NULL, profile = NULL, waits = 0, changed = added
  WHERE key = new.key AND new.outcome_id IS NULL;
  UPDATE catalogue SET (status, profile, waits, changed) = (
    SELECT ${word("o.status")}, ${word("r.profile")}, o.status IN (${WAITING}), ${ms("o.at")}
    FROM outcomes o JOIN runs r ON r.id = o.run_id WHERE o.id = new.outcome_id)
  WHERE key = new.key AND new.outcome_id IS NOT NULL;
END;

CREATE TRIGGER catalogue_outcome_later AFTER UPDATE OF run_id, at ON outcomes
WHEN old.run_id IS NOT new.run_id OR old.at IS NOT new.at BEGIN
  ${learn("(SELECT profile FROM runs WHERE id = new.run_id)")}
  UPDATE catalogue SET profile = (SELECT ${word("r.profile")} FROM runs r WHERE r.id = new.run_id), changed = ${ms("new.at")}
  WHERE key IN (SELECT key FROM items WHERE outcome_id = new.id);
END;

CREATE TRIGGER catalogue_decided AFTER INSERT ON decisions BEGIN
  UPDATE catalogue SET (decision, decided) = (SELECT ${DECIDED("new.key")}) WHERE key = new.key;
END;
CREATE TRIGGER catalogue_decided_again AFTER UPDATE ON decisions BEGIN
  UPDATE catalogue SET (decision, decided) = (SELECT ${DECIDED("new.key")}) WHERE key = new.key;
END;
CREATE TRIGGER catalogue_taken_back AFTER DELETE ON decisions BEGIN
  UPDATE catalogue SET (decision, decided) = (SELECT ${DECIDED("old.key")}) WHERE key = old.key;
END;
`;
