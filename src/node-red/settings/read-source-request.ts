import type { Values } from "../../fields/field.ts";
import { refuseMisspelt } from "../../fields/known-names.ts";
import { readFields } from "../../fields/read-fields.ts";
import { PLACES } from "../../fields/read-value.ts";
import { START_TOPIC } from "../../home-assistant/triggers/trigger-kind.ts";
import { withKnownOptions } from "../../lists/entries/known-options.ts";
import { type ListEntry, normaliseEntries } from "../../lists/entries/list-entry.ts";
import type { Message } from "../../message.ts";
import { isAutomatic, readTrigger } from "../../runs/trigger.ts";
import { listsOfProfile } from "../../sources/profile-lists.ts";
import type { SourceRequest } from "../../sources/source-run.ts";
import { LIST_SOURCE, RUN_FIELDS, SOURCE_MESSAGE, type SourceConfig } from "./fields/list-source.ts";

/** A run that is asked for, and how its titles are sent; or that what is running is stopped. */
export type SourceWish = SourceRequest &
  Pick<Values<typeof RUN_FIELDS & typeof SOURCE_MESSAGE>, "output" | "concurrency" | "cancel">;

/** The profile of a node's runs, unless a message names another one. */
export const profileOf = ({ profile }: SourceConfig): string => String(profile ?? "").trim() || "Main";

/**
 * What a message asks for; its own properties win over the node's.
 *
 * @param file of the database, whose other nodes may read lists of the same profile
 * @throws InputError `bad-input`
 */
export function readSourceRequest(config: SourceConfig, msg: Message, file: string | undefined): SourceWish {
  refuseMisspelt(msg, LIST_SOURCE.messageNames, PLACES.message);
  const values = readFields({ ...RUN_FIELDS, ...SOURCE_MESSAGE }, { config, msg });
  const { profile, dryRun, allowShrink, whenRunning, output, concurrency, cancel, firstRun, runId } = values;
  const entries = readEntries(config, msg, values.itemLimit);
  // the lists of a message are a choice; who knows what the next one chooses
  const others = file !== undefined && msg.lists === undefined ? listsOfProfile(file, profile) : undefined;
  const trigger = readTrigger(values.trigger);
  return {
    profile,
    trigger,
    asked: firstRun || (!isAutomatic(trigger) && msg.topic !== START_TOPIC),
    dryRun,
    entries,
    allowShrink,
    ...(others && { profileLists: [...entries, ...others] }),
    whenRunning,
    output,
    concurrency,
    cancel,
    ...(runId !== undefined && { runId }),
  };
}

/** @param limit titles to take of each list, in place of the limits that the lists have */
function readEntries({ lists }: SourceConfig, msg: Message, limit: number | undefined): ListEntry[] {
  const own = normaliseEntries(lists);
  const entries = msg.lists === undefined ? own : withKnownOptions(normaliseEntries(msg.lists), own);
  return limit === undefined ? entries : entries.map((entry) => ({ ...entry, limit }));
}
