import { createHash } from "node:crypto";
import { lstat, realpath, stat } from "node:fs/promises";
import { sep } from "node:path";
import { readPlainFile } from "../files/read-plain-file.ts";
import { codeOf, fileAnswer } from "./file-answer.ts";
import * as messages from "./messages.ts";

/** What tells two states of a file apart. */
export interface Print {
  /** Changes with whatever is done to the file: size, times, inode. */
  touch: string;
  /** Of the contents. */
  hash: string;
}

/** Prints by paths from the watched folder. */
export type Prints = ReadonlyMap<string, Print>;

/** What a look at one file found: its print, nothing there, or a sentence why it is not watched. */
export type Look = { print: Print } | { absent: true } | { refused: string };

export interface LookOptions {
  /** The watched folder, without links in its path. */
  root: string;
  maxBytes: number;
  /** Milliseconds for one call of the file system. */
  callMs: number;
  /** What was seen before: an untouched file is not read again. */
  known?: Print | undefined;
}

const ABSENT = new Set(["ENOENT", "ENOTDIR", "ENOTREG", "EISDIR"]);

/**
 * Looks at a file by the rules that files of lists have: only a regular one, not too large, and nothing outside the folder.
 *
 * @throws NoAnswerError and PlainFileError `ETIMEDOUT`, which say nothing of this file
 */
export async function lookAt(path: string, options: LookOptions): Promise<Look> {
  const { root, maxBytes, callMs, known } = options;
  try {
    let found = await fileAnswer(lstat(path), callMs);
    if (found.isSymbolicLink()) {
      const real = await fileAnswer(realpath(path), callMs);
      if (!real.startsWith(root.endsWith(sep) ? root : root + sep))
        return { refused: messages.linkLeadsOut(path) };
      found = await fileAnswer(stat(path), callMs);
    }
    if (!found.isFile()) return { absent: true };
    if (found.size > maxBytes) return { refused: tooLarge(path, maxBytes) };
    const touch = touchOf(found);
    if (known?.touch === touch) return { print: known };
    const bytes = await readPlainFile(path, { maxBytes, timeoutMs: 6 * callMs });
    return { print: { touch, hash: createHash("sha256").update(bytes).digest("base64url").slice(0, 22) } };
  } catch (error) {
    const code = codeOf(error);
    if (ABSENT.has(code)) return { absent: true };
    if (code === "EFBIG") return { refused: tooLarge(path, maxBytes) };
    if (code === "ETIMEDOUT") throw error;
    return { refused: messages.fileUnreadable(path, code) };
  }
}

const tooLarge = (path: string, maxBytes: number): string =>
  messages.fileTooLarge(path, Math.round(maxBytes / 1024 / 1024));

/** @param stats of `stat` */
export const touchOf = (stats: { size: number; mtimeMs: number; ctimeMs: number; ino: number }): string =>
  [stats.size, stats.mtimeMs, stats.ctimeMs, stats.ino].join(":");
