import * as v from "valibot";
import { count, database, requester, whole, word } from "./parts.ts";

export const statisticsQuery = v.object({
  database,
  profile: v.optional(word("Only of this profile")),
  days: v.optional(whole("Days of the past", 1, 366), "30"),
});

const byOutcome = v.record(v.string(), count);

/** Titles by what they are, with their latest outcomes; and what was done day by day. */
export const statistics = v.object({
  titles: count,
  outcomes: byOutcome,
  /** By the site of the list that names a title first. */
  providers: v.array(
    v.object({ provider: v.string(), site: v.string(), titles: count, outcomes: byOutcome }),
  ),
  /** Titles that lists ask for in somebody's name; `id: 0` for the owner of the key. */
  requesters: v.array(v.object({ requester, titles: count, outcomes: byOutcome })),
  /** Ascending; `year: null` for those without. */
  years: v.array(v.object({ year: v.nullable(v.number()), titles: count })),
  /** Each day once, oldest first. */
  days: v.array(
    v.object({ day: v.pipe(v.string(), v.isoDate()), requests: count, failed: count, arrived: count }),
  ),
});
