import { Cron } from "croner";
import { InputError } from "../errors.ts";
import * as messages from "./messages.ts";

/** The times of a cron expression. */
export interface CronTimes {
  readonly expression: string;
  /** The first one after a moment; undefined when there is none any more. */
  after(moment: number): number | undefined;
}

/**
 * Reads a cron expression of five, six or seven fields, with names and `@daily`; it goes by the clock of the zone. A time
 * that the clock passes over in spring comes right after the change, one that comes twice in autumn counts once.
 *
 * @throws InputError `bad-config` when it is none, or never comes
 */
export function cronTimes(expression: string, zone: string, now: number): CronTimes {
  const refuse = (why: string) =>
    new InputError("bad-config", messages.badCron(expression.slice(0, 60), why));
  let cron: Cron;
  try {
    // paused: only its times are asked for, the timers are ours
    cron = new Cron(expression, { timezone: zone, paused: true });
  } catch (error) {
    throw refuse(messages.notUnderstood(error instanceof Error ? error.message : String(error)));
  }
  const after = (moment: number) => cron.nextRun(new Date(moment))?.getTime();
  if (after(now) === undefined) throw refuse(messages.neverDue());
  return { expression, after };
}
