import PQueue from "p-queue";
import { CancelledError, throwIfCancelled } from "../../errors.ts";
import { dedupeInSlices } from "../../items/dedupe.ts";
import type { Item } from "../../items/item.ts";
import type { ListEntry } from "../entries/list-entry.ts";
import { parseEntry } from "../entries/parse-entry.ts";
import { ListError } from "../list-error.ts";
import * as messages from "../messages.ts";
import type { ParsedList } from "../provider.ts";
import { provider } from "../registry.ts";
import type { FetchDeps } from "./context.ts";
import { type FetchedEntry, failedEntry, neededLimit, takeEntry } from "./fetch-list.ts";
import { toListError } from "./map-error.ts";
import { fetchShared } from "./shared-fetch.ts";

export interface FetchListsOptions {
  /** Lists fetched at once. @default 3 */
  concurrency?: number;
  signal?: AbortSignal;
  /** Called after every page and every list: how many entries are done, and how many titles have come so far. */
  onProgress?: (progress: { done: number; lists: number; items: number }) => void;
}

export interface FetchedLists {
  /** All titles, each once, with every list that it stands on. */
  items: Item[];
  /** One per enabled entry, in their order. */
  entries: FetchedEntry[];
}

/** A list that several entries may want; it is fetched once, with as much as the greediest of them needs. */
interface Wanted {
  list: ParsedList;
  limit: number | undefined;
  /** By their place. */
  entries: Map<number, ListEntry>;
}

/**
 * Fetches lists side by side. One that fails never stops the others: its error is in its entry's result.
 *
 * @param entries what {@link normaliseEntries} made; disabled ones are left out
 * @param deps what the lists are fetched with
 * @throws CancelledError when `signal` was aborted
 */
export async function fetchLists(
  entries: ListEntry[],
  deps: FetchDeps = {},
  options: FetchListsOptions = {},
): Promise<FetchedLists> {
  const signal = options.signal ?? new AbortController().signal;
  throwIfCancelled(signal);
  const enabled = entries.filter((entry) => entry.enabled !== false);
  const results = new Map<number, FetchedEntry>();
  const counts = new Map<Wanted, number>();
  const report = () =>
    options.onProgress?.({
      done: results.size,
      lists: enabled.length,
      items: [...counts.values()].reduce((sum, count) => sum + count, 0),
    });

  const wanted = understand(enabled, results);
  const queue = new PQueue({ concurrency: options.concurrency ?? 3 });
  await queue.addAll(
    wanted.map((want) => async () => {
      const progress = (items: number) => {
        counts.set(want, items);
        report();
      };
      const outcome = await fetchWanted(want, deps, { signal, progress });
      for (const [index, entry] of want.entries) results.set(index, await outcome(entry));
      report();
    }),
  );
  throwIfCancelled(signal);
  const inOrder = enabled.flatMap((_, index) => results.get(index) ?? []);
  return { items: await dedupeInSlices(inOrder.flatMap(({ items }) => items)), entries: inOrder };
}

/** Fetches the list of one entry; see {@link fetchLists}. */
export async function fetchList(
  entry: ListEntry,
  deps: FetchDeps = {},
  options: FetchListsOptions = {},
): Promise<FetchedEntry> {
  const { entries } = await fetchLists([{ ...entry, enabled: true }], deps, options);
  const [only] = entries;
  if (only === undefined) throw new CancelledError();
  return only;
}

function understand(entries: ListEntry[], results: Map<number, FetchedEntry>): Wanted[] {
  const wanted = new Map<string, Wanted>();
  entries.forEach((entry, index) => {
    try {
      const list = parseEntry(entry);
      // with the params, since ids leave out the keys of addresses
      const key = JSON.stringify([list.provider, list.id, list.params]);
      const need = neededLimit(entry);
      const known = wanted.get(key);
      if (known) {
        known.entries.set(index, entry);
        known.limit =
          known.limit === undefined || need === undefined ? undefined : Math.max(known.limit, need);
      } else wanted.set(key, { list, limit: need, entries: new Map([[index, entry]]) });
    } catch (error) {
      const failure = toListError(error, entry.provider ?? "The list");
      if (failure instanceof CancelledError) throw failure;
      results.set(index, failedEntry(entry, failure));
    }
  });
  return [...wanted.values()];
}

/** Fetches a list and answers how it turned out for each entry that wants it. */
async function fetchWanted(
  { list, limit }: Wanted,
  deps: FetchDeps,
  options: { signal: AbortSignal; progress: (items: number) => void },
): Promise<(entry: ListEntry) => FetchedEntry | Promise<FetchedEntry>> {
  try {
    const owner = provider(list.provider);
    if (!owner) throw new ListError("bad-input", messages.providerGone(list.provider));
    const fetched = await fetchShared(owner, list, deps, { ...options, limit });
    options.progress(fetched.items.length);
    return (entry) => takeEntry(entry, list, fetched, limit);
  } catch (error) {
    const failure = toListError(error, list.label);
    if (failure instanceof CancelledError) throw failure;
    return (entry) => failedEntry(entry, failure, list);
  }
}
