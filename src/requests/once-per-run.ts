import type { LibraryIndex, Overseerr } from "../overseerr/overseerr.ts";
import type { Scope } from "../scope.ts";

/** How long an answer serves messages of no run. Milliseconds. */
const HOLDS_MS = 60_000;

/**
 * Makes a memory of what is asked once a run and server; messages of no run share an answer for a minute.
 *
 * @returns gives what is remembered, or what `make` makes
 */
export function oncePerRun<T>(): (overseerr: Overseerr, scope: Scope | undefined, make: () => T) => T {
  const owner = {};
  /** Of messages of no run. */
  const shared = new WeakMap<LibraryIndex, { made: T; at: number }>();

  return ({ index }, scope, make) => {
    if (scope?.runId !== undefined) {
      const servers = scope.part(owner, () => new Map<LibraryIndex, T>());
      const made = servers.get(index) ?? make();
      servers.set(index, made);
      return made;
    }
    const before = shared.get(index);
    if (before && Date.now() - before.at < HOLDS_MS) return before.made;
    const made = make();
    shared.set(index, { made, at: Date.now() });
    return made;
  };
}
