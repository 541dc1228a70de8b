import { InputError } from "../../errors.ts";
import type { OutcomeStatus } from "../../items/item.ts";
import { OUTCOME_STATUSES } from "../../items/outcomes.ts";
import type { ItemQuery } from "../../state/store.ts";
import { textValue, wordValue } from "../../strict-values.ts";

/** A query as a dialog or a message writes it: empty values mean "not asked". */
export type StateQuery = Record<string, unknown>;

/**
 * Reads a query of titles.
 *
 * @param query - `statuses` (array, or text with commas), `text`, `provider`, `list`, `mediaType`, `runId`, `profile`,
 *   `since`, `until` (ISO 8601, Date or milliseconds), `limit`, `offset`
 * @throws InputError `bad-input` naming what is wrong
 */
export function readItemQuery(query: StateQuery): ItemQuery {
  const read: ItemQuery = {
    statuses: readStatuses(query.statuses ?? query.status),
    text: text(query, "text"),
    provider: text(query, "provider"),
    list: text(query, "list"),
    mediaType: mediaType(query.mediaType),
    runId: text(query, "runId"),
    profile: text(query, "profile"),
    since: time(query.since, "since"),
    until: time(query.until, "until"),
    limit: count(query.limit, "limit"),
    offset: count(query.offset, "offset"),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** Outcomes to ask for: an array, or text with commas. @throws InputError `bad-input` naming a word that is none */
export function readStatuses(value: unknown): OutcomeStatus[] | undefined {
  const words = Array.isArray(value)
    ? value.map(String)
    : (textValue(value, "msg.query.statuses")?.split(/[\s,]+/) ?? []);
  const statuses = OUTCOME_STATUSES.filter((status) => words.includes(status));
  const unknown = words.find((word) => !OUTCOME_STATUSES.some((status) => status === word));
  if (unknown !== undefined) {
    throw new InputError(
      "bad-input",
      `"${unknown}" is no outcome to ask for. Use one of: ${OUTCOME_STATUSES.join(", ")}.`,
    );
  }
  return statuses.length > 0 ? statuses : undefined;
}

const text = (query: StateQuery, name: string): string | undefined =>
  textValue(query[name], `msg.query.${name}`);

/** A word that is not understood must not ask for both: retry would request shows where movies were meant. */
function mediaType(value: unknown): ItemQuery["mediaType"] {
  const word = wordValue(value, "msg.query.mediaType", ["all", "movie", "tv"]);
  return word === "all" ? undefined : word;
}

function time(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const date = new Date(typeof value === "number" || value instanceof Date ? value : String(value));
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  throw new InputError(
    "bad-input",
    `\`${name}\` is no time. Write it like 2026-11-21 or 2026-11-21T06:00:00Z.`,
  );
}

function count(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new InputError("bad-input", `\`${name}\` must be a whole number, 0 or more.`);
}
