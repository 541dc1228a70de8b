/** What started a run, as ListSync itself says and understands it. */
export const TRIGGERS = {
  /** A clock: held back while automatic sync is off, and until the profile has had its first run. */
  schedule: "schedule",
  /** Somebody pressed a button in Node-RED. */
  manual: "manual",
  /** A message that says nothing about it. */
  message: "message",
  /** Home Assistant: a button, an event, a to-do list. */
  homeAssistant: "home-assistant",
  /** Another program, by sync-webhook. */
  webhook: "webhook",
  /** A file that changed, by sync-watch: held back as what a clock starts is. */
  watch: "watch",
  /** Titles that failed, once more. */
  retry: "retry",
  /** Titles that stand on no list any more. */
  leftLists: "left-lists",
} as const;

/** One of {@link TRIGGERS}, or a word of the user's. */
export type Trigger = (typeof TRIGGERS)[keyof typeof TRIGGERS] | (string & {});

/** What nobody asked for at the moment. */
const AUTOMATIC: readonly Trigger[] = [TRIGGERS.schedule, TRIGGERS.watch];

/** Whether nobody asked for the run, so that it waits while automatic sync is off and until the profile has had a first run. */
export const isAutomatic = (trigger: Trigger): boolean => AUTOMATIC.includes(trigger);

/** The trigger that a message names. However `schedule` is written: what a clock starts must not pass for a wish. */
export const readTrigger = (word: string): Trigger =>
  AUTOMATIC.find((trigger) => trigger === word.toLowerCase()) ?? word;
