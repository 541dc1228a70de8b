import * as v from "valibot";
import { failedList } from "./overview.ts";
import { count, database, paging, time, word } from "./parts.ts";
import { ACTIONS, title, titleRow } from "./titles.ts";

export const needsYouQuery = v.object({
  database,
  profile: v.optional(word("Only of this profile")),
  ...paging,
});

/** What waits for a person, with what can be done about it. Titles that somebody has decided on wait for the next sync. */
export const needsYou = v.object({
  /** Titles that are ambiguous, not found, failed or stopped by a quota, newest first. */
  rows: v.array(
    v.object({
      ...titleRow.entries,
      revision: v.string(),
      candidates: title.entries.candidates,
      actions: v.array(v.picklist(ACTIONS)),
    }),
  ),
  total: count,
  next: v.nullable(v.string()),
  byOutcome: v.record(v.string(), count),
  /** Lists that failed, or that are held back because they suddenly became much shorter. */
  lists: v.array(
    v.object({
      ...failedList.entries,
      profile: v.string(),
      heldBack: v.boolean(),
      /** `sync`: read it again; `accept`: take it as short as it is. */
      actions: v.array(v.picklist(["sync", "accept"])),
    }),
  ),
  readAt: time,
});
