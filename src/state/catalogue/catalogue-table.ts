import type { OutcomeStatus } from "../../items/item.ts";
import type { AtOnce } from "../at-once.ts";
import type { Database } from "../database.ts";
import type { Catalogue, CatalogueCount, CatalogueQuery, CatalogueTitle } from "../port/catalogue.ts";
import { type ItemRow, toStoredItem } from "../tables/item-row.ts";
import { catalogueSql, DECISION_BITS, idsOf } from "./catalogue-query.ts";

/** Titles as people look through them; see state/catalogue.ts. */
export function catalogueTable(db: Database): AtOnce<Catalogue> {
  const titlesOf = (numbers: number[]): CatalogueTitle[] =>
    db.all<TitleRow>(TITLES, { numbers: JSON.stringify(numbers) }).map(toTitle);

  return {
    catalogue: (query) =>
      db.snapshot(() => {
        const { found, total } = find(db, query);
        const page = found.slice(0, query.limit);
        const last = page.at(-1);
        return {
          titles: titlesOf(page.map(({ number }) => number)),
          total,
          ...(last && found.length > query.limit && { next: [last.value, last.number] }),
        };
      }),

    catalogueTitle: (key) =>
      db
        .all<{ number: number }>("SELECT number FROM catalogue WHERE key = @key", { key })
        .flatMap(({ number }) => titlesOf([number]))[0],

    waiting: ({ profile, limit, offset }) =>
      db.snapshot(() => {
        const asked = { profile: profile === undefined ? undefined : (idsOf(db, [profile])[0] ?? 0) };
        const counts = db.all<{ status: OutcomeStatus; titles: number }>(WAITING_COUNTS, asked);
        const found = db.all<{ number: number }>(WAITING, { ...asked, limit, offset });
        return {
          titles: titlesOf(found.map(({ number }) => number)),
          byStatus: Object.fromEntries(counts.map(({ status, titles }) => [status, titles])),
        };
      }),

    catalogueCounts: (profile) =>
      db
        .all<CountRow>(COUNTS, {
          profile: profile === undefined ? undefined : (idsOf(db, [profile])[0] ?? 0),
        })
        .map(({ provider, requester, status, titles }) => ({
          provider,
          ...(requester !== null && { requester }),
          ...(status !== null && { status }),
          titles,
        })),

    catalogueYears: (profile) =>
      db.all(YEARS, { profile: profile === undefined ? undefined : (idsOf(db, [profile])[0] ?? 0) }),
  };
}

interface Found {
  number: number;
  value: string | number;
  total?: number;
}

/** One more than the page holds, if there is one. */
function find(db: Database, query: CatalogueQuery): { found: Found[]; total: number } {
  const { body, column, isOrdered, parameters } = catalogueSql(db, query);
  const { limit, offset = 0, after, descending } = query;
  const order = descending ? "DESC" : "ASC";
  const rows = { limit: limit + 1, offset, ...(after && { value: after[0], number: after[1] }) };
  const behind = (value: string, number: string) =>
    after ? `(${value}, ${number}) ${descending ? "<" : ">"} (@value, @number)` : "TRUE";
  const end = (value: string, number: string) =>
    `ORDER BY ${value} ${order}, ${number} ${order} LIMIT @limit OFFSET @offset`;
  const count = () =>
    db.get<{ total: number }>(`SELECT COUNT(*) AS total FROM ${body}`, parameters)?.total ?? 0;
  if (isOrdered) {
    const both = `${body} ${/ WHERE /.test(body) ? "AND" : "WHERE"} ${behind(`c.${column}`, "c.number")}`;
    const found = db.all<Found>(
      `SELECT c.number, c.${column} AS value FROM ${both} ${end(`c.${column}`, "c.number")}`,
      { ...parameters, ...rows },
    );
    return { found, total: count() };
  }
  // all of them are found first: to find them twice would take twice as long
  const found = db.all<Found>(
    `SELECT * FROM (SELECT c.number, c.${column} AS value, COUNT(*) OVER () AS total FROM ${body})
     WHERE ${behind("value", "number")} ${end("value", "number")}`,
    { ...parameters, ...rows },
  );
  return { found, total: found[0]?.total ?? count() };
}

interface TitleRow extends ItemRow {
  changed: number;
  profile: string | null;
  requester: number | null;
  decision: number;
}

interface CountRow {
  provider: string;
  requester: number | null;
  status: CatalogueCount["status"] | null;
  titles: number;
}

/** In the order of the numbers. */
const TITLES = `
  SELECT c.key, i.item, i.matched, i.first_seen_at, i.last_seen_at, o.last_run_id AS run_id, o.last_at AS at, o.outcome,
    c.changed, p.word AS profile, c.requester, c.decision
  FROM json_each(@numbers) f CROSS JOIN catalogue c ON c.number = f.value CROSS JOIN items i ON i.key = c.key
  LEFT JOIN outcomes o ON o.id = i.outcome_id LEFT JOIN catalogue_words p ON p.id = c.profile
  ORDER BY f.key`;

/** A title on which somebody decided waits for the next sync; if that finds it as it was, the decision did not help. */
const WAITS = `
  FROM catalogue c INDEXED BY catalogue_waits
  WHERE c.waits = 1 AND (@profile IS NULL OR c.profile = @profile)
    AND (c.decided IS NULL OR c.decided < (
      SELECT unixepoch(o.last_at) * 1000 + CAST(substr(o.last_at, 21, 3) AS INTEGER)
      FROM items i JOIN outcomes o ON o.id = i.outcome_id WHERE i.key = c.key))`;

const WAITING = `SELECT c.number ${WAITS} ORDER BY c.changed DESC, c.number DESC LIMIT @limit OFFSET @offset`;

const WAITING_COUNTS = `
  SELECT w.word AS status, n.titles FROM (SELECT c.status, COUNT(*) AS titles ${WAITS} GROUP BY c.status) n
  JOIN catalogue_words w ON w.id = n.status`;

const COUNTS = `
  SELECT p.word AS provider, n.requester, s.word AS status, n.titles FROM (
    SELECT c.provider, c.requester, c.status, COUNT(*) AS titles FROM catalogue c INDEXED BY catalogue_changed
    WHERE @profile IS NULL OR c.profile = @profile GROUP BY c.provider, c.requester, c.status) n
  JOIN catalogue_words p ON p.id = n.provider LEFT JOIN catalogue_words s ON s.id = n.status`;

const YEARS = `
  SELECT c.year, COUNT(*) AS titles FROM catalogue c INDEXED BY catalogue_year
  WHERE @profile IS NULL OR c.profile = @profile GROUP BY c.year ORDER BY c.year`;

const KINDS = Object.entries(DECISION_BITS) as [keyof typeof DECISION_BITS, number][];

function toTitle(row: TitleRow): CatalogueTitle {
  const { changed, profile, requester, decision } = row;
  return {
    ...toStoredItem(row),
    changedAt: new Date(changed).toISOString(),
    ...(profile !== null && { profile }),
    ...(requester !== null && { requester }),
    decisions: KINDS.flatMap(([kind, bit]) => (decision & bit ? [kind] : [])),
  };
}
