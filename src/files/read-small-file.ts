import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import { checkPlain, checkSize } from "./plain-file-error.ts";

/** Bytes; a file with a key has one line. */
const LARGEST = 64 * 1024;

/**
 * Reads a small regular text file at once, for what is needed while a node is made. A pipe or device, which would stop
 * the whole process, is refused.
 *
 * @throws PlainFileError, the file system's own errors
 */
export function readSmallFile(path: string): string {
  checkPlain(path, statSync(path));
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    checkPlain(path, fstatSync(file));
    const bytes = Buffer.alloc(LARGEST + 1);
    let total = 0;
    for (let read = -1; read !== 0 && total < bytes.length; total += read)
      read = readSync(file, bytes, total, bytes.length - total, null);
    checkSize(path, total, LARGEST);
    return bytes.toString("utf8", 0, total);
  } finally {
    closeSync(file);
  }
}
