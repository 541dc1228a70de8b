/**
 * Reads a `.env` file as ListSync does, by the rules of python-dotenv: `export`, quotes, comments behind white space,
 * values over several lines in quotes, `${NAME}` of the same file. An empty value counts as none, as Compose passes them,
 * and so does one that ListSync's example has.
 *
 * @param text with any line ends
 * @returns values by name; of a name that stands there twice the last
 */
export function readEnvFile(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const rest = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  for (const { groups = {} } of rest.matchAll(LINE)) {
    const { name, single, double, plain } = groups;
    if (name === undefined) continue;
    const value = expand(single?.replace(/\\([\\'])/g, "$1") ?? unquoted(double) ?? bare(plain), values);
    if (value === "" || EXAMPLE.test(value)) values.delete(name);
    else values.set(name, value);
  }
  return values;
}

/** One line, or one value in quotes with its lines; what is none of them is passed over up to the end of its line. */
const LINE =
  /(?:^|(?<=\n))[ \t]*(?:export[ \t]+)?(?:(?<name>[A-Za-z_][\w.]*)[ \t]*=[ \t]*(?:'(?<single>(?:[^'\\]|\\[\s\S])*)'|"(?<double>(?:[^"\\]|\\[\s\S])*)"|(?<plain>[^\n]*))[^\n]*|[^\n]*)(?:\n|$)/g;

/** As ListSync's documents write what is to be replaced; its web pages take the keys, and this then stays. */
const EXAMPLE = /^(?:your[-_][\w-]+[-_]here|https?:\/\/your-overseerr\b.*)$/i;

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

const unquoted = (text: string | undefined): string | undefined =>
  text?.replace(
    /\\([\s\S])/g,
    (whole, sign: string) => ESCAPED[sign] ?? (/[\\'"$]/.test(sign) ? sign : whole),
  );

/** Only white space makes a comment of what follows: an address may hold a `#`. */
const bare = (text = ""): string => text.replace(/(^|\s)#.*$/, "").trim();

/** Only values of this file: those of Node-RED's own environment are nobody's business here. */
const expand = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(
    /\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}/g,
    (_, name: string, otherwise = "") => values.get(name) ?? otherwise,
  );
