import { breather } from "../../breather.ts";
import { decode } from "../decode.ts";
import { ListError } from "../list-error.ts";
import { chooseFiles } from "./choose-files.ts";
import { type Bounds, Collector, type Contents } from "./collector.ts";
import { readEntries } from "./entries.ts";
import { formatOfName, type ListFormat } from "./format.ts";
import { readJson } from "./json/json.ts";
import type { Entry } from "./loose-row.ts";
import { isZip, readZip } from "./zip.ts";

/** What is known of a list before it is read; only plain values, since it travels to a thread. */
export interface ReadOptions extends Bounds {
  /** The list for the error sentences, without secrets. */
  label: string;
  format?: ListFormat;
  /** The file of an archive that the person named. */
  entry?: string;
}

/**
 * Reads a file as it is, or the files of an archive that are the list.
 *
 * @throws ListError `bad-input`, `markup-changed`, `not-found`
 */
export async function readContents(source: Uint8Array | string, options: ReadOptions): Promise<Contents> {
  const collector = new Collector(options);
  let incremental = false;
  for await (const { text, format } of textsOf(source, options)) {
    const reading = await readEntries(text, options.label, collector.warn, format);
    await collect(reading.entries, collector);
    incremental ||= reading.incremental;
  }
  return { ...collector.understood(options.label), ...(incremental && { incremental }) };
}

/** What came in a message as objects: the same reader as for JSON. */
export async function readObjects(
  value: object,
  options: Pick<ReadOptions, "label" | "most" | "limit">,
): Promise<Contents> {
  const collector = new Collector(options);
  await collect(readJson(value, collector.warn), collector);
  return collector.understood(options.label);
}

/** The text of a file, or those of the files of an archive that are the list, one after the other. */
async function* textsOf(
  source: Uint8Array | string,
  { label, format, entry }: ReadOptions,
): AsyncGenerator<{ text: string; format?: ListFormat }> {
  if (typeof source === "string") return yield { text: source, format };
  if (source[0] === 0x1f && source[1] === 0x8b)
    throw new ListError(
      "bad-input",
      `${label} is a compressed file (gzip). Unpack it, and use the file inside.`,
    );
  if (!isZip(source)) return yield { text: decode(source), format };
  const zip = await readZip(source, label);
  for (const name of chooseFiles(zip.names, entry, label))
    yield { text: decode(await zip.read(name)), format: formatOfName(name) };
}

async function collect(entries: Iterable<Entry>, collector: Collector): Promise<void> {
  const breathe = breather();
  for (const entry of entries) {
    collector.add(entry);
    if (breathe.due()) await breathe.rest();
  }
}
