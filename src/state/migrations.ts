import { makeCatalogue } from "./catalogue/make-catalogue.ts";
import type { Database } from "./database.ts";
import { hideOwnAddresses } from "./hide-own-addresses.ts";
import { storeRepeatsOnce } from "./store-repeats-once.ts";

/** One step of the schema. Steps that have been released are never changed again. */
export interface Migration {
  /** Counted from 1 without gaps; kept in SQLite's `user_version`. */
  version: number;
  /** What it takes out may be a secret: it is run on the copy that was made before as well, which keeps its version. */
  hides?: true;
  /** Runs in a transaction with foreign keys off, which are checked at its end. */
  up(db: Pick<Database, "exec" | "run" | "all">): void;
}

/** All steps, oldest first. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, up: (db) => db.exec(VERSION_1) },
  { version: 2, up: (db) => db.exec(VERSION_2) },
  { version: 3, up: (db) => db.exec(VERSION_3) },
  { version: 4, up: (db) => db.exec(VERSION_4) },
  { version: 5, up: (db) => db.exec(VERSION_5) },
  { version: 6, up: hideOwnAddresses, hides: true },
  { version: 7, up: (db) => db.exec(VERSION_7) },
  { version: 8, up: (db) => db.exec(VERSION_8) },
  { version: 9, up: storeRepeatsOnce },
  { version: 10, up: (db) => db.exec(VERSION_10) },
  { version: 11, up: (db) => db.exec(VERSION_11) },
  { version: 12, up: (db) => db.exec(VERSION_12) },
  { version: 13, up: (db) => db.exec(VERSION_13) },
  { version: 14, up: (db) => db.exec(VERSION_14) },
  { version: 15, up: (db) => db.exec(VERSION_15) },
  { version: 16, up: (db) => db.exec(VERSION_16) },
  { version: 17, up: (db) => db.exec(VERSION_17) },
  { version: 18, up: (db) => db.exec(VERSION_18) },
  { version: 19, up: (db) => db.exec(VERSION_19) },
  { version: 20, up: makeCatalogue },
];

/** The format of a database that is up to date. */
export const NEWEST_FORMAT = MIGRATIONS.length;

/**
 * Times are ISO 8601 text (they sort as text), truth is 0 or 1. The columns `item`, `matched`, `outcome`, `detail` and
 * `resolution` hold the JSON of the types in store.ts; what is searched for stands in columns of its own.
 */
const VERSION_1 = `
CREATE TABLE lists (
  provider TEXT NOT NULL, list TEXT NOT NULL, label TEXT NOT NULL, name TEXT, url TEXT,
  items INTEGER NOT NULL, total INTEGER, complete INTEGER NOT NULL, synced_at TEXT NOT NULL,
  PRIMARY KEY (provider, list)
);

CREATE TABLE items (
  key TEXT PRIMARY KEY, title TEXT NOT NULL, folded TEXT NOT NULL, media_type TEXT NOT NULL,
  item TEXT NOT NULL, matched TEXT, first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL,
  outcome_id INTEGER REFERENCES outcomes (id) ON DELETE SET NULL
);
CREATE INDEX items_outcome ON items (outcome_id);

CREATE TABLE list_items (
  provider TEXT NOT NULL, list TEXT NOT NULL, item_key TEXT NOT NULL REFERENCES items (key) ON DELETE CASCADE,
  rank INTEGER, first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL,
  PRIMARY KEY (provider, list, item_key),
  FOREIGN KEY (provider, list) REFERENCES lists (provider, list) ON DELETE CASCADE
);
CREATE INDEX list_items_item ON list_items (item_key);

CREATE TABLE runs (
  id TEXT PRIMARY KEY, profile TEXT NOT NULL, started_by TEXT NOT NULL, dry_run INTEGER NOT NULL, state TEXT NOT NULL,
  started_at TEXT NOT NULL, finished_at TEXT, total INTEGER, error_code TEXT, error_message TEXT
);
CREATE INDEX runs_profile ON runs (profile, started_at);
CREATE INDEX runs_started ON runs (started_at);
CREATE INDEX runs_running ON runs (state) WHERE state = 'running';

CREATE TABLE run_lists (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE, position INTEGER NOT NULL,
  provider TEXT NOT NULL, list TEXT NOT NULL, result TEXT NOT NULL,
  PRIMARY KEY (run_id, position)
);

CREATE TABLE outcomes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  item_key TEXT NOT NULL REFERENCES items (key) ON DELETE CASCADE,
  is4k INTEGER NOT NULL, main INTEGER NOT NULL, dry_run INTEGER NOT NULL,
  server TEXT, media_type TEXT, tmdb_id INTEGER,
  status TEXT NOT NULL, at TEXT NOT NULL, outcome TEXT NOT NULL,
  UNIQUE (run_id, item_key, is4k)
);
CREATE INDEX outcomes_item ON outcomes (item_key, main, dry_run, at DESC, id DESC);
CREATE INDEX outcomes_title ON outcomes (tmdb_id, media_type);
CREATE INDEX outcomes_status ON outcomes (status);
CREATE INDEX outcomes_at ON outcomes (at);

CREATE TABLE titles (
  server TEXT NOT NULL, media_type TEXT NOT NULL, tmdb_id INTEGER NOT NULL, at TEXT NOT NULL, detail TEXT NOT NULL,
  PRIMARY KEY (server, media_type, tmdb_id)
);

CREATE TABLE id_cache (
  server TEXT NOT NULL, key TEXT NOT NULL, saved_at TEXT NOT NULL, resolution TEXT NOT NULL,
  PRIMARY KEY (server, key)
);
`;

/** What fetches remember, and what stood on each list of a profile when it was last read as a whole. */
const VERSION_2 = `
CREATE TABLE fetch_cache (
  scope TEXT NOT NULL, key TEXT NOT NULL, saved_at TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (scope, key)
);
CREATE INDEX fetch_cache_age ON fetch_cache (scope, saved_at);

CREATE TABLE list_contents (
  profile TEXT NOT NULL, provider TEXT NOT NULL, list TEXT NOT NULL, read_at TEXT NOT NULL, items TEXT NOT NULL,
  PRIMARY KEY (profile, provider, list)
);
`;

/** What Home Assistant and others set for a profile, and how many requests its runs have made. */
const VERSION_3 = `
CREATE TABLE profile_settings (
  profile TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (profile, name)
);
INSERT INTO profile_settings (profile, name, value)
  SELECT r.profile, 'requested-total', COUNT(*) FROM outcomes o JOIN runs r ON r.id = o.run_id
  WHERE o.status = 'requested' AND o.dry_run = 0 GROUP BY r.profile;
`;

/** By which ways devices are shown to Home Assistant. */
const VERSION_5 = "CREATE TABLE devices (id TEXT PRIMARY KEY, shown TEXT NOT NULL)";

/** Lists that are never read as a whole (feeds, limits) hold titles as well. */
const VERSION_4 = "ALTER TABLE list_contents ADD COLUMN partial INTEGER NOT NULL DEFAULT 0";

/** Requests that are about to be sent: after a crash nobody else knows that the server may have got one. */
const VERSION_7 = `
CREATE TABLE intents (
  server TEXT NOT NULL, media_type TEXT NOT NULL, tmdb_id INTEGER NOT NULL, is4k INTEGER NOT NULL,
  seasons TEXT NOT NULL, requester INTEGER, at TEXT NOT NULL,
  PRIMARY KEY (server, media_type, tmdb_id, is4k)
);
`;

/** When each profile is due: see schedule/. */
const VERSION_8 = `
CREATE TABLE schedules (
  profile TEXT PRIMARY KEY, plan TEXT, zone TEXT, next_at TEXT, next_name TEXT, standing TEXT,
  takes INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0, taken_at TEXT,
  taken_dry INTEGER NOT NULL DEFAULT 0, skipped_to TEXT, paused_until TEXT, held_for TEXT
);
`;

/** Which process may write: see lease/lease.ts. */
const VERSION_10 = `
CREATE TABLE lease (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  holder TEXT NOT NULL, place TEXT NOT NULL, beats INTEGER NOT NULL, at TEXT NOT NULL
);
`;

/** For whom a request was about to be sent: its title may have left the lists when it is known what became of it. */
const VERSION_11 = `
ALTER TABLE intents ADD COLUMN run_id TEXT;
ALTER TABLE intents ADD COLUMN item TEXT;
`;

/** What servers said has become available, and by which names and ids they may mean a title. */
const VERSION_12 = `
CREATE TABLE arrivals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL, media_type TEXT NOT NULL, tmdb_id INTEGER, is4k INTEGER NOT NULL, seasons TEXT NOT NULL,
  title TEXT NOT NULL, sender TEXT NOT NULL, at TEXT NOT NULL
);
CREATE INDEX arrivals_key ON arrivals (key, at);
CREATE INDEX arrivals_title ON arrivals (tmdb_id, media_type);
CREATE INDEX arrivals_at ON arrivals (at);
CREATE INDEX items_folded ON items (folded);
CREATE INDEX id_cache_key ON id_cache (key);
`;

/** What each sync-watch has told of: see watch/. */
const VERSION_13 =
  "CREATE TABLE watched_files (node TEXT PRIMARY KEY, what TEXT NOT NULL, files TEXT NOT NULL)";

/** When a run repeated an outcome, counted from the run's start: a short number for each title of each run. */
const VERSION_14 = `
UPDATE repeats SET at = at - (
  SELECT coalesce(unixepoch(r.started_at) * 1000 + CAST(substr(r.started_at, 21, 3) AS INTEGER), 0)
  FROM runs r WHERE r.number = repeats.run
) WHERE run IN (SELECT number FROM runs)`;

/** What signed requests were answered: see webhook/replay-memory.ts. */
const VERSION_15 = `
CREATE TABLE signed_requests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  request TEXT NOT NULL UNIQUE, until TEXT NOT NULL, answer TEXT NOT NULL
);
CREATE INDEX signed_requests_until ON signed_requests (until);
`;

/** What each sync-notify keeps for its next digest, and what it has told of: see notify/. */
const VERSION_16 = `
CREATE TABLE notices (
  id INTEGER PRIMARY KEY AUTOINCREMENT, node TEXT NOT NULL, news TEXT NOT NULL
);
CREATE INDEX notices_node ON notices (node, id);
CREATE TABLE notifiers (node TEXT PRIMARY KEY, state TEXT NOT NULL);
`;

/** What people decided about titles: to ignore one, and which one a list means. */
const VERSION_17 = `
CREATE TABLE decisions (
  name TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, folded TEXT NOT NULL, item TEXT NOT NULL,
  media_type TEXT, tmdb_id INTEGER, matched TEXT, decided_by TEXT, at TEXT NOT NULL,
  PRIMARY KEY (name, kind)
);
CREATE INDEX decisions_key ON decisions (key);
CREATE INDEX decisions_title ON decisions (tmdb_id, media_type);
CREATE INDEX decisions_at ON decisions (at);
`;

/** Which runs read lists, and when the last sync of a profile was: runs that gather messages are no syncs. */
const VERSION_18 = `
ALTER TABLE runs ADD COLUMN has_lists INTEGER NOT NULL DEFAULT 0;
UPDATE runs SET has_lists = 1 WHERE id IN (SELECT run_id FROM run_lists);
CREATE INDEX runs_synced ON runs (profile, finished_at DESC)
  WHERE has_lists = 1 AND dry_run = 0 AND state IN ('completed', 'completed_with_errors');
`;

/** What other programs noted of titles, to be looked up: nothing that decides on requests reads it. */
const VERSION_19 = `
CREATE TABLE imported_titles (
  program TEXT NOT NULL, media_type TEXT NOT NULL, tmdb_id INTEGER NOT NULL, key TEXT NOT NULL,
  title TEXT NOT NULL, folded TEXT NOT NULL, year INTEGER, status TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (tmdb_id, media_type, program)
);
CREATE INDEX imported_titles_key ON imported_titles (key);
`;
