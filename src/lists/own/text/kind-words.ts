/** What a note says of the kind of a title; the longer words first, since `TV Movie` is no `TV`. */
const KINDS: [RegExp, string | undefined][] = [
  [/\b(?:tv[ -]?)?episode\b/gi, "episode"],
  [/\b(?:tv[ -]?(?:movie|film)|television film|movie|feature(?: film)?|(?:short )?film)\b/gi, "movie"],
  [/\btv[ -]?(?:special|short)\b/gi, undefined],
  [/\b(?:(?:tv|limited)[ -]?)?(?:mini[ -]?)?series\b/gi, "tv"],
  [/\b(?:tv[ -]?show|television(?: show)?|show|s[eé]rie(?: tv)?|serien?|tv)\b/gi, "tv"],
  [/\b(?:documentary|docu|short|anime|animation)\b/gi, undefined],
];

/** Takes the words for a kind out of a note. @returns what is left, and the kind where a word tells it */
export function takeKind(note: string): { rest: string; kind?: string; found: boolean } {
  let rest = note;
  let kind: string | undefined;
  for (const [words, meaning] of KINDS) {
    const without = rest.replace(words, " ");
    if (without !== rest) kind ??= meaning;
    rest = without;
  }
  return { rest: rest.trim(), found: rest !== note, ...(kind && { kind }) };
}

/** The type in front of a title: `tv: Fargo`, `TV show: Fargo`, `Film: Heat`. */
export const TYPE_IN_FRONT = /^(tv(?:[ -]?(?:show|series))?|mini[ -]?series|series|show|movie|film)\s*:\s*/i;

/** A line that is the heading of others, and what it says of them: `Movies:`, `## TV shows`. */
export function headingOf(line: string): { type?: string } | undefined {
  if (line.length > 80) return undefined;
  const text = /^#{1,6}\s+(.*?)\s*:?$/.exec(line)?.[1] ?? /^(.*?)\s*:$/.exec(line)?.[1];
  const words = text?.toLowerCase().replace(/[*_]/g, "").trim();
  if (words === undefined) return undefined;
  if (/^(movies?|films?|filme)$/.test(words)) return { type: "movie" };
  if (/^(shows?|series|tv|tv[ -]?(shows?|series)|serien)$/.test(words)) return { type: "tv" };
  return /^(my )?(watch ?list|to watch|list|movies (and|&) (tv )?shows)$/.test(words) ? {} : undefined;
}
