import * as v from "valibot";
import { OUTCOME_STATUSES } from "../../../items/outcomes.ts";
import {
  count,
  database,
  listName,
  mediaType,
  oneOrMore,
  outcomeStatus,
  page,
  paging,
  requester,
  time,
  titleType,
  whole,
  word,
  year,
} from "./parts.ts";

/** By what titles are put in order; each has its own direction at first. */
export const SORTS = ["changed", "title", "year", "added"] as const;

/** What narrows titles down; all of it holds at once. */
export const titleFilters = {
  text: v.optional(
    v.pipe(v.string(), v.maxLength(200), v.description("Part of the title, case and accents ignored")),
  ),
  outcome: v.optional(oneOrMore(OUTCOME_STATUSES, "Latest outcomes")),
  provider: v.optional(
    word("Site of the list that names it first; with `list` that one list, on which it still is"),
  ),
  list: v.optional(word("Id of the list, with its `provider`")),
  type: v.optional(oneOrMore(["movie", "tv", "unknown"], "Kinds of titles")),
  yearFrom: v.optional(whole("First year", 1, 9999)),
  yearTo: v.optional(whole("Last year", 1, 9999)),
  requester: v.optional(
    whole("Id of a user of the server; 0: no user is named, so the owner of the key", 0, 2 ** 31 - 1),
  ),
  profile: v.optional(word("Profile whose run had it last")),
  decision: v.optional(oneOrMore(["ignore", "match"], "What a person decided")),
};

export const titlesQuery = v.object({
  database,
  ...titleFilters,
  sort: v.optional(v.picklist(SORTS), "changed"),
  order: v.optional(v.picklist(["asc", "desc"])),
  ...paging,
});

export const titleRow = v.object({
  key: v.string(),
  title: v.string(),
  year: v.optional(year),
  type: titleType,
  /** Absent while nothing was done with it. */
  outcome: v.optional(outcomeStatus),
  reason: v.optional(v.string()),
  /** Since when that is so; without an outcome, since when it is known. */
  at: time,
  addedAt: time,
  profile: v.optional(v.string()),
  /** For its poster and its page on the server. */
  tmdb: v.optional(v.object({ type: mediaType, id: count })),
  requester: v.optional(requester),
  decision: v.optional(v.picklist(["ignore", "match"])),
});

export const titles = page(titleRow);

export const titleChoicesQuery = v.object({ database });

/** What the filters of titles can be set to. */
export const titleChoices = v.object({
  titles: count,
  outcomes: v.record(v.string(), count),
  lists: v.array(v.object({ ...listName.entries, label: v.string() })),
  requesters: v.array(requester),
  profiles: v.array(v.string()),
  years: v.nullable(v.object({ from: year, to: year })),
});

export const titleQuery = v.object({ database, key: word("Key of the title, as a row has it") });

/** What a person may do with a title now. */
export const ACTIONS = [
  "retry",
  "ignore",
  "choose",
  "take-back-ignore",
  "take-back-match",
  "cancel",
] as const;

const candidate = v.object({
  tmdbId: count,
  type: mediaType,
  title: v.string(),
  year: v.optional(year),
  /** On the server already, in its words: `available`. */
  standing: v.optional(v.string()),
});

const decision = v.object({
  kind: v.picklist(["ignore", "match"]),
  by: v.optional(v.string()),
  at: time,
  match: v.optional(candidate),
});

const event = v.object({
  /** When it became so. */
  at: time,
  /** When a later run last found it unchanged. */
  until: v.optional(time),
  /** No run did it. `available`: a server said so · `imported`: another program noted it. */
  event: v.optional(v.picklist(["available", "imported"])),
  by: v.optional(v.string()),
  outcome: outcomeStatus,
  reason: v.optional(v.string()),
  code: v.optional(v.string()),
  httpStatus: v.optional(count),
  requestId: v.optional(count),
  is4k: v.optional(v.boolean()),
  seasons: v.optional(v.array(count)),
  runId: v.optional(v.string()),
});

/** All that is known of a title. */
export const title = v.object({
  ...titleRow.entries,
  /** To be named by whoever acts: another one by now means that somebody else was first. */
  revision: v.string(),
  ids: v.record(v.string(), v.union([v.string(), v.number()])),
  description: v.optional(v.string()),
  rating: v.optional(v.number()),
  lists: v.array(
    v.object({
      ...listName.entries,
      /** Name of the site. */
      site: v.string(),
      rank: v.optional(count),
      since: v.optional(time),
      left: v.boolean(),
    }),
  ),
  /** Which title of the server it is. */
  match: v.optional(v.object({ ...candidate.entries, by: v.string(), score: v.optional(v.number()) })),
  /** Titles to choose from, of an ambiguous one. */
  candidates: v.array(candidate),
  decisions: v.array(decision),
  /** Its page on the server, http(s); absent while nobody knows which title it is. */
  serverUrl: v.optional(v.string()),
  /** Newest first, 200 at most. */
  history: v.array(event),
  /** What may be done now by who asks. */
  actions: v.array(v.picklist(ACTIONS)),
  /** An action is under way. */
  busy: v.optional(v.picklist(ACTIONS)),
});

export const candidatesQuery = v.object({
  database,
  key: word("Key of the title"),
  text: v.optional(word("What to look for in place of its title")),
});

/** What the server found, best first. */
export const candidates = v.object({ rows: v.array(candidate) });

const acted = {
  database,
  key: word("Key of the title"),
  revision: word("`revision` of the title as the person saw it"),
  requestId: v.optional(
    word("Made by the page: the same one again is answered as before, and does nothing more"),
  ),
};

export const actBody = v.object(acted);
export const chooseBody = v.object({
  ...acted,
  tmdbId: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1)),
  type: mediaType,
  title: v.optional(v.pipe(v.string(), v.maxLength(1000))),
  year: v.optional(year),
});
export const takeBackBody = v.object({ ...acted, kind: v.picklist(["ignore", "match"]) });
export const retryBody = v.object({ ...acted, dryRun: v.optional(v.boolean()) });

/** What came of an action: the title as it is now. */
export const actedTitle = v.object({
  title,
  message: v.string(),
  /** Of the run that looks at it again. */
  runId: v.optional(v.string()),
});

/** 409: somebody else was first. The title as it is now. */
export const conflict = v.object({ error: v.object({ code: v.string(), message: v.string() }), title });
