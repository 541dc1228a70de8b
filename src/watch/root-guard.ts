import { realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Timer } from "../runs/idle-timer.ts";
import { codeOf, fileAnswer } from "./file-answer.ts";

/** A folder that is there. */
export interface Root {
  /** Its path without links. */
  real: string;
  /** Another one for another folder under the same name. */
  identity: string;
  /** A drive or share begins there. */
  isMount: boolean;
}

export interface RootGuardOptions {
  folder: string;
  /** Milliseconds between two looks. */
  everyMs: number;
  /** Milliseconds for one look. */
  callMs: number;
  /** It is there, for the first time, again, or another one. */
  onThere(root: Root): void;
  /** @param code of the file system; `UNMOUNTED` for a drive that is away while its folder stays */
  onGone(code: string): void;
  /** After each look that found the same folder. */
  onLooked?(): void;
  timer: Timer;
  /** @default looks at the disk @throws what the file system says */
  find?: (folder: string) => Promise<Root>;
}

/** Knows whether a folder is there: chokidar falls silent for ever when it was away. */
export interface RootGuard {
  /** Looks now. @returns whether it is the one that was told of last */
  look(): Promise<boolean>;
  close(): void;
}

/** Looks after a folder until it is closed. The first look comes at once. */
export function guardRoot(options: RootGuardOptions): RootGuard {
  const { folder, everyMs, callMs, onThere, onGone, timer, find = findRoot } = options;
  let last: Root | undefined;
  let goneFor: string | undefined;
  let closed = false;
  let stopTimer = () => {};
  /** One at a time: each that hangs keeps one of the process's few threads for files. */
  let hanging: Promise<Root> | undefined;
  let looking: Promise<boolean> | undefined;

  async function see(): Promise<boolean> {
    hanging ??= find(folder).finally(() => {
      hanging = undefined;
    });
    hanging.catch(() => {});
    try {
      const root = await fileAnswer(hanging, callMs);
      if (closed) return false;
      if (last?.isMount && !root.isMount && !root.real.startsWith("\\\\")) return away("UNMOUNTED");
      const isSame = goneFor === undefined && root.identity === last?.identity && root.real === last.real;
      last = root;
      goneFor = undefined;
      if (isSame) options.onLooked?.();
      else onThere(root);
      return isSame;
    } catch (error) {
      return closed ? false : away(codeOf(error));
    }
  }

  function away(code: string): false {
    if (goneFor !== code) {
      goneFor = code;
      onGone(code);
    }
    return false;
  }

  function look(): Promise<boolean> {
    looking ??= see().finally(() => {
      looking = undefined;
      stopTimer();
      if (!closed) stopTimer = timer(() => void look(), everyMs);
    });
    return looking;
  }

  void look();
  return {
    look,
    close() {
      closed = true;
      stopTimer();
    },
  };
}

async function findRoot(folder: string): Promise<Root> {
  const real = await realpath(folder);
  const found = await stat(real);
  if (!found.isDirectory()) throw Object.assign(new Error(), { code: "ENOTDIR" });
  const above = await stat(dirname(real));
  return { real, identity: `${found.dev}:${found.ino}`, isMount: found.dev !== above.dev };
}
