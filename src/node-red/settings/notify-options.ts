import { InputError } from "../../errors.ts";
import type { Env } from "../../fields/expand-env.ts";
import { readFields } from "../../fields/read-fields.ts";
import * as messages from "../../notify/messages.ts";
import type { Wanted } from "../../notify/news.ts";
import { type NotifyConfig, SYNC_NOTIFY } from "./fields/sync-notify.ts";

/** What a node that notifies is to tell, and when. */
export interface NotifySettings {
  /** Follows the database, beside the messages that arrive. */
  follows: boolean;
  /** Undefined for all. */
  profile: string | undefined;
  wanted: Wanted;
  /** Id of a user of the server: only what is on their lists. */
  requester: number | undefined;
  /** Cron expression of the digest; undefined: each by itself, at once. */
  cron: string | undefined;
}

/** Reads a node's configuration. @throws InputError `bad-config` */
export function readNotify(config: NotifyConfig, env: Env, hasDatabase: boolean): NotifySettings {
  const { takes, profile, wanted, requester, delivery, time, weekday } = readFields(SYNC_NOTIFY.dialog, {
    config,
    env,
  });
  const follows = takes === "database";
  const refuse = (sentence: string) => new InputError("bad-config", sentence);
  if (!hasDatabase && follows) throw refuse(messages.eventsNeedDatabase());
  if (!hasDatabase && requester !== undefined) throw refuse(messages.requesterNeedsDatabase());
  if (!hasDatabase && delivery !== "now") throw refuse(messages.digestNeedsDatabase());
  const [hour, minute] = time.split(":").map(Number);
  const day = delivery === "weekly" ? weekday.slice(0, 3) : "*";
  const cron = delivery === "now" ? undefined : `${minute} ${hour} * * ${day}`;
  return { follows, profile, wanted, requester, cron };
}
