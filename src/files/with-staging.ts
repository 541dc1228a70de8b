import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "./make-folder.ts";

const DAY = 24 * 60 * 60 * 1000;

/** What follows the name of the file. */
const MARK = ".unfinished-";

/**
 * Works in a new folder beside a file, and removes it whatever becomes of the work; with it what a process that was
 * killed left there a day ago or earlier.
 *
 * @param beside - path of the file
 * @param work - is given the folder, which only its owner can read
 */
export async function withStaging<T>(beside: string, work: (folder: string) => Promise<T>): Promise<T> {
  makeFolder(dirname(beside));
  removeOld(beside);
  const folder = makeStaging(beside);
  try {
    return await work(folder);
  } finally {
    removeStaging(folder);
  }
}

/** Makes a folder beside a file for what is to be put in place or removed. @returns its path */
export const makeStaging = (beside: string): string => mkdtempSync(`${beside}${MARK}`);

/** What cannot be removed now is removed a day later: the work itself is done. */
export function removeStaging(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // some network drives keep what somebody has open
  }
}

/** Only what has a name that this file gives: others may name their files so that they begin alike. */
function removeOld(beside: string): void {
  const [above, start] = [dirname(beside), `${basename(beside)}${MARK}`];
  for (const name of readdirSync(above)) {
    if (!name.startsWith(start) || !/^\w{6}$/.test(name.slice(start.length))) continue;
    const found = statSync(join(above, name), { throwIfNoEntry: false });
    if (found?.isDirectory() && Date.now() - found.mtimeMs > DAY) removeStaging(join(above, name));
  }
}
