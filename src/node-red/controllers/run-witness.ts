import type { Runs } from "../../runs/runs.ts";

/** Which runs came by a node, so that it tells of those and leaves the others to the nodes that they came by. */
export interface RunWitness {
  sees(runs: Runs, runId: string): void;
  /** Whether the node is to tell of a run: it came by here, or by nobody. */
  tellsOf(runs: Runs, runId: string): boolean;
}

/** Runs that are remembered; older ones have long ended. */
const REMEMBERED = 100;

/** For the process: the runs of a database that came by any node. */
const seenByAny = new WeakMap<Runs, Set<string>>();

export function createRunWitness(): RunWitness {
  const seen = new Set<string>();
  return {
    sees(runs, runId) {
      const all = seenByAny.get(runs) ?? new Set<string>();
      seenByAny.set(runs, all);
      for (const known of [seen, all]) remember(known, runId);
    },
    tellsOf: (runs, runId) => seen.has(runId) || !seenByAny.get(runs)?.has(runId),
  };
}

function remember(known: Set<string>, runId: string): void {
  known.add(runId);
  for (const oldest of known) if (known.size > REMEMBERED) known.delete(oldest);
}
