import { takeKind } from "./kind-words.ts";
import { seasonsOf } from "./seasons.ts";

/** A note in brackets that says something of the title before it. */
export interface Note {
  start: number;
  end: number;
  year?: string;
  kind?: string;
  seasons?: number[];
}

const PAIRS: Record<string, string> = { "(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "［": "］" };
const YEAR = "(?:18[7-9]\\d|19\\d\\d|20\\d\\d|21[0-4]\\d|2150)";
/** A year, or the years from the first to the last season; the last may be open. */
const YEARS = new RegExp(`(?<!\\d)(${YEAR})(?!\\d)(?:\\s*[-–—]\\s*(?:\\d{4}|present|now|heute|\\?)?)?`, "i");

/** The notes in brackets of a line that say year, kind or season; other brackets belong to the title, or are remarks. */
export function notesIn(text: string): Note[] {
  const notes: Note[] = [];
  let open: number | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] as string;
    if (PAIRS[sign]) open = at;
    else if (open !== undefined && sign === PAIRS[text[open] as string]) {
      const note = readNote(text.slice(open + 1, at).trim());
      if (note && open > 0) notes.push({ ...note, start: open, end: at + 1 });
      open = undefined;
    }
  }
  return notes;
}

/** `2021`, `2014–2024`, `TV Series 2014–`, `2021 film`, `Denis Villeneuve, 2021`, `TV Series`, `Season 2`. */
function readNote(text: string): Omit<Note, "start" | "end"> | undefined {
  if (text.length > 100) return undefined;
  const seasons = seasonsOf(text);
  if (seasons) return { seasons, kind: "tv" };
  const years = YEARS.exec(text);
  const around = years ? `${text.slice(0, years.index)} ${text.slice(years.index + years[0].length)}` : text;
  const { rest, kind, found } = takeKind(around);
  const plain = !/[\p{L}\p{N}]/u.test(rest);
  // `Denis Villeneuve, 2021` and `2021, Denis Villeneuve`: names, and nothing at the other side of the year
  const before = years ? text.slice(0, years.index) : "";
  const behind = years ? text.slice(years.index + years[0].length) : "";
  const named =
    years &&
    ((/^[^\d]+,\s*$/.test(before) && behind === "") || (before === "" && /^,\s[^\d]+$/.test(behind)));
  if (years?.[1] && (plain || named)) return { year: years[1], ...(kind && plain && { kind }) };
  return found && plain ? { ...(kind && { kind }) } : undefined;
}

/** The year at the end of a line without brackets: `Heat, 1995`, `Heat - 1995`, `Heat | 1995`, `Heat, 1995, movie`. */
export function yearAtEnd(text: string): { title: string; year: string; behind: string } | undefined {
  const found = new RegExp(
    `(?:,|\\s[-–—|:])\\s?(${YEAR})(?:\\s?[-–—](?:\\s?\\d{4})?)?(?:$|\\s*[,|]|\\s[-–—])`,
  ).exec(text);
  if (!found?.[1] || found.index === 0) return undefined;
  return {
    title: text.slice(0, found.index),
    year: found[1],
    behind: text.slice(found.index + found[0].length),
  };
}
