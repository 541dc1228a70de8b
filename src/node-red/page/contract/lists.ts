import * as v from "valibot";
import { count, database, failure, listName, mediaType, time, titleType, word, year } from "./parts.ts";

/** A list as it was read last. */
export const listRow = v.object({
  ...listName.entries,
  label: v.string(),
  /** Name of the site. */
  site: v.string(),
  /** Profiles whose nodes have it now; none for one that is only remembered. */
  profiles: v.array(v.string()),
  /** Switched off in all of them. */
  disabled: v.boolean(),
  /** Titles, when it was last read as far as it could be; absent for one that was never read. */
  titles: v.optional(count),
  /** As the site says. */
  announced: v.optional(count),
  readAt: v.optional(time),
  /** The whole list was read; absent for one that was never read. */
  complete: v.optional(v.boolean()),
  /** Why not; what else is to be said. */
  warnings: v.array(v.string()),
  /** The latest reading failed; what is remembered stays. */
  error: v.optional(v.object({ ...failure.entries, at: time, heldBack: v.boolean() })),
  /** Titles more or fewer than when it was read before. */
  difference: v.optional(v.pipe(v.number(), v.integer())),
});

export const listsQuery = v.object({ database, profile: v.optional(word("Only lists of this profile")) });
export const lists = v.object({ rows: v.array(listRow) });

export const listQuery = v.object({ database, provider: word("Site of the list"), list: word("Its id") });

const changed = v.object({
  key: v.string(),
  title: v.string(),
  year: v.optional(year),
  type: titleType,
  at: time,
  tmdb: v.optional(v.object({ type: mediaType, id: count })),
});

/** All that is known of a list. */
export const list = v.object({
  ...listRow.entries,
  /** How many titles it had, oldest first, 200 at most; failed readings without a size. */
  sizes: v.array(v.object({ at: time, runId: v.string(), titles: v.optional(count), complete: v.boolean() })),
  /** What came by the latest reading; 100 at most, `total` of all. */
  added: v.object({ rows: v.array(changed), total: count }),
  /** What is on it no longer. */
  left: v.object({ rows: v.array(changed), total: count }),
});

export const syncListBody = v.object({
  database,
  profile: word("A profile that has the list"),
  provider: word("Site of the list"),
  list: word("Its id"),
  dryRun: v.optional(v.boolean()),
  requestId: v.optional(word("As for a profile")),
});

export const previewBody = v.union([
  v.object({
    database,
    profile: word("A profile that has the list"),
    provider: word("Site of the list"),
    list: word("Its id"),
  }),
  v.object({ pending: word("As an earlier answer gave it: ask again immediately") }),
]);

/** The list as it is now; or, when that takes longer, what to ask for again. */
export const preview = v.union([
  v.object({ pending: v.string() }),
  v.object({
    label: v.string(),
    name: v.optional(v.string()),
    total: v.optional(count),
    complete: v.boolean(),
    rows: v.array(v.object({ title: v.string(), year: v.optional(year), type: titleType })),
    warnings: v.array(v.string()),
  }),
]);
