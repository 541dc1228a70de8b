import { foldTitle } from "../../items/fold.ts";
import type { Database, Parameters } from "../database.ts";
import type { CatalogueFilters, CatalogueQuery, CatalogueSort } from "../port/catalogue.ts";

/** What one question comes to in SQL. There are few texts, whatever is asked. */
export interface CatalogueSql {
  /** From where, and what holds; the alias of the catalogue is `c`. */
  body: string;
  /** The column that is sorted by. */
  column: string;
  /** An index has them in that order, so that a page can be read without the others. */
  isOrdered: boolean;
  parameters: Parameters;
}

const COLUMNS: Readonly<Record<CatalogueSort, string>> = {
  changed: "changed",
  title: "folded",
  year: "year",
  added: "added",
};

/** Makes SQL of a question: by its list, its text, or through the index of its order. */
export function catalogueSql(
  db: Database,
  query: CatalogueFilters & Pick<CatalogueQuery, "sort">,
): CatalogueSql {
  const way = wayTo(query, COLUMNS[query.sort]);
  const filters = filtersOf(db, query);
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const conditions = [...way.conditions, ...(isFiltered ? FILTERS : [])];
  return {
    ...way,
    body: `${way.from}${conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : ""}`,
    parameters: { ...(isFiltered && filters), ...way.parameters },
  };
}

interface Way extends Pick<CatalogueSql, "column" | "isOrdered" | "parameters"> {
  from: string;
  conditions: string[];
}

function wayTo(filters: CatalogueFilters, column: string): Way {
  const { provider = "", list } = filters;
  const text = textOf(filters);
  const contains = "instr(c.folded, @text) > 0";
  if (list !== undefined)
    return {
      from: ON_LIST,
      conditions: [IS_ON, ...(text === undefined ? [] : [contains])],
      column,
      isOrdered: false,
      parameters: { listProvider: provider, list, ...(text !== undefined && { text }) },
    };
  if (text === undefined) return { ...inOrder(column), conditions: [], parameters: {} };
  // the one index that has the texts; what else an order needs is in it as well
  const { from } = inOrder("folded");
  return { from, conditions: [contains], column, isOrdered: column === "folded", parameters: { text } };
}

const inOrder = (column: string) => ({
  from: `catalogue c INDEXED BY catalogue_${column}`,
  column,
  isOrdered: true,
});

const ON_LIST = `
  lists s CROSS JOIN list_items l ON l.provider = s.provider AND l.list = s.list
  CROSS JOIN catalogue c ON c.key = l.item_key`;

/** A list that was read in part says nothing about what is missing. */
const IS_ON = `s.provider = @listProvider AND s.list = @list
  AND l.last_seen_at >= iif(s.complete, s.synced_at, '')`;

/** What is not asked for holds for all. */
const FILTERS = [
  "(@statuses IS NULL OR c.status IN (SELECT value FROM json_each(@statuses)))",
  "(@types IS NULL OR c.type IN (SELECT value FROM json_each(@types)))",
  "(@yearFrom IS NULL OR c.year >= @yearFrom)",
  "(@yearTo IS NULL OR c.year BETWEEN 1 AND @yearTo)",
  "(@requester IS NULL OR coalesce(c.requester, 0) = @requester)",
  "(@profile IS NULL OR c.profile = @profile)",
  "(@provider IS NULL OR c.provider = @provider)",
  "(@decisions IS NULL OR c.decision & @decisions)",
];

function filtersOf(db: Database, filters: CatalogueFilters): Parameters {
  const { statuses, types, yearFrom, yearTo, requester, profile, provider, list, decisions } = filters;
  return {
    statuses: statuses && JSON.stringify(idsOf(db, statuses)),
    types: types && JSON.stringify(idsOf(db, types)),
    yearFrom: yearFrom === undefined ? undefined : Math.max(1, yearFrom),
    yearTo,
    requester,
    profile: profile === undefined ? undefined : (idsOf(db, [profile])[0] ?? 0),
    provider: provider === undefined || list !== undefined ? undefined : (idsOf(db, [provider])[0] ?? 0),
    decisions: decisions?.reduce((bits, kind) => bits | DECISION_BITS[kind], 0),
  };
}

export const DECISION_BITS = { ignore: 1, match: 2 } as const;

/** The numbers of words; of one that nobody has used there is none. */
export const idsOf = (db: Database, words: readonly string[]): number[] =>
  db
    .all<{ id: number }>(
      "SELECT id FROM catalogue_words WHERE word IN (SELECT value FROM json_each(@words))",
      {
        words: JSON.stringify(words),
      },
    )
    .map(({ id }) => id);

/** What is looked for; undefined for nothing. A text of signs alone folds to nothing, and no title has such a name. */
function textOf({ text }: CatalogueFilters): string | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  return foldTitle(text) || text.trim();
}
