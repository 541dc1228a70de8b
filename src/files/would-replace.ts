import { statSync } from "node:fs";
import { sep } from "node:path";
import { realEntry, realPlace } from "./real-place.ts";

/**
 * Whether a file that is written to a target would take the place of another, or stand in a folder, whatever links lead there.
 *
 * @param files - paths that are not to be replaced, neither where they are links nor what those lead to
 * @param folders - paths of folders in which nothing is to be written
 */
export function wouldReplace(
  target: string,
  files: readonly string[],
  folders: readonly string[] = [],
): boolean {
  const taken = new Set(files.flatMap(places));
  const below = folders.map(realPlace);
  return (
    places(target).some(
      (place) =>
        taken.has(place) || below.some((folder) => place === folder || place.startsWith(folder + sep)),
    ) || files.some((each) => isSameFile(each, target))
  );
}

/** The files of a database: the one that is named, and those that SQLite keeps beside what that leads to. */
export const databaseFiles = (file: string): string[] =>
  [file, realPlace(file)].flatMap((each) => ["", "-wal", "-shm", "-journal"].map((part) => `${each}${part}`));

/** A link that is replaced, and what it leads to. */
const places = (path: string): string[] => [realEntry(path), realPlace(path)];

/** By another name that the file system takes for the same, or as a hard link. */
function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false, bigint: true }));
  return a !== undefined && b !== undefined && a.ino !== 0n && a.ino === b.ino && a.dev === b.dev;
}
