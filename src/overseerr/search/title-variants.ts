import { foldTitle } from "../../items/fold.ts";

/** How near two names of a title are, from the same to merely similar. */
export type NameLikeness = "exact" | "variant" | "subtitle" | "other";

/**
 * Compares the name that a list gives with one that the server gives.
 *
 * `exact` the same after folding · `variant` the same but for numerals (`Part II`, `Part Two`), a leading or trailing
 * article (`Matrix, The`) or blanks (`MASH`, `M*A*S*H`) · `subtitle` the server's name goes on where the list's ends
 * (`Birdman`, `Birdman or (The Unexpected Virtue of Ignorance)`); never the other way round, because a longer name is
 * often a short or a documentary about the title.
 */
export function compareNames(wanted: string, found: string): NameLikeness {
  const one = foldTitle(wanted);
  const other = foldTitle(found);
  if (one === "" || other === "")
    return wanted.trim() === found.trim() && wanted.trim() !== "" ? "exact" : "other";
  if (one === other) return "exact";
  if (plainName(wanted) === plainName(found) || compact(one) === compact(other)) return "variant";
  const main = /^(.+?)(?::\s|\s[-–—]\s|\s\(|\s(?:or|aka)\s)/i.exec(found)?.[1];
  return main !== undefined && foldTitle(main) === one ? "subtitle" : "other";
}

/**
 * A second way to write a title for the server's search, when the first found nothing at all: without punctuation and
 * small words, with II for 2 and 2 for II. undefined when that changes nothing.
 */
export function otherSpelling(title: string): string | undefined {
  const words = foldTitle(title).split(" ");
  const told = words.filter((word) => !SMALL.test(word) && !PART.test(word));
  const spelling = told.map((word, index) => (index > 0 ? otherNumeral(word) : word)).join(" ");
  return spelling === "" || spelling === title.trim().toLowerCase() ? undefined : spelling;
}

function otherNumeral(word: string): string {
  if (ROMAN.indexOf(word) > 1) return String(ROMAN.indexOf(word));
  return ROMAN[Number(word)] || word;
}

const SMALL = /^(?:and|the|an?)$/;
const ROMAN = ["", "", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii"];
const WORDS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const PART = /^(?:part|chapter|volume|vol|episode|season|book)$/;

/** The folded name with numerals in digits and without article. Only for comparing: `x` in `Malcolm X` becomes 10. */
function plainName(title: string): string {
  const words = foldTitle(title.replace(/^(.+),\s*(the|an?)$/i, "$2 $1")).split(" ");
  if (words.length > 1 && /^(?:the|an?)$/.test(words[0] ?? "")) words.shift();
  return words
    .map((word, index) => {
      if (word === "volume") return "vol";
      const afterPart = PART.test(words[index - 1] ?? "");
      if (index > 0 && ROMAN.indexOf(word) > 1) return String(ROMAN.indexOf(word));
      if (afterPart && word === "i") return "1";
      return afterPart && WORDS.indexOf(word) > 0 ? String(WORDS.indexOf(word)) : word;
    })
    .join(" ");
}

/** Without blanks, except between two digits: `8 1 2` is not `812`. */
const compact = (folded: string) => folded.replace(/(?<!\d) | (?!\d)/g, "");
