import type { Database } from "./database.ts";

/** What fetches remember, in the database; see FetchCache in lists/provider.ts. */
export function fetchCache(
  db: Database,
  now: () => Date,
): {
  get<T>(scope: string, key: string): { value: T; savedAt: Date } | undefined;
  set(scope: string, key: string, value: unknown): void;
} {
  return {
    get<T>(scope: string, key: string) {
      const row = db.get<{ value: string; savedAt: string }>(
        "SELECT value, saved_at AS savedAt FROM fetch_cache WHERE scope = @scope AND key = @key",
        { scope, key },
      );
      return row && { value: JSON.parse(row.value) as T, savedAt: new Date(row.savedAt) };
    },
    set(scope, key, value) {
      db.run(
        `INSERT INTO fetch_cache (scope, key, saved_at, value) VALUES (@scope, @key, @at, @value)
         ON CONFLICT DO UPDATE SET saved_at = @at, value = @value`,
        { scope, key, at: now().toISOString(), value: JSON.stringify(value) },
      );
    },
  };
}
