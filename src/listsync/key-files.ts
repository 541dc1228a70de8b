import { randomBytes } from "node:crypto";
import { link, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../files/make-folder.ts";
import { readPlainFile } from "../files/read-plain-file.ts";
import { InstallationError } from "./installation-error.ts";
import * as messages from "./messages.ts";

/** Bytes of the largest file that may be one of ours. */
const LARGEST = 64 * 1024;

/** Files of one name, should somebody move many installations here. */
const MOST = 100;

/**
 * Writes keys into files, one each, which only their owner may read. A file that is there is never changed, since nodes
 * may read it: the same key is found in it again, another one gets a file of its own.
 *
 * @param folder made where it is not there
 * @param keys by the names of their files
 * @returns paths by name
 * @throws InstallationError `listsync-failed`
 */
export async function writeKeys(
  folder: string,
  keys: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  try {
    if (keys.size > 0) makeFolder(folder);
    const written = new Map<string, string>();
    for (const [name, key] of keys) written.set(name, await writeKey(folder, name, key));
    return written;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new InstallationError(
      "listsync-failed",
      messages.keysNotWritten(folder, messages.reasons.code(code)),
      {
        cause: error,
      },
    );
  }
}

async function writeKey(folder: string, name: string, key: string): Promise<string> {
  for (let number = 1; number <= MOST; number++) {
    const path = join(folder, number === 1 ? name : `${name}-${number}`);
    if (await isWritten(path, key)) return path;
    if (await writeNew(path, key)) return path;
  }
  throw Object.assign(new Error(`${name} is there ${MOST} times`), { code: "EEXIST" });
}

async function isWritten(path: string, key: string): Promise<boolean> {
  try {
    return Buffer.from(await readPlainFile(path, { maxBytes: LARGEST })).toString("utf8") === `${key}\n`;
  } catch {
    return false;
  }
}

/** Appears as a whole, or not at all. @returns false when something is there */
async function writeNew(path: string, key: string): Promise<boolean> {
  const part = `${path}.${randomBytes(6).toString("hex")}`;
  const file = await open(part, "wx", 0o600);
  try {
    await file.writeFile(`${key}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(part, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(part, { force: true });
  }
}
