import type { Item } from "../../items/item.ts";
import type { Memory } from "../../runs/memory.ts";
import type { Message } from "../node-port.ts";
import { readSync } from "./item-step.ts";

/** Items recorded before the event loop gets its turn. */
const SLICE = 50;

/**
 * Records what was done with items, in the run that a message belongs to.
 *
 * @param profile - for messages that belong to no run
 * @param passes - told of the run before anything is recorded: with its last title it ends
 * @throws StateError
 */
export async function recordItems(
  items: Item[],
  msg: Message,
  memory: Memory,
  profile?: string,
  passes: (runId: string) => void = () => {},
): Promise<void> {
  const runs = memory.runs();
  const sync = readSync(msg.sync);
  const store = memory.store();
  const runId = await store.whenFree(() => runs.join(sync, profile));
  passes(runId);
  const release = runs.hold(runId);
  try {
    for (const [index, item] of items.entries()) {
      if (index > 0 && index % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
      await store.whenFree(() => runs.record(runId, sync?.server, item));
    }
  } finally {
    release();
  }
}
