import { closeSync, mkdirSync, openSync } from "node:fs";

/**
 * Takes a name that nothing has yet: the given one, or with a number before its ending. It stands for an empty file then,
 * which is to be replaced.
 *
 * @param file - path, ending in `.tar.gz`
 * @returns the path that was free
 */
export const takeFreeName = (file: string): string =>
  firstFree(
    (number) => file.replace(/(?=\.tar\.gz$)/, number),
    (path) => closeSync(openSync(path, "wx", 0o600)),
  );

/** Makes a folder of a name that nothing has yet, if need be with a number behind it. @returns its path */
export const makeFreeFolder = (folder: string): string =>
  firstFree(
    (number) => `${folder}${number}`,
    (path) => mkdirSync(path, { mode: 0o700 }),
  );

function firstFree(named: (number: string) => string, take: (path: string) => void): string {
  for (let number = 1; ; number++) {
    const path = named(number === 1 ? "" : `-${number}`);
    try {
      take(path);
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
