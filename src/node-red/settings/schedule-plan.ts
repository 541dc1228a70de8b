import { InputError } from "../../errors.ts";
import type { Env } from "../../fields/expand-env.ts";
import type { Values } from "../../fields/field.ts";
import { readFields } from "../../fields/read-fields.ts";
import { PLACES, readValue } from "../../fields/read-value.ts";
import { normaliseEntries } from "../../lists/entries/list-entry.ts";
import { cronTimes } from "../../schedule/cron-times.ts";
import type { Plan } from "../../schedule/plan.ts";
import type { Window } from "../../schedule/window.ts";
import { ownZone, zoneClock } from "../../schedule/zone-clock.ts";
import * as messages from "../messages.ts";
import {
  type ScheduleConfig,
  SYNC_INTERVAL,
  SYNC_SCHEDULE,
  WINDOW_FIELDS,
  type WindowRow,
} from "./fields/sync-schedule.ts";
import { isAutomated } from "./is-automated.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

/** What a node is deployed with. */
export interface ScheduleSettings {
  database: string;
  profile: string;
  plan: Plan;
  firstRun: boolean;
}

/**
 * Reads a node's configuration and the variables that replace parts of it.
 *
 * @param now milliseconds since the epoch, for a cron expression that never comes any more
 * @throws InputError `bad-config`
 */
export function readSchedule(config: ScheduleConfig, env: Env, now = Date.now()): ScheduleSettings {
  const read = readFields(SYNC_SCHEDULE.dialog, { config, env });
  const clock = zoneClock(read.zone || ownZone());
  const interval = readValue(SYNC_INTERVAL, env("SYNC_INTERVAL"), PLACES.environment);
  const automated = isAutomated(env);
  const common = { clock, jitter: read.jitter * MINUTE };
  return {
    database: read.database,
    profile: read.profile,
    firstRun: read.firstRun || automated,
    plan:
      read.kind === "cron"
        ? { ...common, cron: cronTimes(read.cron, clock.zone, now) }
        : {
            ...common,
            windows:
              read.kind === "windows"
                ? read.windows.map(readWindow)
                : [{ days: EVERY_DAY, from: 0, to: 0, every: (interval ?? read.hours) * HOUR, differs: {} }],
          },
  };
}

/** Reads a row; what is wrong with it names its place. */
function readWindow(row: WindowRow, index: number): Window {
  try {
    return toWindow(readFields(WINDOW_FIELDS, { config: row }));
  } catch (error) {
    if (error instanceof InputError)
      throw new InputError(error.code, messages.inWindow(index + 1, error.message));
    throw error;
  }
}

function toWindow(row: Values<typeof WINDOW_FIELDS>): Window {
  const { name, days, every, unit, itemLimit, maxRequests, dryRun } = row;
  const lists = normaliseEntries(row.lists).map(({ list }) => list);
  return {
    ...(name && { name }),
    days,
    from: minutesOf(row.from),
    to: minutesOf(row.to),
    ...(every !== undefined && { every: every * (unit === "hours" ? HOUR : MINUTE) }),
    differs: {
      ...(lists.length > 0 && { lists }),
      ...(itemLimit !== undefined && { itemLimit }),
      ...(maxRequests !== undefined && { maxRequests }),
      ...(dryRun && { dryRun }),
    },
  };
}

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
};
