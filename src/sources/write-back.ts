import type { Arrival, Item, Outcome } from "../items/item.ts";
import { itemKey } from "../items/key.ts";
import { OUTCOMES } from "../items/outcomes.ts";
import { HOME_ASSISTANT } from "../lists/home-assistant/parse-entity.ts";
import type { Memory } from "../runs/memory.ts";
import type { RunHead } from "../runs/run.ts";
import { runScopes } from "../runs/scopes.ts";

/** Lists on which an entry can be ticked off, or be given the reason why it stays open. */
export interface WritableLists {
  /** Begins to write to a list, which is looked at once for all of its entries. */
  writing(list: string): {
    /** @throws HomeAssistantError, CancelledError */
    write(
      entry: string,
      outcome: { done: boolean; text: string },
      options?: { signal?: AbortSignal },
    ): Promise<unknown>;
  };
}

export interface WriteBackOptions {
  /** Knows the outcomes. */
  memory: Memory;
  /** Where to write. */
  lists: WritableLists;
  /** Told of each entry that could not be written; the others are written all the same. */
  report: (error: unknown) => void;
  /** What completes an entry: that its title was requested, or only that it can be watched. @default "requested" */
  tick?: "requested" | "available";
  /** Ids of the to-do lists whose entries are completed when a server says that their titles are available. */
  todos?: () => readonly string[];
}

/** Writes the outcomes of runs back once they are over. */
export interface WriteBack {
  /** A run that began, whose outcomes are to be written back. */
  expect(runId: string): void;
  /** Ends it, and what is being written. */
  close(): Promise<void>;
}

/**
 * Writes outcomes back to the to-do lists from which the titles came. A dry run changes nothing, so it writes nothing.
 */
export function writeBack(options: WriteBackOptions): WriteBack {
  const { memory, lists, report, tick = "requested", todos = () => [] } = options;
  const owner = {};
  const closing = new AbortController();
  let work = Promise.resolve();

  /** What became of each entry; of what has arrived only what is done now. */
  async function write(entries: readonly EntryOutcome[]): Promise<void> {
    const writers = new Map<string, ReturnType<WritableLists["writing"]>>();
    for (const { list, entry, outcome } of entries) {
      if (closing.signal.aborted) return;
      const writer = writers.get(list) ?? lists.writing(list);
      writers.set(list, writer);
      await writer.write(entry, outcome, { signal: closing.signal }).catch((error: unknown) => {
        if (!closing.signal.aborted) report(error);
      });
    }
  }

  async function outcomesOf(run: RunHead): Promise<EntryOutcome[]> {
    const store = await memory.store();
    const { items } = await store.items({ runId: run.id, provider: HOME_ASSISTANT, limit: -1 });
    // the store answers newest first; entries are written in the order in which their titles were handled
    return items.reverse().flatMap(({ item }) => entriesOf(item, isDone[tick]));
  }

  async function arrived(arrival: Arrival): Promise<EntryOutcome[]> {
    const store = await memory.store();
    const { items } = await store.items({ provider: HOME_ASSISTANT, limit: -1 });
    const own = new Set(todos());
    return items
      .filter(({ item }) => isOf(arrival, item))
      .flatMap(({ item }) => entriesOf(item, (each) => isDone.available(each) || hasQuality(arrival, each)))
      .filter(({ list, outcome }) => outcome.done && own.has(list));
  }

  /** One after the other: lists of other services take their time for each entry. */
  function follow(entries: () => Promise<EntryOutcome[]>): void {
    const release = memory.use();
    work = work
      .then(async () => write(await entries()))
      .catch(report)
      .finally(release);
  }

  const stop = memory.whenOpen((runs) => {
    const onFinished = (run: RunHead) => {
      if (runScopes.find(run.id)?.has(owner) && !run.dryRun) follow(() => outcomesOf(run));
    };
    const onAvailable = (_profile: string, arrival: Arrival) => {
      if (tick === "available" && arrival.whole) follow(() => arrived(arrival));
    };
    runs.on("run-finished", onFinished);
    runs.on("title-available", onAvailable);
    return () => {
      runs.off("run-finished", onFinished);
      runs.off("title-available", onAvailable);
    };
  });
  return {
    expect: (runId) => runScopes.find(runId)?.part(owner, () => {}),
    async close() {
      stop();
      closing.abort();
      await work;
    },
  };
}

/** An entry of a to-do list, and what became of its title. */
interface EntryOutcome {
  list: string;
  entry: string;
  outcome: { done: boolean; text: string };
}

const isDone = {
  requested: ({ status }: Outcome): boolean => OUTCOMES[status].settles,
  available: ({ status }: Outcome): boolean => status === "already_available",
};

/** Whether an item is the title that has arrived. */
function isOf({ item, key, knownAs }: Arrival, known: Item): boolean {
  const { match, mediaType, ids } = known;
  const { tmdbId = ids.tmdb, mediaType: type } = { ...match, mediaType: match?.mediaType ?? mediaType };
  return item.ids.tmdb !== undefined && tmdbId !== undefined
    ? item.ids.tmdb === tmdbId && item.mediaType === type
    : [key, knownAs].includes(itemKey(known));
}

const hasQuality = ({ is4k }: Arrival, outcome: Outcome): boolean => (outcome.is4k ?? false) === is4k;

function entriesOf(
  { sources, outcome, outcomes }: Item,
  isSettled: (outcome: Outcome) => boolean,
): EntryOutcome[] {
  if (!outcome) return [];
  const text = describe(outcome);
  // where both qualities were asked for, each has to be done
  const done = (outcomes ?? [outcome]).every(isSettled);
  return sources.flatMap(({ provider, list, entry }) =>
    provider === HOME_ASSISTANT && entry !== undefined ? [{ list, entry, outcome: { done, text } }] : [],
  );
}

const describe = ({ status, reason }: Outcome): string =>
  reason ?? OUTCOMES[status].reason ?? status.replaceAll("_", " ");
