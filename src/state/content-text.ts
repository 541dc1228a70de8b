import { flatMapInSlices } from "../breather.ts";
import type { Item } from "../items/item.ts";

/**
 * Makes the text of a list's content: a JSON array with a line for each title, so that it can be read in slices as well.
 *
 * @returns what {@link readContent} reads, and versions before it, which read the whole array
 */
export async function contentText(items: readonly Item[]): Promise<string> {
  const lines = await flatMapInSlices(items, (item) => [JSON.stringify(plain(item))]);
  return lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n]`;
}

/** Reads what {@link contentText} made, or an array on one line, as versions before it wrote it. */
export async function readContent(text: string): Promise<Item[]> {
  return text.startsWith("[\n")
    ? flatMapInSlices(linesOf(text), (line) => [JSON.parse(line) as Item])
    : (JSON.parse(text) as Item[]);
}

/** The lines between the brackets, without their commas. */
function* linesOf(text: string): Generator<string> {
  let start = 2;
  for (let end = text.indexOf("\n", start); end >= 0; end = text.indexOf("\n", start)) {
    yield text.slice(start, text[end - 1] === "," ? end - 1 : end);
    start = end + 1;
  }
}

/** Only what says which title it is; thousands of descriptions would help nobody. */
const plain = ({ title, year, mediaType, ids, sources }: Item): Item => ({
  title,
  ...(year !== undefined && { year }),
  mediaType,
  ids,
  sources,
});
