import { CancelledError } from "../../errors.ts";
import type { Item, Match, Outcome } from "../../items/item.ts";
import { itemKey } from "../../items/key.ts";
import type { Overseerr } from "../../overseerr/overseerr.ts";
import { ServerError } from "../../overseerr/server-error.ts";
import type { Run } from "../../runs/run.ts";
import type { Runs } from "../../runs/runs.ts";
import { TRIGGERS } from "../../runs/trigger.ts";
import type { Scope } from "../../scope.ts";
import type { TitleDetail } from "../../state/port/findings.ts";
import type { Intent } from "../../state/port/intents.ts";
import { StateError } from "../../state/state-error.ts";
import type { Store } from "../../state/store.ts";
import { titleDetails } from "../title-details.ts";
import { inTurn } from "../title-turns.ts";
import { withNames } from "../with-names.ts";
import { settleIntent } from "./settle-intent.ts";

/** Where the requests were sent, and where they are remembered. */
interface Deps {
  overseerr: Overseerr;
  store: Store;
  runs: Runs;
  now?: () => Date;
}

/**
 * Finds out at the end of a run what became of requests of earlier ones of which nobody saw the answer, and whose titles
 * nobody asked for again: they may stand on no list any more. One look at each title. What cannot be found out now stays
 * open until the next run ends.
 */
export async function settleLeftOver(
  run: Run,
  deps: Deps,
  { scope, signal }: { scope: Scope; signal: AbortSignal },
): Promise<void> {
  const { overseerr, store, runs, now = () => new Date() } = deps;
  const { look } = titleDetails(overseerr, store, now);
  const looked = new Map<string, Promise<TitleDetail>>();
  const details = {
    look(title: Pick<Match, "mediaType" | "tmdbId">, until?: AbortSignal) {
      const key = `${title.mediaType}:${title.tmdbId}`;
      const known = looked.get(key) ?? look(title, until);
      looked.set(key, known);
      return known;
    },
  };
  // what a run that goes on has written is its own affair
  const [before = run.startedAt] = [run, ...runs.running()].map(({ startedAt }) => startedAt).toSorted();
  try {
    for (const intent of await store.openIntents(overseerr.key, before))
      await inTurn(overseerr, intent, signal, async () => {
        const found = await settleIntent(
          intent,
          intent.is4k,
          { overseerr, store, details },
          { scope, signal },
        ).catch(unlessServer);
        if (!found) return;
        const { verdict, detail } = found;
        await keep(intent, detail, { ...verdict, at: now().toISOString() }, run, deps);
      });
  } catch (error) {
    if (!(error instanceof StateError || error instanceof CancelledError)) throw error;
  }
}

function unlessServer(error: unknown): undefined {
  if (!(error instanceof ServerError)) throw error;
}

/** Records it in the run that asked for it, or in one of its own where that one has recorded the title otherwise. */
async function keep(
  intent: Intent,
  detail: TitleDetail,
  outcome: Outcome,
  { profile }: Run,
  { overseerr, store, runs }: Deps,
): Promise<void> {
  const item = { ...itemOf(intent, detail), outcome };
  const asker = intent.runId === undefined ? undefined : await store.runHead(intent.runId);
  if (asker && !(await hasRecorded(store, asker.id, item))) {
    await runs.record(asker.id, overseerr.key, item);
    return;
  }
  const own = await runs.begin({ profile: asker?.profile ?? profile, trigger: TRIGGERS.retry });
  await runs.expect(own.id, 1);
  await runs.record(own.id, overseerr.key, item);
}

const hasRecorded = async (store: Store, runId: string, item: Item): Promise<boolean> =>
  (await store.recordedKeys(runId)).has(itemKey(item));

function itemOf({ mediaType, tmdbId, item }: Intent, detail: TitleDetail): Item {
  const { title } = detail;
  const known = item ?? { title, mediaType, ids: { tmdb: tmdbId }, sources: [] };
  const named = withNames(known, known.match ?? { mediaType, tmdbId, title, matchedBy: "tmdb" }, detail);
  return { ...named.item, match: named.match };
}
