import { createFormat, type Format } from "./format.ts";
import { createText, type Lookup, type Text } from "./texts.ts";

let spoken: { text: Text; format: Format } = speech((key) => key, "en-US");

function speech(lookup: Lookup, locale: string) {
  return { text: createText(lookup, locale), format: createFormat(locale) };
}

/**
 * Says where texts come from, before anything is shown: the page brings its own, the sidebar has those of the editor.
 *
 * @param locale of plurals, numbers and dates: `en-GB`
 */
export function speak(lookup: Lookup, locale: string): void {
  spoken = speech(lookup, locale);
}

/** A text of the catalogue, filled in. */
export const text: Text = (key, values) => spoken.text(key, values);

/** Dates, times and numbers as the person writes them. */
export const format: Format = {
  dateTime: (at) => spoken.format.dateTime(at),
  day: (at) => spoken.format.day(at),
  ago: (at, now) => spoken.format.ago(at, now),
  duration: (ms) => spoken.format.duration(ms),
  number: (value) => spoken.format.number(value),
  percent: (share) => spoken.format.percent(share),
  list: (parts) => spoken.format.list(parts),
};
