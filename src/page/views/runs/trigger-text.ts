import { text } from "../../i18n/words.ts";

const KNOWN = [
  "schedule",
  "manual",
  "message",
  "page",
  "home-assistant",
  "webhook",
  "watch",
  "retry",
  "left-lists",
] as const;

/** What started a run, in words; a word that is not known stays as it is. */
export function triggerText(trigger: string): string {
  const known = KNOWN.find((each) => each === trigger);
  return known ? text(`trigger.${known}`) : trigger;
}
