import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "../files/make-folder.ts";

const DAY = 24 * 60 * 60 * 1000;

/**
 * Works in a new folder beside a file, and removes it whatever becomes of the work; with it what a process that was
 * killed left there a day ago or earlier.
 *
 * @param beside - path of the file
 * @param work - is given the folder, which only its owner can read
 */
export async function withStaging<T>(beside: string, work: (folder: string) => Promise<T>): Promise<T> {
  const above = dirname(beside);
  const prefix = `${basename(beside)}.unfinished-`;
  makeFolder(above);
  removeOld(above, prefix);
  const folder = mkdtempSync(join(above, prefix));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function removeOld(above: string, prefix: string): void {
  for (const name of readdirSync(above).filter((each) => each.startsWith(prefix))) {
    const path = join(above, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > DAY) rmSync(path, { recursive: true, force: true });
  }
}
