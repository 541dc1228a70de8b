import type { Memory } from "../../../runs/memory.ts";
import { listsByProfile } from "../../../sources/profile-lists.ts";
import type { CatalogueSort } from "../../../state/port/catalogue.ts";
import type { Answer, Asked } from "../contract/types.ts";
import { ask, type DatabaseOnDesk } from "../desk/desk.ts";
import { fromCursor, toCursor } from "./cursor.ts";
import { listName } from "./list-name.ts";
import { named, titleRow, type UserNames } from "./title-row.ts";

/** How an order goes unless somebody says: what is new first, names and years from the beginning. */
const DESCENDING: Readonly<Record<CatalogueSort, boolean>> = {
  changed: true,
  added: true,
  title: false,
  year: true,
};

/** One page of titles. */
export async function findTitles(
  database: DatabaseOnDesk,
  { outcome, type, decision, sort, order, cursor, database: _database, ...asked }: Asked<"titles">,
  users: UserNames,
): Promise<Answer<"titles">> {
  const descending = order === undefined ? DESCENDING[sort] : order === "desc";
  const found = await ask(database, (store) =>
    store.catalogue({
      ...asked,
      ...(outcome && { statuses: outcome }),
      ...(type && { types: type }),
      ...(decision && { decisions: decision }),
      sort,
      descending,
      ...(cursor !== undefined && { after: fromCursor({ sort, descending }, cursor), offset: 0 }),
    }),
  );
  return {
    rows: found.titles.map((title) => titleRow(title, users)),
    total: found.total,
    next: found.next ? toCursor({ sort, descending }, found.next) : null,
  };
}

/** What the filters of titles can be set to. */
export async function titleChoices(
  { memory }: DatabaseOnDesk,
  counts: Counts,
  users: UserNames,
): Promise<Answer<"titleChoices">> {
  const { byKind, years, lists, syncs } = await counts(memory);
  const outcomes: Record<string, number> = {};
  const requesters = new Set<number>();
  for (const { status, requester, titles } of byKind) {
    if (status) outcomes[status] = (outcomes[status] ?? 0) + titles;
    requesters.add(requester ?? 0);
  }
  const known = years.map(({ year }) => year).filter((year) => year > 0);
  const [from, to] = [known[0], known.at(-1)];
  const profiles = new Set([...listsByProfile(memory.file).keys(), ...syncs.map(({ profile }) => profile)]);
  return {
    titles: byKind.reduce((sum, { titles }) => sum + titles, 0),
    outcomes,
    lists: lists.map((list) => ({ ...listName(list), label: list.label })),
    requesters: [...requesters].sort((a, b) => a - b).map((id) => named(id, users)),
    profiles: [...profiles].sort(),
    years: from === undefined || to === undefined ? null : { from, to },
  };
}

/** What takes a walk through all titles, kept for a while. */
type Counts = (memory: Memory) => ReturnType<typeof countAll>;

export const countAll = (memory: Memory) =>
  ask({ memory }, async (store) => ({
    byKind: await store.catalogueCounts(),
    years: await store.catalogueYears(),
    lists: await store.knownLists(),
    syncs: await store.lastSyncs(),
  }));
