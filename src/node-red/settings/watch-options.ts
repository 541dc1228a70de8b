import { InputError } from "../../errors.ts";
import type { Env } from "../../fields/expand-env.ts";
import { readFields } from "../../fields/read-fields.ts";
import type { NameRule } from "../../watch/lists-for.ts";
import * as messages from "../../watch/messages.ts";
import { namePattern, readWatched, type Watched } from "../../watch/watched.ts";
import { NAME_FIELDS, type NameRow, SYNC_WATCH, type WatchConfig } from "./fields/sync-watch.ts";

/** A watch as it is deployed. */
export interface WatchSettings {
  profile: string;
  watched: Watched;
  /** Milliseconds between two looks; undefined: the system tells. */
  pollMs: number | undefined;
  settleMs: number;
  maxFiles: number;
  names: NameRule[];
  ownLists: boolean;
}

const SECOND = 1000;

/** Reads a node's configuration. @throws InputError `bad-config` */
export function readWatch(config: WatchConfig, env: Env): WatchSettings {
  const { profile, folder, levels, method, interval, settle, maxFiles, names, ownLists } = readFields(
    SYNC_WATCH.dialog,
    { config, env },
  );
  return {
    profile,
    watched: readWatched(folder, levels),
    pollMs: method === "polling" ? interval * SECOND : undefined,
    settleMs: settle * SECOND,
    maxFiles,
    names: names.map(readRule),
    ownLists,
  };
}

function readRule(row: NameRow, index: number): NameRule {
  const refuse = (problem: string) => new InputError("bad-config", messages.badNameRule(index + 1, problem));
  const { pattern, provider } = readFields(NAME_FIELDS, { config: row });
  if (pattern === undefined) throw refuse(messages.rulePattern());
  if (provider === undefined) throw refuse(messages.ruleProvider());
  return { fits: namePattern(pattern), provider };
}
