import type { FetchCache } from "../provider.ts";
import { ANSWER_SCOPES } from "./answer-scopes.ts";

/** Answers of sites that are kept at most; ids and mappings are small and all kept. */
const ANSWERS = 200;

/**
 * Makes a memory of fetches that lasts as long as the object does, for flows without a database and for tests.
 *
 * @param now the clock
 */
export function createProcessCache(now: () => Date = () => new Date()): FetchCache {
  const kept = new Map<string, Map<string, { value: unknown; savedAt: Date }>>();
  const scopeOf = (scope: string) => {
    const known = kept.get(scope) ?? new Map<string, { value: unknown; savedAt: Date }>();
    kept.set(scope, known);
    return known;
  };
  return {
    get: async <T>(scope: string, key: string) =>
      kept.get(scope)?.get(key) as { value: T; savedAt: Date } | undefined,
    async set(scope, key, value) {
      const entries = scopeOf(scope);
      // written anew means used last
      entries.delete(key);
      entries.set(key, { value, savedAt: now() });
      const [oldest] = entries.keys();
      const isAnswer = (ANSWER_SCOPES as readonly string[]).includes(scope);
      if (isAnswer && entries.size > ANSWERS && oldest !== undefined) entries.delete(oldest);
    },
  };
}

/** The one that all nodes without a database share. */
export const processCache = createProcessCache();
