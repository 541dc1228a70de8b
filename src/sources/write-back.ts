import type { Item, Outcome } from "../items/item.ts";
import { OUTCOMES } from "../items/outcomes.ts";
import { HOME_ASSISTANT } from "../lists/home-assistant/parse-entity.ts";
import type { Memory } from "../runs/memory.ts";
import type { Run } from "../state/store.ts";

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

/** Writes the outcomes of runs back once they are over. */
export interface WriteBack {
  /** A run that began, whose outcomes are to be written back. */
  expect(runId: string): void;
  /** Ends it, and what is being written. */
  close(): Promise<void>;
}

/**
 * Writes outcomes back to the to-do lists from which the titles came. A dry run changes nothing, so it writes nothing.
 *
 * @param memory knows the outcomes
 * @param lists where to write
 * @param report is told of each entry that could not be written; the others are written all the same
 */
export function writeBack(memory: Memory, lists: WritableLists, report: (error: unknown) => void): WriteBack {
  const expected = new Set<string>();
  const closing = new AbortController();
  let work = Promise.resolve();

  async function write(run: Run): Promise<void> {
    const { items } = memory.store().items({ runId: run.id, provider: HOME_ASSISTANT, limit: -1 });
    const writers = new Map<string, ReturnType<WritableLists["writing"]>>();
    // the store answers newest first; entries are written in the order in which their titles were handled
    for (const { item } of items.reverse()) {
      for (const { list, entry, outcome } of entriesOf(item)) {
        if (closing.signal.aborted) return;
        const writer = writers.get(list) ?? lists.writing(list);
        writers.set(list, writer);
        await writer.write(entry, outcome, { signal: closing.signal }).catch((error: unknown) => {
          if (!closing.signal.aborted) report(error);
        });
      }
    }
  }

  const stop = memory.whenOpen((runs) => {
    const onFinished = (run: Run) => {
      if (!expected.delete(run.id) || run.dryRun) return;
      const release = memory.use();
      // one after the other: lists of other services take their time for each entry
      work = work
        .then(() => write(run))
        .catch(report)
        .finally(release);
    };
    runs.on("run-finished", onFinished);
    return () => void runs.off("run-finished", onFinished);
  });
  return {
    expect: (runId) => void expected.add(runId),
    async close() {
      stop();
      closing.abort();
      await work;
    },
  };
}

function entriesOf({ sources, outcome, outcomes }: Item) {
  if (!outcome) return [];
  const text = describe(outcome);
  // where both qualities were asked for, each has to be done
  const done = (outcomes ?? [outcome]).every(({ status }) => OUTCOMES[status].settles);
  return sources.flatMap(({ provider, list, entry }) =>
    provider === HOME_ASSISTANT && entry !== undefined ? [{ list, entry, outcome: { done, text } }] : [],
  );
}

const describe = ({ status, reason }: Outcome): string =>
  reason ?? OUTCOMES[status].reason ?? status.replaceAll("_", " ");
