import { InputError } from "../../errors.ts";
import type { Field } from "../../fields/field.ts";
import { refuseUnknown } from "../../fields/known-names.ts";
import { isNothing, PLACES, readValue } from "../../fields/read-value.ts";
import type { MediaType } from "../../items/item.ts";
import type { Decision } from "../../state/port/decisions.ts";
import type { ItemQuery } from "../../state/port/titles.ts";
import * as messages from "../messages.ts";
import { QUERY } from "./fields/sync-state.ts";

/** A query as a dialog or a message writes it: empty values mean "not asked". */
export type StateQuery = Record<string, unknown>;

const {
  backupFile: _backupFile,
  tmdbId: _tmdbId,
  kind: _kind,
  imported: _imported,
  listSyncFolder: _listSyncFolder,
  ...TITLES
} = QUERY;

/** What each operation that heeds `msg.query` takes of it. */
const HEEDED = {
  query: [...Object.keys(TITLES), "imported"],
  "query of imported titles": ["imported", "text", "mediaType", "limit", "offset"],
  retry: Object.keys(TITLES),
  runs: ["profile", "limit", "offset"],
  summary: ["profile"],
  schedules: ["profile"],
  ignore: [],
  choose: ["tmdbId", "mediaType"],
  "take-back": ["kind"],
  decisions: ["kind", "text", "limit", "offset"],
  cancel: ["profile"],
  archive: ["backupFile"],
  verify: ["backupFile"],
  restore: ["backupFile"],
  export: ["backupFile"],
  backup: ["backupFile"],
  "take-over": ["listSyncFolder"],
} as const satisfies Record<string, readonly string[]>;

export type AskingOperation = keyof typeof HEEDED;

/**
 * `msg.query`, which overrides what the node was set up with.
 *
 * @throws InputError `bad-input`: a question that is not understood must not be one for everything, and one that an
 *   operation does not heed must not cancel or count what was not meant
 */
export function askedOf(operation: AskingOperation, query: unknown): StateQuery {
  if (isNothing(query)) return {};
  if (typeof query !== "object" || query === null || Array.isArray(query))
    throw new InputError("bad-input", messages.queryNotAnObject());
  const given = Object.entries(query).filter(([name, value]) => !(name in QUERY && isNothing(value)));
  const what = `msg.query for the operation "${operation}"`;
  refuseUnknown(Object.fromEntries(given), what, HEEDED[operation], PLACES.message);
  return { ...query };
}

/**
 * Reads a query of titles.
 *
 * @param query - `statuses` (array, or text with commas), `text`, `provider`, `list`, `mediaType`, `runId`, `profile`,
 *   `since`, `until` (ISO 8601, Date or milliseconds), `limit`, `offset`
 * @throws InputError `bad-input` naming what is wrong, a property that is not known among it
 */
export function readItemQuery(query: StateQuery): ItemQuery {
  refuseUnknown(query, "msg.query", Object.keys(QUERY), PLACES.message);
  const read = readerOf(query);
  const statuses = read("statuses", QUERY.statuses) ?? read("status", QUERY.status);
  const mediaType = read("mediaType", QUERY.mediaType);
  const asked: ItemQuery = {
    ...(statuses && statuses.length > 0 && { statuses }),
    text: read("text", QUERY.text),
    provider: read("provider", QUERY.provider),
    list: read("list", QUERY.list),
    // a word that is not understood must not ask for both: retry would request shows where movies were meant
    ...(mediaType && mediaType !== "all" && { mediaType }),
    runId: read("runId", QUERY.runId),
    profile: read("profile", QUERY.profile),
    since: read("since", QUERY.since),
    until: read("until", QUERY.until),
    limit: read("limit", QUERY.limit),
    offset: read("offset", QUERY.offset),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

/** Which title of the server a message means. @throws InputError `bad-input` */
export function readWish(query: StateQuery): { tmdbId?: number; mediaType?: MediaType } {
  const read = readerOf(query);
  const tmdbId = read("tmdbId", QUERY.tmdbId);
  const mediaType = read("mediaType", QUERY.mediaType);
  return {
    ...(tmdbId !== undefined && { tmdbId }),
    ...(mediaType && mediaType !== "all" && { mediaType }),
  };
}

/** Which kind of decision a message means; undefined for all. @throws InputError `bad-input` */
export function readKind(query: StateQuery): Decision["kind"] | undefined {
  const kind = readerOf(query)("kind", QUERY.kind);
  return kind === "all" ? undefined : kind;
}

/** Whether a message asks for what other programs noted. @throws InputError `bad-input` */
export const asksForImported = (query: StateQuery): boolean =>
  readerOf(query)("imported", QUERY.imported) ?? false;

const readerOf =
  (query: StateQuery) =>
  <Value>(name: string, field: Field<unknown, Value>) =>
    readValue(field, query[name], PLACES.message, `msg.query.${name}`);
