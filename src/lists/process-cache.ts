import type { FetchCache } from "./provider.ts";

/**
 * Makes a memory of fetches that lasts as long as the object does, for flows without a database and for tests.
 *
 * @param now the clock
 */
export function createProcessCache(now: () => Date = () => new Date()): FetchCache {
  const kept = new Map<string, { value: unknown; savedAt: Date }>();
  const name = (scope: string, key: string) => `${scope}\n${key}`;
  return {
    get: <T>(scope: string, key: string) =>
      kept.get(name(scope, key)) as { value: T; savedAt: Date } | undefined,
    set(scope, key, value) {
      kept.set(name(scope, key), { value, savedAt: now() });
    },
  };
}

/** The one that all nodes without a database share. */
export const processCache = createProcessCache();
