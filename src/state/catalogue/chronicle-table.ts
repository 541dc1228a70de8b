import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { ArrivalNews, Chronicle, KnownList, ListChange, ListReading } from "../port/chronicle.ts";

/** What happened, for those who look back. */
export function chronicleTable(db: Database): AtOnce<Omit<Chronicle, "countRuns">> {
  return {
    deedsByDay: (deed, since, profile) =>
      profile === undefined
        ? db.all(DEEDS[deed], { since })
        : db.all(`${OF_PROFILE[deed]}`, { since, profile }),
    arrivalsByDay: (since) => db.all(ARRIVALS, { since }),
    lastArrivals: (limit) => db.all<ArrivalRow>(LAST_ARRIVALS, { limit }).map(toNews),
    knownLists: () => db.all<ListRow>(`SELECT ${LIST} FROM lists s ORDER BY s.label`).map(toList),
    listReadings: (provider, list, limit) =>
      db.all<ReadingRow>(READINGS, { provider, list, limit }).map(toReading),
    listChanges: (provider, list, limit) =>
      db.snapshot(() => {
        const side = (where: string, at: string) => {
          const asked = { provider, list };
          const total = db.get<{ count: number }>(
            `SELECT COUNT(*) AS count ${MEMBERS} ${where}`,
            asked,
          )?.count;
          const rows = db.all<ChangeRow>(
            `SELECT i.key, i.title, i.media_type, i.item ->> '$.year' AS year, i.matched ->> '$.tmdbId' AS tmdb_id,
               i.matched ->> '$.mediaType' AS tmdb_type, l.${at} AS at
             ${MEMBERS} ${where} ORDER BY l.${at} DESC, i.key LIMIT @limit`,
            { ...asked, limit },
          );
          return { rows: rows.map(toChange), total: total ?? 0 };
        };
        return { added: side(ADDED, "first_seen_at"), left: side(LEFT, "last_seen_at") };
      }),
    listsOfTitle: (key) =>
      db.all<MemberRow>(OF_TITLE, { key }).map((row) => ({
        ...toList(row),
        ...(row.rank !== null && { rank: row.rank }),
        since: row.since,
        left: row.has_left === 1,
      })),
  };
}

const byDay = (from: string): string =>
  `SELECT date(o.at, 'localtime') AS day, COUNT(*) AS count FROM ${from} GROUP BY day ORDER BY day`;

const deeds = (deed: string, join = "", where = "") =>
  byDay(`outcomes o INDEXED BY outcomes_deeds ${join}
    WHERE o.dry_run = 0 AND o.status IN ('requested', 'failed') AND o.status = '${deed}' AND o.at >= @since ${where}`);

const DEEDS = { requested: deeds("requested"), failed: deeds("failed") };

const RUN = "CROSS JOIN runs r ON r.id = o.run_id";
const OF_PROFILE = {
  requested: deeds("requested", RUN, "AND r.profile = @profile"),
  failed: deeds("failed", RUN, "AND r.profile = @profile"),
};

const ARRIVALS = byDay("arrivals o WHERE o.at >= @since");

const LAST_ARRIVALS = `
  SELECT key, title, media_type, tmdb_id, sender, at FROM arrivals ORDER BY at DESC, id DESC LIMIT @limit`;

const LIST = `s.provider, s.list, s.label, s.name, s.url, s.items, s.total, s.complete, s.synced_at`;

const READINGS = `
  SELECT n.run_id, r.profile, r.dry_run, r.started_at, n.result
  FROM run_lists n CROSS JOIN runs r ON r.id = n.run_id
  WHERE n.provider = @provider AND n.list = @list ORDER BY n.rowid DESC LIMIT @limit`;

const MEMBERS = `
  FROM lists s CROSS JOIN list_items l ON l.provider = s.provider AND l.list = s.list
  CROSS JOIN items i ON i.key = l.item_key
  WHERE s.provider = @provider AND s.list = @list`;

/** What is there since the list was read last; of one that was read only once nothing is new. */
const ADDED = `
  AND l.first_seen_at >= s.synced_at AND EXISTS (
    SELECT 1 FROM list_items o WHERE o.provider = s.provider AND o.list = s.list AND o.first_seen_at < s.synced_at)`;

/** A list that was read in part says nothing about what is missing. */
const LEFT = "AND s.complete AND l.last_seen_at < s.synced_at";

const OF_TITLE = `
  SELECT ${LIST}, l.rank, l.first_seen_at AS since, s.complete AND l.last_seen_at < s.synced_at AS has_left
  FROM list_items l CROSS JOIN lists s ON s.provider = l.provider AND s.list = l.list
  WHERE l.item_key = @key ORDER BY has_left, l.first_seen_at`;

interface ListRow {
  provider: string;
  list: string;
  label: string;
  name: string | null;
  url: string | null;
  items: number;
  total: number | null;
  complete: number;
  synced_at: string;
}

interface MemberRow extends ListRow {
  rank: number | null;
  since: string;
  has_left: number;
}

interface ArrivalRow {
  key: string;
  title: string;
  media_type: ArrivalNews["mediaType"];
  tmdb_id: number | null;
  sender: string;
  at: string;
}

interface ReadingRow {
  run_id: string;
  profile: string;
  dry_run: number;
  started_at: string;
  result: string;
}

interface ChangeRow {
  key: string;
  title: string;
  media_type: ListChange["mediaType"];
  year: number | null;
  tmdb_id: number | null;
  tmdb_type: "movie" | "tv" | null;
  at: string;
}

const toList = ({
  provider,
  list,
  label,
  name,
  url,
  items,
  total,
  complete,
  synced_at,
}: ListRow): KnownList => ({
  provider,
  list,
  label,
  ...(name !== null && { name }),
  ...(url !== null && { url }),
  items,
  ...(total !== null && { total }),
  complete: complete === 1,
  readAt: synced_at,
});

const toNews = ({ key, title, media_type, tmdb_id, sender, at }: ArrivalRow): ArrivalNews => ({
  key,
  title,
  mediaType: media_type,
  ...(tmdb_id !== null && { tmdbId: tmdb_id }),
  by: sender,
  at,
});

const toReading = ({ run_id, profile, dry_run, started_at, result }: ReadingRow): ListReading => ({
  runId: run_id,
  profile,
  dryRun: dry_run === 1,
  at: started_at,
  result: JSON.parse(result),
});

const toChange = ({ key, title, media_type, year, tmdb_id, tmdb_type, at }: ChangeRow): ListChange => ({
  key,
  title,
  ...(year !== null && { year }),
  mediaType: media_type,
  ...(tmdb_id !== null && tmdb_type !== null && { tmdb: { type: tmdb_type, id: tmdb_id } }),
  at,
});
