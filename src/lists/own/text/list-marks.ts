/** What people and programs put before the entries of a list; a blank follows, or it belongs to the title. */
const BULLET = /^(?:>+|[-*+•◦▪▫‣●○·–—►▶➤→⁃∙])(?:\s+|$)/u;
/** `[ ]`, `[x]` of Markdown; `☐`, `✓` and the like go with the other pictures. */
const CHECK_BOX = /^\[[ xX✓✔]?\]\s+/u;
/** `1. `, `2) `, `3.) `: a number with a dot or a bracket and a blank is never the beginning of a title. */
const NUMBERING = /^\d{1,6}(?:[.)]|\.\)|\.-)\s+(?=\S)/;
/** When and by whom a line of an exported chat was written: `[12/03/24, 21:14:05] Anna: `, `12.03.24, 21:14 - Tom: `. */
const CHAT =
  /^\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\]|\s-)\s[^:]{1,60}:\s+(?=\S)/i;
/** A link of a note book: `[[Heat]]`, `[[films/heat|Heat]]`. */
const NOTE_LINK = /\[\[(?:[^[\]|]+\|)?([^[\]|]+)\]\]/g;
/** Pictures at either end of a line: ticks, stars, flags, smileys. Signs of letters (`™`, `©`) belong to titles. */
const PICTURE =
  "(?![©®™])[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\p{Regional_Indicator}★☆✓✔✗✘☐☑☒\\uFE0F\\u200D]";
const PICTURES_BEFORE = new RegExp(`^(?:${PICTURE}|\\s)+`, "u");
const PICTURES_BEHIND = new RegExp(`(?<!${PICTURE}|\\s)(?:${PICTURE}|\\s)+$`, "u");

/** Takes list marks off a line: stamps of chats, quotes, bullets, check boxes, one numbering, pictures, links of notes. */
export function withoutMarks(line: string): string {
  let text = withoutPictures(withoutPictures(line).replace(CHAT, "").replace(NOTE_LINK, "$1"));
  let numbered = false;
  for (let mark = 0; mark < 8; mark += 1) {
    const found = BULLET.exec(text) ?? CHECK_BOX.exec(text) ?? (numbered ? null : NUMBERING.exec(text));
    if (!found) return text;
    numbered ||= /^\d/.test(found[0]);
    text = withoutPictures(text.slice(found[0].length));
  }
  return text;
}

/** A title that consists of nothing else keeps its pictures. */
export function withoutPictures(text: string): string {
  const trimmed = text.trim();
  return trimmed.replace(PICTURES_BEFORE, "").replace(PICTURES_BEHIND, "") || trimmed;
}
