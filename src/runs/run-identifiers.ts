import type { FetchDeps } from "../lists/fetching/context.ts";
import { createIdentifier, type Identifier } from "../lists/ids/identify.ts";
import type { Scope } from "../scope.ts";
import type { Store } from "../state/store.ts";

const OWNER = {};

/** Remembers what the lists of a run are fetched with, for titles that only their site can tell apart. */
export function noteRunDeps(scope: Scope, deps: FetchDeps): void {
  // the node that reads lists knows account and browser, the node that looks titles up needs them
  scope.part(OWNER, () => createIdentifier(deps));
}

/**
 * The identifier of a run. A message without one, or of a run from before a restart, gets one without accounts and
 * browser, which knows what was learned before.
 */
export const identifierOf = (scope: Scope, store: Store | undefined): Identifier =>
  scope.part(OWNER, () => createIdentifier(store ? { cache: store.fetchCache } : {}));
