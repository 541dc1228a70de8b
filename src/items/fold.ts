/** Letters that Unicode decomposition leaves alone, and how they are commonly written without them. */
const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

const FRACTIONS: Record<string, string> = {
  "½": "1 2",
  "⅓": "1 3",
  "⅔": "2 3",
  "¼": "1 4",
  "¾": "3 4",
};

/**
 * Reduces a title to what two sites agree on: lower case, no accents, no punctuation, single spaces.
 *
 * `WALL·E` and `Wall-E` both give `wall e`, `8½` and `8 1/2` both give `8 1 2`, `Fast & Furious` and `Fast and Furious`
 * both give `fast and furious`. Scripts other than Latin keep their letters. A title of punctuation only gives "".
 */
export function foldTitle(title: string): string {
  return (
    title
      .replace(/[½⅓⅔¼¾]/g, (sign) => ` ${FRACTIONS[sign]}`)
      // NFKD would glue the exponent to the word: Alien³ is written "Alien 3" elsewhere
      .replace(/[²³¹⁰⁴-⁹₀-₉]/g, (digit) => ` ${digit}`)
      .normalize("NFKD")
      // only accents of Latin, Greek and Cyrillic: the marks of other scripts change the letter
      .replace(/[\u0300-\u036f]/g, "")
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter)
      .replace(/(?<=\s)\+(?=\s)|&/g, " and ")
      .replace(/['’‘ʼʻ`´]/g, "")
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
      .trim()
  );
}
