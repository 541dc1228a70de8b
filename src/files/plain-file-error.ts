/**
 * Why a file was not read although it is there, beside the codes of the file system. `ENOTREG` it is a pipe, a device or
 * a socket · `EISDIR` a folder · `EFBIG` more bytes than allowed · `ETIMEDOUT` not in time.
 */
import * as messages from "./messages.ts";

export class PlainFileError extends Error {
  readonly code: "ENOTREG" | "EISDIR" | "EFBIG" | "ETIMEDOUT";

  constructor(code: PlainFileError["code"], message: string) {
    super(message);
    this.name = "PlainFileError";
    this.code = code;
  }
}

/** @throws PlainFileError for everything but a regular file: reading a pipe or a device may never end */
export function checkPlain(path: string, kind: { isFile(): boolean; isDirectory(): boolean }): void {
  if (kind.isFile()) return;
  if (kind.isDirectory()) throw new PlainFileError("EISDIR", messages.isFolder(path));
  throw new PlainFileError("ENOTREG", messages.notRegular(path));
}

/** @throws PlainFileError `EFBIG` */
export function checkSize(path: string, bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  throw new PlainFileError("EFBIG", messages.tooLarge(path, Math.round(maxBytes / 1024)));
}
