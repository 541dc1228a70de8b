import type { Item } from "../../items/item.ts";
import type { Message } from "../../message.ts";
import { isUnwritten } from "../../runs/is-unwritten.ts";
import type { Memory } from "../../runs/memory.ts";
import type { Runs } from "../../runs/runs.ts";
import { readSync } from "./item-step.ts";

/** Titles that are recorded in one transaction: a few milliseconds. */
export const RECORDED_TOGETHER = 50;

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
  passes: (runs: Runs, runId: string) => void = () => {},
): Promise<void> {
  const runs = await memory.runs();
  const sync = readSync(msg.sync);
  const runId = await runs.join(sync, profile);
  passes(runs, runId);
  const release = runs.hold(runId);
  try {
    for (let start = 0; start < items.length; start += RECORDED_TOGETHER) {
      const some = items.slice(start, start + RECORDED_TOGETHER);
      await Promise.all(some.map((item) => runs.record(runId, sync?.server, item)));
    }
  } catch (error) {
    if (isUnwritten(error)) runs.fail(runId, { code: error.code, message: error.message });
    throw error;
  } finally {
    release();
  }
}
