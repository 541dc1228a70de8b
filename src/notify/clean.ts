/** Longest title and reason in a message, in characters. */
const TITLE = 120;
const REASON = 280;

// Overrides would turn what stands around the text as well; zero width characters and controls are nobody's title.
const TURNING = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
const HALF = /\p{Cs}/gu;
const UNSEEN = /[\p{Cc}\u2028\u2029\ufeff]+/gu;
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\u{10800}-\u{10fff}]|[\u{1e800}-\u{1eeff}]/u;

/** A text of somebody else in one line, that turns nothing but itself around. */
function oneLine(text: string, most: number): string {
  const plain = text.replace(HALF, "").replace(TURNING, "").replace(UNSEEN, " ").replace(/\s+/gu, " ").trim();
  const points = [...plain];
  const short =
    points.length > most
      ? `${points
          .slice(0, most - 1)
          .join("")
          .trimEnd()}…`
      : plain;
  return RIGHT_TO_LEFT.test(short) ? `\u2068${short}\u2069` : short;
}

/** A title, or the name of a list, as every channel may have it. */
export const cleanTitle = (title: string): string => oneLine(title, TITLE) || "?";

export const cleanReason = (reason: string): string => oneLine(reason, REASON);

/** Stands between two characters, is not seen, and keeps them from meaning something together. */
const JOINER = "\u2060";

/**
 * A text that means only itself where the one who shows it reads markup: mentions, HTML, and the templates of Home Assistant.
 * Whatever follows it does not change that. For channels that have no way of escaping.
 */
export const calm = (text: string): string =>
  text
    .replace(/@(?=[\p{L}\p{N}_]|$)/gu, `@${JOINER}`)
    .replace(/<(?=[\p{L}/!?@#:]|$)/gu, `<${JOINER}`)
    .replace(/&(?=#?\w+;)/g, `&${JOINER}`)
    .replace(/\{(?=[{%#]|$)/g, `{${JOINER}`);
