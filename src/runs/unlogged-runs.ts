import { Holds } from "../holds.ts";
import { createRuns } from "./create-runs.ts";
import { noLog } from "./no-log.ts";
import type { Runs } from "./runs.ts";

/**
 * Milliseconds after which a run ends on whose titles nobody works: without a database nobody says that they are done.
 * Until then it can be cancelled.
 */
const IDLE_MS = 1000;

interface Kept {
  runs: Promise<Runs>;
  users: Holds;
}

const kept = new Map<string, Kept>();

/** The runs of a node without a database. */
export interface UnloggedRuns {
  runs(): Promise<Runs>;
  /** The node is closed. */
  close(): void;
}

/**
 * Takes hold of the runs of a node. They outlive it, and are those of the node that is deployed in its place: the titles
 * that were sent are still being requested.
 *
 * @param id of the node
 */
export function unloggedRuns(id: string): UnloggedRuns {
  let release = () => {};
  let held: Promise<Runs> | undefined;

  async function begin(): Promise<Runs> {
    const runs = await createRuns({ log: noLog(), idleMs: IDLE_MS, keepsAll: false });
    const forget = () => {
      const found = kept.get(id);
      if (found?.users.count === 0 && runs.running().length === 0) kept.delete(id);
    };
    runs.on("run-finished", forget);
    kept.get(id)?.users.onFree(forget);
    return runs;
  }

  return {
    runs() {
      if (held) return held;
      const found = kept.get(id) ?? { runs: Promise.resolve().then(begin), users: new Holds() };
      kept.set(id, found);
      release = found.users.take();
      held = found.runs;
      return held;
    },
    close: () => release(),
  };
}
