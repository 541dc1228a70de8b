import type { FetchDeps } from "../lists/context.ts";
import { createIdentifier, type Identifier } from "../lists/identify.ts";
import type { Store } from "../state/store.ts";

/** Runs that are over leave nothing behind; so many are kept because several may be under way. */
const KEPT = 20;

// For the process: the node that reads lists knows account and browser, the node that looks titles up needs them.
const identifiers = new Map<string, Identifier>();

/** Remembers what the lists of a run are fetched with, for titles that only their site can tell apart. */
export function noteRunDeps(runId: string, deps: FetchDeps): void {
  identifiers.set(runId, createIdentifier(deps));
  const [oldest] = identifiers.keys();
  if (identifiers.size > KEPT && oldest !== undefined) identifiers.delete(oldest);
}

/**
 * The identifier of a run. A message without one, or of a run from before a restart, gets one without accounts and
 * browser, which knows what was learned before.
 */
export function identifierOf(runId: string | undefined, store: Store | undefined): Identifier {
  const known = runId === undefined ? undefined : identifiers.get(runId);
  return known ?? createIdentifier(store ? { cache: store.fetchCache } : {});
}
