import * as v from "valibot";
import { OUTCOME_STATUSES } from "../../../items/outcomes.ts";

/** Longest word that a question may hold, in characters: keys hold names, and lists are addresses of whole searches. */
const LONGEST = 3000;

/** Rows of one page, at most and where nothing is said. */
export const PAGE = { most: 200, usual: 100 };

/** A word of a question: an id, a name, a key. */
export const word = (description: string) =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST), v.description(description));

/** A whole number as an address writes it. */
export const whole = (description: string, min: number, max: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,10}$/),
    v.transform(Number),
    v.number(),
    v.integer(),
    v.minValue(min),
    v.maxValue(max),
    v.description(description),
  );

/** One or several words of a table, with commas between them. */
export const oneOrMore = <const Words extends readonly string[]>(words: Words, description: string) =>
  v.pipe(
    v.string(),
    v.maxLength(LONGEST),
    v.transform((text) => text.split(",").filter(Boolean)),
    v.array(v.picklist(words)),
    v.description(description),
  );

export const time = v.pipe(v.string(), v.isoTimestamp(), v.description("ISO 8601"));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const year = v.pipe(v.number(), v.integer());
export const outcomeStatus = v.picklist(OUTCOME_STATUSES);
export const titleType = v.picklist(["movie", "tv", "unknown"]);
export const mediaType = v.picklist(["movie", "tv"]);

/** Which database: the id of its node. Where there is only one, or none is named, the first. */
export const database = v.optional(word("Id of the database node; the first one where none is named"));

/** A part of many rows: by cursor (the next ones), or by offset (a jump). */
export const paging = {
  limit: v.optional(whole("Rows", 1, PAGE.most), String(PAGE.usual)),
  offset: v.optional(whole("Rows to leave out; not together with a cursor", 0, 10_000_000)),
  cursor: v.optional(word("`next` of the page before")),
};

/** Makes the schema of one page of rows. */
export const page = <Row extends v.GenericSchema>(row: Row) =>
  v.object({
    rows: v.array(row),
    /** Of all pages. */
    total: count,
    /** Of the page after this one; null after the last. */
    next: v.nullable(v.string()),
  });

/** A user of the request server. */
export const requester = v.object({ id: count, name: v.optional(v.string()) });

/** A list, as titles and runs name it. */
export const listName = v.object({
  provider: v.string(),
  list: v.string(),
  name: v.optional(v.string()),
  /** http(s) only; absent where there is none. */
  url: v.optional(v.string()),
});

/** Why something failed: a stable code and a sentence for a person. */
export const failure = v.object({ code: v.string(), message: v.string() });

/** What every route answers that has no other answer; 401 is Node-RED's own and may have no body. */
export const refusal = v.object({ error: failure });
