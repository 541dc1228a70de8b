import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** Where a path leads in the end, whether its last part is there yet or not; links are followed. */
export function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return realEntry(path);
  }
}

/** The same of an entry in a folder: the folder's links are followed, what stands there is not. */
export function realEntry(path: string): string {
  const full = resolve(path);
  const above = dirname(full);
  return above === full ? full : join(realPlace(above), basename(full));
}
