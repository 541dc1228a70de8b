import { Holds } from "../../holds.ts";
import { untilAborted } from "../../http/until-aborted.ts";
import { ListError } from "../list-error.ts";
import type { FetchCache, FetchContext } from "../provider.ts";
import { type AnimeMapping, createAnimeMapping } from "./anime-mapping.ts";
import { downloadMapping, type KeptMapping } from "./download-mapping.ts";

const SCOPE = "anime-mapping";
const KEY = "rows";

const DAY = 24 * 60 * 60 * 1000;
/** It is made anew every Tuesday. */
const CHECK_EVERY = 7 * DAY;
/** After a failure: seven megabytes are not to be had again by every list of every run. */
const TRY_EVERY = DAY;
const OLD = 30 * DAY;

/** A mapping on its way, and who waits for it. */
interface UnderWay {
  answer: Promise<AnimeMapping>;
  /** The last one who gives up ends it. */
  waiting: Holds;
}

const underWay = new WeakMap<FetchCache, UnderWay>();
// Made once for each copy: thousands of rows are indexed for every list otherwise.
const made = new WeakMap<FetchCache, { readAt: string; mapping: AnimeMapping }>();

/**
 * The mapping of anime ids to TMDB, TVDB and IMDb (Fribb/anime-lists). It is asked for at most once a week, with its
 * `ETag`; a copy that is bad or cannot be had leaves the old one in place. All who want it at the same time share one
 * download, which ends early only when the last of them gives up.
 *
 * @param now the clock
 * @throws ListError `unavailable` when there is no copy at all and none can be had; CancelledError
 */
export async function loadMapping(
  context: FetchContext,
  now: () => Date = () => new Date(),
): Promise<AnimeMapping> {
  const shared = underWay.get(context.cache) ?? begin(context, now());
  const leave = shared.waiting.take();
  try {
    return await untilAborted(shared.answer, context.signal);
  } finally {
    leave();
  }
}

function begin(context: FetchContext, now: Date): UnderWay {
  const { cache } = context;
  const abort = new AbortController();
  const answer = load({ ...context, signal: abort.signal }, now);
  const shared: UnderWay = { answer, waiting: new Holds(() => abort.abort()) };
  underWay.set(cache, shared);
  const end = () => {
    if (underWay.get(cache) === shared) underWay.delete(cache);
  };
  shared.answer.then(end, end);
  // nobody joins a download that is being stopped
  abort.signal.addEventListener("abort", end, { once: true });
  return shared;
}

async function load(context: FetchContext, now: Date): Promise<AnimeMapping> {
  const { cache } = context;
  const kept = (await cache.get<KeptMapping>(SCOPE, KEY))?.value;
  const since = (time: string | undefined) => now.getTime() - Date.parse(time ?? "1970-01-01");
  if (kept && since(kept.checkedAt) < CHECK_EVERY) return mappingOf(cache, kept);
  if (kept && since(kept.triedAt) < TRY_EVERY) return aged(cache, kept, since(kept.checkedAt));
  const fresh = await downloadMapping(context, kept, now);
  if (typeof fresh !== "string") {
    await cache.set(SCOPE, KEY, fresh);
    return mappingOf(cache, fresh);
  }
  if (!kept)
    throw new ListError(
      "unavailable",
      `The table that shows which titles anime entries are (Fribb/anime-lists on GitHub) could not be read: ${fresh}. The next run tries again.`,
    );
  await cache.set(SCOPE, KEY, { ...kept, triedAt: now.toISOString() });
  return aged(cache, kept, since(kept.checkedAt));
}

function aged(cache: FetchCache, kept: KeptMapping, age: number): AnimeMapping {
  const mapping = mappingOf(cache, kept);
  if (age < OLD) return mapping;
  const warning = `The table of anime ids is ${Math.floor(age / DAY)} days old and could not be renewed: new entries may not be found. Check whether this machine reaches raw.githubusercontent.com.`;
  return { ...mapping, warning };
}

function mappingOf(cache: FetchCache, { readAt, rows }: KeptMapping): AnimeMapping {
  const known = made.get(cache);
  if (known?.readAt === readAt) return known.mapping;
  const mapping = createAnimeMapping(rows);
  made.set(cache, { readAt, mapping });
  return mapping;
}
