import { withKnownOptions } from "../../lists/known-options.ts";
import { type ListEntry, normaliseEntries } from "../../lists/list-entry.ts";
import { listsOfProfile } from "../../sources/profile-lists.ts";
import type { SourceRequest, WhenRunning } from "../../sources/source-run.ts";
import { booleanValue, textValue, wordValue } from "../../strict-values.ts";
import type { Message } from "../node-port.ts";

/** The part of `list-source` that says what is fetched and how it is sent. */
export interface SourceConfig {
  profile?: string;
  /** Rows of the dialog, see lists/list-entry.ts. */
  lists?: unknown;
  output?: string;
  whenRunning?: string;
  /** Lists fetched at once. */
  concurrency?: number | string;
  dryRun?: boolean;
  /** Use lists that became much shorter at once. */
  allowShrink?: boolean;
  /** Tick entries of to-do lists off once their titles are requested. @default true */
  writeBack?: boolean;
}

/** The profile of a node's runs, unless a message names another one. */
export const profileOf = ({ profile }: SourceConfig): string => String(profile ?? "").trim() || "Main";

/**
 * What a message asks for; its own properties win over the node's.
 *
 * @param file of the database, whose other nodes may read lists of the same profile
 * @throws InputError `bad-input`
 */
export function readSourceRequest(
  config: SourceConfig,
  msg: Message,
  file: string | undefined,
): SourceRequest {
  const profile = textValue(msg.profile, "msg.profile") ?? profileOf(config);
  const entries = readEntries(config, msg);
  // the lists of a message are a choice; who knows what the next one chooses
  const others = file !== undefined && msg.lists === undefined ? listsOfProfile(file, profile) : undefined;
  const word = textValue(msg.trigger, "msg.trigger") ?? "message";
  // however it is written: what a schedule starts is held back, and nothing is requested that nobody asked for
  const trigger = /^schedule$/i.test(word) ? "schedule" : word;
  return {
    profile,
    trigger,
    asked: trigger !== "schedule" && msg.topic !== "homeassistant_started",
    dryRun: readBoth(config, msg, "dryRun", "Dry run"),
    entries,
    allowShrink: readBoth(config, msg, "allowShrink", "Use lists that became much shorter"),
    ...(others && { profileLists: [...entries, ...others] }),
    whenRunning: wordValue<WhenRunning>(config.whenRunning, "If a sync is already running", [
      "skip",
      "queue",
      "start",
    ]),
  };
}

/** The message's word, else the node's; both are read, so that one which is not understood is never passed over. */
function readBoth(
  config: SourceConfig,
  msg: Message,
  name: "dryRun" | "allowShrink",
  label: string,
): boolean {
  const own = booleanValue(config[name], label);
  return booleanValue(msg[name], `msg.${name}`) ?? own ?? false;
}

function readEntries({ lists }: SourceConfig, msg: Message): ListEntry[] {
  const own = normaliseEntries(lists);
  return msg.lists === undefined ? own : withKnownOptions(normaliseEntries(msg.lists), own);
}
