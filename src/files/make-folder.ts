import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder with those above it, for their owner only. Level by level: `mkdir` with `recursive` tries for ever where
 * the file system itself says that a new folder's parent is not there (below /proc).
 *
 * @throws the file system's own errors
 */
export function makeFolder(path: string): void {
  for (const folder of missing(resolve(path))) {
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      // another process was quicker, or a file is in the way, which whoever writes there is told
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** Outermost first. */
function missing(path: string): string[] {
  if (existsSync(path)) return [];
  const above = dirname(path);
  return above === path ? [] : [...missing(above), path];
}
