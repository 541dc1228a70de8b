import { ListError } from "../list-error.ts";

/** A ZIP archive in memory. */
export interface Zip {
  /** Names of its files, folders left out. */
  names: string[];
  /** @throws ListError `bad-input` when the file is too large to be a list */
  read(name: string): Promise<Uint8Array>;
}

/** Bytes of one file; a few kilobytes can be packed so that they fill a disk. */
const LARGEST = 50 * 1024 * 1024;

const MOST_FILES = 10_000;

/** Whether these bytes are a ZIP archive. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/**
 * Opens an archive.
 *
 * @param label the list, for errors
 * @throws ListError `markup-changed` when it is damaged, `bad-input` when it holds too much
 */
export async function readZip(bytes: Uint8Array, label: string): Promise<Zip> {
  const { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } = await import("@zip.js/zip.js");
  const damaged = (cause: unknown) =>
    new ListError(
      "markup-changed",
      `${label} is a damaged ZIP file. Export it again, or unpack it and use the file inside.`,
      { cause },
    );
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
  const all = await reader.getEntries().catch((error: unknown) => {
    throw damaged(error);
  });
  const entries = all.flatMap((entry) => (entry.directory ? [] : [entry]));
  const tooMuch = (what: string) =>
    new ListError(
      "bad-input",
      `${label} contains ${what}. Unpack it, and use the one file that is the list.`,
    );
  if (entries.length > MOST_FILES) throw tooMuch(`${entries.length} files`);
  return {
    names: entries.map(({ filename }) => filename),
    async read(name) {
      const entry = entries.find(({ filename }) => filename === name);
      if (!entry) throw new ListError("not-found", `${label} contains no file ${name}.`);
      if (entry.uncompressedSize > LARGEST) throw tooMuch("a file of more than 50 MB");
      return entry.getData(new Uint8ArrayWriter()).catch((error: unknown) => {
        throw damaged(error);
      });
    },
  };
}
