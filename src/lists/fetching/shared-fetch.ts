import { createHash } from "node:crypto";
import { Holds } from "../../holds.ts";
import { untilAborted } from "../../http/until-aborted.ts";
import type { FetchContext, FetchedList, ListProvider, ParsedList } from "../provider.ts";
import type { FetchDeps } from "./context.ts";
import { processCache } from "./process-cache.ts";
import { readList } from "./read-list.ts";

interface ReadOptions {
  signal: AbortSignal;
  limit?: number;
  progress?: FetchContext["progress"];
}

/** A fetch under way, and all who wait for it. */
interface UnderWay {
  answer: Promise<FetchedList>;
  /** The last one who gives up ends it. */
  waiting: Holds;
  progress: Set<NonNullable<FetchContext["progress"]>>;
}

// On purpose one for the process: two nodes that want the same list at the same time are one visitor of the site.
const underWay = new Map<string, UnderWay>();

/**
 * Fetches a list, unless somebody is fetching the same one already, or has done so within its lifetime: then that answer
 * is used again. What counts as the same is the list, the limit, the account and all settings.
 *
 * @param deps.reuseSeconds replaces the provider's lifetime; 0 always fetches
 * @param now the clock
 * @throws ListError CancelledError; the fetch goes on for the others when one of them is cancelled
 */
export async function fetchShared(
  provider: ListProvider,
  list: ParsedList,
  deps: FetchDeps,
  options: ReadOptions,
  now: () => Date = () => new Date(),
): Promise<FetchedList> {
  // what arrives with the message is another list each time
  if (list.kind === "message") return readList(provider, list, deps, options);
  const key = nameOf(provider, list, deps, options.limit);
  const cache = deps.cache ?? processCache;
  const lifetime = deps.reuseSeconds ?? provider.lifetime?.(list) ?? 0;
  // whoever is fetching it is joined, or its answer would be missed while the cache is read
  const known = lifetime > 0 && !underWay.has(key) ? await cache.get<FetchedList>("answers", key) : undefined;
  if (known && now().getTime() - known.savedAt.getTime() < lifetime * 1000)
    return { ...known.value, fetchedAt: known.savedAt.toISOString() };

  const shared = underWay.get(key) ?? begin(key, provider, list, deps, options.limit);
  const { progress, signal } = options;
  if (progress) shared.progress.add(progress);
  const leave = shared.waiting.take();
  try {
    const fetched = await untilAborted(shared.answer, signal);
    if (lifetime > 0) await cache.set("answers", key, fetched);
    return fetched;
  } finally {
    if (progress) shared.progress.delete(progress);
    leave();
  }
}

function begin(
  key: string,
  provider: ListProvider,
  list: ParsedList,
  deps: FetchDeps,
  limit: number | undefined,
): UnderWay {
  const abort = new AbortController();
  const progress = new Set<NonNullable<FetchContext["progress"]>>();
  const answer = readList(provider, list, deps, {
    signal: abort.signal,
    ...(limit !== undefined && { limit }),
    progress: (items, total) => {
      for (const tell of progress) tell(items, total);
    },
  });
  const shared: UnderWay = { answer, waiting: new Holds(() => abort.abort()), progress };
  underWay.set(key, shared);
  const end = () => {
    if (underWay.get(key) === shared) underWay.delete(key);
  };
  answer.then(end, end);
  // nobody joins a fetch that is being stopped
  abort.signal.addEventListener("abort", end, { once: true });
  return shared;
}

/** A hash, because lists and accounts hold secrets and the name goes into the database. */
function nameOf(
  { id }: ListProvider,
  list: ParsedList,
  { accounts, settings, origins, server, todo }: FetchDeps,
  limit: number | undefined,
): string {
  const { login, ...account } = accounts?.[id] ?? {};
  const parts = [
    [id, list.id, list.params, limit],
    [account, login?.name, settings?.[id], origins?.[id], server?.url, todo?.url],
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
