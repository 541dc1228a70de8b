/** What a monitor says of a sync and of whoever does not answer: facts in, words out. */

/** @param at ISO 8601 @param hours since then @param profile where there are several */
export const stale = (at: string, hours: number, profile?: string) =>
  `stale: the last sync${profile === undefined ? "" : ` of the profile ${profile}`} completed at ${at}, ${hours} hours ago`;

export const unhealthy = (why: string) => `unhealthy: ${why}`;

export const error = (why: string) => `error: ${why}`;

export const noAnswer = (seconds: number) => `The database did not respond within ${seconds} s.`;

export const unexpected = () => "An unexpected error occurred; Node-RED's log has it.";
