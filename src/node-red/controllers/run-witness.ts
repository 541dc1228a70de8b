import type { Runs } from "../../runs/runs.ts";
import { runScopes } from "../../runs/scopes.ts";

/** Which runs came by a node, so that it tells of those and leaves the others to the nodes that they came by. */
export interface RunWitness {
  sees(runs: Runs, runId: string): void;
  /** Whether the node is to tell of a run: it came by here, or by nobody. */
  tellsOf(runs: Runs, runId: string): boolean;
}

const OWNER = {};

export function createRunWitness(): RunWitness {
  const here = {};
  /** By whom a run came, and as a run of which database. */
  const seenBy = (runId: string) =>
    runScopes.find(runId)?.part(OWNER, () => new Set<object>()) ?? new Set<object>();
  return {
    sees(runs, runId) {
      for (const each of [here, runs]) seenBy(runId).add(each);
    },
    tellsOf: (runs, runId) => seenBy(runId).has(here) || !seenBy(runId).has(runs),
  };
}
