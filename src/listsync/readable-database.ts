import { constants } from "node:fs";
import { copyFile, mkdtemp, open, readdir, realpath, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { makeFolder } from "../files/make-folder.ts";
import { checkPlain } from "../files/plain-file-error.ts";
import { InstallationError } from "./installation-error.ts";
import * as messages from "./messages.ts";

/** Behind the name of a database: what of it is not written into it yet. */
const LOGS = ["-wal", "-journal"] as const;

/** Where SQLite notes that a write-ahead log is used, and the note. */
const FORMAT = { at: 18, withLog: 2 } as const;

/** How folders of copies begin, and the milliseconds after which nobody reads one. */
const COPY = "listsync-copy-";
const LEFT_MS = 60 * 60 * 1000;

/** Times that a copy is tried while ListSync writes, and milliseconds in between. */
const TRIES = 5;
const PAUSE_MS = 200;

/**
 * Has a database read without touching it. Where a log belongs to it, even looking would write there: then a copy is read,
 * for its owner only and removed afterwards. Without one it is read where it is, since its pictures may be gigabytes.
 *
 * @param folder where a copy may be made
 * @throws InstallationError `listsync-failed`; PlainFileError, the file system's own errors, what `read` throws
 */
export async function withReadable<T>(
  named: string,
  folder: string,
  read: (file: string, isCopy: boolean) => Promise<T>,
): Promise<T> {
  checkPlain(named, await stat(named));
  // its logs are where the file itself is, not where a link to it is
  const file = await realpath(named);
  if ((await logsOf(file)).length === 0 && !(await usesLog(file))) return read(file, false);
  makeFolder(folder);
  await removeLeftCopies(folder);
  const own = await mkdtemp(join(folder, COPY));
  try {
    return await read(await copyTo(own, file), true);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** Those of a process that was ended in the middle: they may be large, and encrypted keys are in them. */
async function removeLeftCopies(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(COPY)) continue;
    const copy = join(folder, name);
    const made = await stat(copy).catch(() => undefined);
    if (made && Date.now() - made.mtimeMs > LEFT_MS) await rm(copy, { recursive: true, force: true });
  }
}

/** Tries again while somebody writes: half of a change is no database. */
async function copyTo(folder: string, file: string): Promise<string> {
  const copy = join(folder, basename(file));
  for (let tries = 1; tries <= TRIES; tries++) {
    const before = await printOf(file);
    await copyFile(file, copy, constants.COPYFILE_FICLONE);
    for (const log of LOGS) {
      await rm(copy + log, { force: true });
      if (await isThere(file + log)) await copyFile(file + log, copy + log, constants.COPYFILE_FICLONE);
    }
    if ((await printOf(file)) === before) return copy;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new InstallationError("listsync-failed", messages.notRead(file, messages.reasons.written()));
}

/** Sizes and times of all its files. */
async function printOf(file: string): Promise<string> {
  const files = [file, ...(await logsOf(file))];
  const states = await Promise.all(files.map((each) => stat(each).catch(() => undefined)));
  return JSON.stringify(states.map((each, index) => [files[index], each?.size, each?.mtimeMs]));
}

async function logsOf(file: string): Promise<string[]> {
  const found = await Promise.all(LOGS.map(async (log) => ((await isThere(file + log)) ? [file + log] : [])));
  return found.flat();
}

/** An empty log says nothing. */
const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isFile() && found.size > 0,
    () => false,
  );

async function usesLog(file: string): Promise<boolean> {
  const opened = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(1), 0, 1, FORMAT.at);
    return bytesRead === 1 && buffer[0] === FORMAT.withLog;
  } finally {
    await opened.close();
  }
}
