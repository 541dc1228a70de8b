import type { Arrival, Item, OutcomeStatus } from "../items/item.ts";
import { OUTCOMES, outcomesWhere } from "../items/outcomes.ts";
import type { RunSummary } from "../runs/events.ts";
import type { StoredItem } from "../state/port/titles.ts";
import type { Store } from "../state/store.ts";
import type { ArrivalNews, ListNews, RunNews, TitleNews } from "./news.ts";

/** What is read of a run at a time, so that nothing else waits for it. */
const PAGE = 500;

const ASKED: readonly OutcomeStatus[] = ["requested", "would_request"];
const PROBLEMS = outcomesWhere(({ needsPerson }) => needsPerson);

type Items = Pick<Store, "items">;

/** Makes news of a summary, as far as that tells. @param now for a run that has no end */
export function newsOfSummary(summary: RunSummary, now: Date): RunNews {
  const { profile, runId, trigger, dryRun, state, finishedAt, duration, total, counts, missing, error } =
    summary;
  return {
    kind: "run",
    profile,
    runId,
    trigger,
    dryRun,
    state,
    at: finishedAt ?? now.toISOString(),
    seconds: duration,
    total,
    counts,
    lists: summary.lists.map(({ name, label, url, items, error: failure }) => ({
      name: name ?? label,
      items,
      ...(url !== undefined && { url }),
      ...(failure && { error: failure.message }),
    })),
    requested: summary.requested.map((title) => ({ title })),
    problems: summary.problems,
    missing,
    ...(error && state === "failed" && { error: error.message }),
  };
}

/** Adds what only the memory knows: kinds of titles, their ids, and which list they are of. */
export async function withDetails(news: RunNews, summary: RunSummary, store: Items): Promise<RunNews> {
  const { runId } = news;
  const [movies, shows, asked] = await Promise.all([
    store.items({ runId, mediaType: "movie", limit: 0 }),
    store.items({ runId, mediaType: "tv", limit: 0 }),
    itemsOf(store, runId, ASKED),
  ]);
  return {
    ...news,
    types: { movies: movies.total, shows: shows.total },
    requested: asked.length > 0 ? asked.map(titleOf) : news.requested,
    lists: news.lists.map((list, place) => withRequests(list, summary.lists[place], asked)),
  };
}

function withRequests(
  list: ListNews,
  result: RunSummary["lists"][number] | undefined,
  asked: StoredItem[],
): ListNews {
  const requested = asked.filter(({ item }) => isOn(item, result)).length;
  return requested > 0 ? { ...list, requested } : list;
}

const isOn = ({ sources }: Item, list: { provider: string; list: string } | undefined): boolean =>
  sources.some((source) => source.provider === list?.provider && source.list === list.list);

/** What a run did for one user of the server, by whose lists the titles are on. @param user id of the user */
export async function newsForUser(
  news: RunNews,
  summary: RunSummary,
  user: number,
  store: Items,
): Promise<RunNews> {
  const items = (await itemsOf(store, news.runId)).filter(({ item }) => isFor(item, user));
  const counts: Partial<Record<OutcomeStatus, number>> = {};
  for (const { outcome } of items) if (outcome) counts[outcome.status] = (counts[outcome.status] ?? 0) + 1;
  const withStatus = (statuses: readonly OutcomeStatus[]) =>
    items.filter(({ outcome }) => outcome && statuses.includes(outcome.status));
  const movies = items.filter(({ item }) => (item.match ?? item).mediaType === "movie").length;
  const asked = withStatus(ASKED);
  const lists = news.lists.flatMap((list, place) => {
    const result = summary.lists[place];
    const isTheirs = items.some(({ item }) =>
      item.sources.some(
        (source) => source.requestAs === user && isOn({ ...item, sources: [source] }, result),
      ),
    );
    return isTheirs ? [withRequests(list, result, asked)] : [];
  });
  return {
    ...news,
    counts,
    total: items.length,
    missing: 0,
    types: { movies, shows: items.length - movies },
    lists,
    requested: asked.map(titleOf),
    problems: withStatus(PROBLEMS).map(titleOf),
    isOfUser: true,
  };
}

const isFor = ({ sources }: Pick<Item, "sources">, user: number): boolean =>
  sources.some(({ requestAs }) => requestAs === user);

/** @returns undefined where the title is on none of the user's lists */
export function newsOfArrival(profile: string, arrival: Arrival, user?: number): ArrivalNews | undefined {
  const { item, by, at } = arrival;
  if (user !== undefined && !isFor({ sources: item.sources ?? [] }, user)) return undefined;
  return {
    kind: "available",
    profile,
    at,
    by,
    title: titleNews(item),
    ...(user !== undefined && { isOfUser: true }),
  };
}

export function titleNews(
  item: Pick<Item, "title" | "year" | "mediaType" | "ids"> & Pick<Item, "match">,
): TitleNews {
  const { title, year, mediaType } = { ...item, ...item.match };
  const tmdbId = item.match?.tmdbId ?? item.ids.tmdb;
  return {
    title: year === undefined ? title : `${title} (${year})`,
    ...(mediaType !== "unknown" && { mediaType }),
    ...(tmdbId !== undefined && { tmdbId }),
  };
}

function titleOf({ item, outcome }: StoredItem): TitleNews {
  const status = outcome?.status;
  const reason = outcome?.reason ?? (status && OUTCOMES[status].reason);
  return { ...titleNews(item), ...(status && { status }), ...(reason !== undefined && { reason }) };
}

/** Titles of a run, in the order in which they were recorded. */
async function itemsOf(
  store: Items,
  runId: string,
  statuses?: readonly OutcomeStatus[],
): Promise<StoredItem[]> {
  const all: StoredItem[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const { items, total } = await store.items({
      runId,
      limit: PAGE,
      offset,
      ...(statuses && { statuses: [...statuses] }),
    });
    all.push(...items);
    if (items.length === 0 || all.length >= total) return all.reverse();
  }
}
