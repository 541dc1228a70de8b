/** What a schedule says: facts in, sentence out. */

export const badUntil = (written: string) =>
  `msg.until must be a time such as 2026-12-24T08:00 or 08:00; it is "${written}". Correct it in the message.`;

/** @param until ISO 8601 */
export const untilIsPast = (until: string) =>
  `msg.until is ${until}, which has passed, so nothing was paused. Send a time in the future.`;

/** @param why as of the two that follow */
export const badCron = (expression: string, why: string) =>
  `The cron expression "${expression}" ${why}, so nothing is scheduled. Write minute, hour, day, month and weekday, for example "30 2 * * 1-5".`;

export const notUnderstood = (why: string) => `cannot be understood (${why})`;

export const neverDue = () => "never comes due";

export const unknownZone = (zone: string) =>
  `The time zone "${zone}" is unknown, so nothing is scheduled. Write it like Europe/Berlin or UTC, or leave it empty to use the machine's.`;

export const firstSync = () => "first sync: press Sync now or Dry run";

export const automaticOff = () => "automatic sync is off";

export const nothingDue = () => "nothing is due";

/** @param until as in `tomorrow 08:00`; undefined for good */
export const paused = (until?: string) => (until === undefined ? "paused" : `paused until ${until}`);
