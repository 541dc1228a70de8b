import type { Store } from "../../../state/store.ts";
import type { Answer, Asked } from "../contract/types.ts";
import { ask, type DatabaseOnDesk } from "../desk/desk.ts";
import { siteName } from "../lists/list-row.ts";
import { named, type UserNames } from "../titles/title-row.ts";
import { everyDay, sinceDays } from "./days.ts";

type Statistics = Answer<"statistics">;

/** Titles by what they are, and what was done day by day. */
export function readStatistics(
  database: DatabaseOnDesk,
  { profile, days }: Asked<"statistics">,
  users: UserNames,
  now: Date,
): Promise<Statistics> {
  return ask(database, async (store) => {
    const counts = await store.catalogueCounts(profile);
    const outcomes: Record<string, number> = {};
    const groups = { providers: tally<string>(), requesters: tally<number>() };
    let titles = 0;
    for (const { provider, requester = 0, status, titles: count } of counts) {
      titles += count;
      if (status) outcomes[status] = (outcomes[status] ?? 0) + count;
      groups.providers.add(provider, status, count);
      groups.requesters.add(requester, status, count);
    }
    return {
      titles,
      outcomes,
      providers: groups.providers
        .all()
        .map(([provider, found]) => ({ provider, site: siteName(provider), ...found })),
      requesters: groups.requesters.all().map(([id, found]) => ({ requester: named(id, users), ...found })),
      years: (await store.catalogueYears(profile)).map(({ year, titles: count }) => ({
        year: year === 0 ? null : year,
        titles: count,
      })),
      days: await daysOf(store, days, profile, now),
    };
  });
}

async function daysOf(
  store: Store,
  days: number,
  profile: string | undefined,
  now: Date,
): Promise<Statistics["days"]> {
  const since = sinceDays(days, now);
  const [requests, failed, arrived] = [
    await store.deedsByDay("requested", since, profile),
    await store.deedsByDay("failed", since, profile),
    await store.arrivalsByDay(since),
  ].map((counted) => everyDay(days, now, counted));
  return (requests ?? []).map(({ day, count }, index) => ({
    day,
    requests: count,
    failed: failed?.[index]?.count ?? 0,
    arrived: arrived?.[index]?.count ?? 0,
  }));
}

interface Tally {
  titles: number;
  outcomes: Record<string, number>;
}

/** Counts titles by outcome for each of something, most titles first. */
function tally<Key>() {
  const found = new Map<Key, Tally>();
  return {
    add(key: Key, status: string | undefined, count: number): void {
      const known = found.get(key) ?? { titles: 0, outcomes: {} };
      known.titles += count;
      if (status) known.outcomes[status] = (known.outcomes[status] ?? 0) + count;
      found.set(key, known);
    },
    all: (): [Key, Tally][] => [...found].sort(([, a], [, b]) => b.titles - a.titles),
  };
}
