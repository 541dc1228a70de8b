import { InputError } from "../../errors.ts";
import type { Field } from "../../fields/field.ts";
import { text as textField, UNBOUNDED, whole, yesNo } from "../../fields/kinds.ts";
import { slipOf } from "../../fields/known-names.ts";
import { PLACES, readValue } from "../../fields/read-value.ts";
import type { Message } from "../../message.ts";
import * as messages from "../messages.ts";

/** Names are compared in lower case without `_`, `-` and blanks: YAML invites `dry-run` as much as `dryRun`. */
const fold = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, "");

type Reader = (value: unknown, name: string) => unknown;

const reader =
  (field: Field): Reader =>
  (value, name) =>
    readValue(field, value, PLACES.event, `${name} of the event`);

/** YAML makes `true` of `yes` where a text is meant. */
const text: Reader = (value, name) =>
  reader(textField({ label: name }))(typeof value === "boolean" ? String(value) : value, name);

/** A dry run that is misread requests everything. */
const bool = reader(yesNo({ label: "yes or no" }));

const number = reader(whole({ label: "number", min: 0, max: UNBOUNDED }));

/** As list-source takes them, which also knows that a comma may belong to an address. */
const lists: Reader = (value) => (typeof value === "string" ? value.trim() : value);

/** What an event may say, by every name under which people write it, with the property of the message it becomes. */
const KEYS: Record<string, [property: string, read: Reader]> = {
  list: ["lists", lists],
  lists: ["lists", lists],
  profile: ["profile", text],
  dryrun: ["dryRun", bool],
  limit: ["maxRequests", number],
  requestlimit: ["maxRequests", number],
  maxrequests: ["maxRequests", number],
  requester: ["requestAs", number],
  requestas: ["requestAs", number],
  userid: ["requestAs", number],
  is4k: ["is4k", text],
  "4k": ["is4k", text],
  seasons: ["seasons", text],
  fresh: ["fresh", bool],
  allowshrink: ["allowShrink", bool],
  cancel: ["cancel", bool],
};

/**
 * Makes a message of an event, so that a targeted sync needs no Function node: `lists`, `dry_run`, `limit` (most
 * requests of the run), `requester` (user's number), `profile`, `is_4k`, `seasons`, `fresh`, `allow_shrink`, `cancel`.
 * All that the event says stands in `msg.payload`.
 *
 * @param data - `event_data` of the automation
 * @throws InputError `bad-input` when a value cannot be read, or a name is one slip away from a known one
 */
export function eventMessage(eventType: string, data: Record<string, unknown>): Message {
  const message: Message = { topic: eventType, payload: data };
  for (const [name, value] of Object.entries(data)) {
    const key = KEYS[fold(name)];
    const meant = key ? undefined : slipOf(name, Object.keys(KEYS));
    if (meant)
      throw new InputError(
        PLACES.event.code,
        messages.unknownEventProperty(name, meant, PLACES.event.remedy),
      );
    if (!key || value === null || value === undefined || value === "") continue;
    const read = key[1](value, name);
    if (read !== undefined) message[key[0]] = read;
  }
  return message;
}
