import { basename, dirname, isAbsolute, join } from "node:path";
import picomatch from "picomatch";
import { InputError } from "../errors.ts";
import { belowHome } from "../files/below-home.ts";
import * as messages from "./messages.ts";

/** What is watched: files below one folder. */
export interface Watched {
  /** Absolute path of the folder. */
  root: string;
  /** Levels of folders below it that are looked into. */
  depth: number;
  /** Whether a file is meant. @param path from the folder, with `/` */
  fits(path: string): boolean;
  /** Hidden folders are looked into. */
  hidden: boolean;
  /** As it was written, for those who remember. */
  written: string;
}

/** Names of files that hold lists. */
const LISTS = "*.{csv,tsv,json,txt,text,list,md,markdown,rss,atom,xml,zip}";
const LIST_NAME = picomatch(LISTS, { nocase: true });

/** Most levels of folders that a pattern may name. */
const DEEPEST = 10;

/** `imdb*.csv` as a test of a file's name; upper and lower case are the same. */
export const namePattern = (pattern: string): ((name: string) => boolean) => {
  const fits = picomatch(pattern.trim(), { nocase: true });
  return (name) => fits(name);
};

/**
 * Understands a folder, a file or a pattern. Of a folder, the files that may hold lists by their names are meant; hidden
 * files are left out unless the pattern says otherwise.
 *
 * @param levels of folders below that are looked into, where it does not say so itself
 * @throws InputError `bad-config`
 */
export function readWatched(text: string, levels: number): Watched {
  const written = text.trim();
  if (written === "") throw new InputError("bad-config", messages.nothingToWatch());
  const place = belowHome(written.replace(/^file:\/\/(?=\/)/i, ""));
  const { base, glob, isGlob } = picomatch.scan(
    place.replaceAll("\\", process.platform === "win32" ? "/" : "\\"),
  );
  const folder = isGlob ? base : place;
  if (!isAbsolute(folder)) throw new InputError("bad-config", messages.notAbsolute(written));
  if (!isGlob) return LIST_NAME(basename(place)) && !/[\\/]$/.test(place) ? oneFile(place) : allOf(place);
  const depth = depthOf(glob, levels);
  if (depth > DEEPEST) throw new InputError("bad-config", messages.tooDeep(written, DEEPEST));
  const fits = picomatch(glob, { nocase: true });
  return { root: join(folder), depth, fits: (path) => fits(path), hidden: /(^|\/)\./.test(glob), written };

  function oneFile(path: string): Watched {
    const name = basename(path);
    return { root: dirname(path), depth: 0, fits: (each) => each === name, hidden: false, written };
  }

  function allOf(path: string): Watched {
    const all = picomatch(`**/${LISTS}`, { nocase: true });
    const fits = (each: string) => all(each);
    return { root: join(path), depth: levels, fits, hidden: false, written: `${written} ${levels}` };
  }
}

/** Braces may hold a slash, so each of what they stand for counts. */
function depthOf(glob: string, levels: number): number {
  const depths = glob.split("/").length - 1;
  return glob.includes("**") ? Math.max(levels, depths) : depths;
}
