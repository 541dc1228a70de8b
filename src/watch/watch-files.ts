import { stat } from "node:fs/promises";
import { join } from "node:path";
import { backgroundTimer, type Timer } from "../runs/idle-timer.ts";
import { eachAtMost } from "./each-at-most.ts";
import { codeOf, fileAnswer } from "./file-answer.ts";
import { type FolderEventOptions, type FolderEvents, folderEvents } from "./folder-events.ts";
import * as messages from "./messages.ts";
import { type Look, lookAt, type Print, type Prints, touchOf } from "./print.ts";
import { guardRoot, type Root, type RootGuardOptions } from "./root-guard.ts";
import { settling } from "./settling.ts";
import { WatchError } from "./watch-error.ts";
import { type Faulty, watchFaults } from "./watch-faults.ts";
import type { Watched } from "./watched.ts";

/** How a watch stands. */
export type Standing =
  | { kind: "starting" }
  | { kind: "watching"; files: number; isMore: boolean }
  | { kind: "gone"; code: string }
  | { kind: "failed"; error: WatchError };

export interface WatchOptions {
  watched: Watched;
  /** Milliseconds between two looks; undefined: the system tells. */
  pollMs: number | undefined;
  /** Milliseconds for which nothing may happen to a file before it counts as written. */
  settleMs: number;
  maxFiles: number;
  /** @default 50 MiB, as for lists */
  maxBytes?: number;
  /** What was seen before this process. */
  known?: Prints | undefined;
  /** Told what is there, and where without links: once all of it has been looked at, and each time that some of it has settled since. */
  onSeen(seen: Prints, real: string): void;
  onStanding(standing: Standing): void;
  /** Told once of each thing that keeps it from watching; of a folder that is gone when it stays away. */
  onError(error: WatchError): void;
  /** Told once of each file that is left out, as a sentence. */
  onLeftOut(sentence: string): void;
  /** Milliseconds that the folder may be away before it is an error. @default 30000 */
  outageMs?: number;
  /** Milliseconds between two looks at the folder itself. @default 5000 */
  everyMs?: number;
  /** Milliseconds after which it begins again where the system had no watches left. @default 60000 */
  retryMs?: number;
  /** Milliseconds for one call of the file system. @default 5000 */
  callMs?: number;
  timer?: Timer;
  now?: () => number;
  find?: RootGuardOptions["find"];
  /** What happens in a folder. @default as the system or polling tells */
  events?: (options: FolderEventOptions) => FolderEvents;
}

/** The watching of a folder from when it is found until it is away. */
interface Life extends Faulty {
  events: FolderEvents;
  isReady: boolean;
  isMore: boolean;
}

/** Bytes; as many as are read of a list in a file. */
const LARGEST = 50 * 1024 * 1024;

/**
 * Watches files until it is closed. A folder that is away, now or later, is waited for; what is different when it is back
 * is told like every other change.
 *
 * @returns closes it
 */
export function watchFiles(options: WatchOptions): () => Promise<void> {
  const {
    watched,
    maxFiles,
    maxBytes = LARGEST,
    callMs = 5000,
    timer = backgroundTimer,
    now = Date.now,
    events: follow = folderEvents,
  } = options;
  const seen = new Map<string, Print>(options.known);
  /** Why files are left out, by path. */
  const leftOut = new Map<string, string>();
  let life: Life | undefined;
  /** Nothing was seen before: what is found is where changes begin. */
  let isFirst = options.known === undefined;
  let closed = false;
  let closing: Promise<unknown> = Promise.resolve();
  let stopOutage = () => {};
  /** One batch after the other. */
  let busy: Promise<void> = Promise.resolve();

  // each that hangs with its share keeps one of the process's few threads for files
  const atOnce = options.pollMs === undefined ? 8 : 1;
  const waiting = settling({
    atOnce,
    settleMs: options.settleMs,
    timer,
    now,
    touchOf: (path) => touch(join(life?.root.real ?? watched.root, path)),
    onSettled: takeInTurn,
    onError: () => void guard.look().then(() => life && again()),
  });

  async function touch(path: string): Promise<string | undefined> {
    try {
      return touchOf(await fileAnswer(stat(path), callMs));
    } catch (error) {
      if (codeOf(error) === "ETIMEDOUT") throw error;
      return undefined;
    }
  }

  const guard = guardRoot({
    folder: watched.root,
    everyMs: options.everyMs ?? 5000,
    callMs,
    timer,
    ...(options.find && { find: options.find }),
    onThere(root) {
      stopOutage();
      faults.stop();
      endLife();
      begin(root);
    },
    onGone(code) {
      endLife();
      faults.stop();
      stopOutage();
      options.onStanding({ kind: "gone", code });
      const error = new WatchError("watch-gone", messages.folderGone(watched.root, messages.reasonOf(code)));
      stopOutage = timer(() => options.onError(error), options.outageMs ?? 30_000);
    },
    onLooked: () => void lookAtLinks(),
  });

  const faults = watchFaults({
    folder: watched.root,
    retryMs: options.retryMs ?? 60_000,
    timer,
    current: () => life,
    isThere: () => guard.look(),
    endLife,
    begin: (root) => {
      if (!closed) begin(root);
    },
    onFailed: (error) => options.onStanding({ kind: "failed", error }),
    onError: (error) => {
      if (!closed) options.onError(error);
    },
  });

  function begin(root: Root): void {
    const mine: Life = {
      root,
      isReady: false,
      isMore: false,
      events: undefined as never,
    };
    life = mine;
    if (!closed) options.onStanding({ kind: "starting" });
    mine.events = follow({
      ...watched,
      root: root.real,
      pollMs: options.pollMs,
      maxFiles,
      onFile(path, touched) {
        if (mine.isReady || !isFirst) waiting.add(path, touched);
      },
      onReady() {
        mine.isReady = true;
        // nothing can have changed yet: whoever writes into one of them now is noticed
        if (isFirst) return takeInTurn([...mine.events.files]);
        // what is not there any more, and what there is nothing to be told of
        for (const path of seen.keys()) if (!mine.events.files.has(path)) waiting.add(path, undefined);
        if (waiting.waiting === 0) takeInTurn([]);
      },
      onMore() {
        if (mine.isMore) return;
        mine.isMore = true;
        faults.tellOnce(new WatchError("watch-too-many", messages.tooManyFiles(watched.root, maxFiles)));
        if (mine.isReady) show();
      },
      onRootGone: () => void guard.look(),
      onError: (error) => void faults.fail(error),
    });
  }

  function endLife(): void {
    const ended = life;
    life = undefined;
    waiting.clear();
    if (ended) closing = Promise.all([closing, ended.events.close()]);
  }

  function takeInTurn(paths: string[]): void {
    busy = busy.then(() => take(paths));
  }

  /** Looks at files that have settled, and tells what is there now. */
  async function take(paths: string[]): Promise<void> {
    const mine = life;
    if (!mine || closed) return;
    const looks = new Map<string, Look>();
    try {
      await eachAtMost(paths, atOnce, async (path) => {
        if (life !== mine) return;
        const place = join(mine.root.real, path);
        looks.set(
          path,
          await lookAt(place, { root: mine.root.real, maxBytes, callMs, known: seen.get(path) }),
        );
      });
    } catch {
      // nobody answers in time: as soon as it does, they are looked at again
      if (await guard.look()) again(paths);
      return;
    }
    // with the folder all of its files are gone, which is not what happened to them
    const isOdd = [...looks.values()].some((look) => !("print" in look));
    if (isOdd && !(await guard.look())) return;
    if (life !== mine) return;
    for (const [path, look] of looks) note(path, look);
    show();
    if (!mine.isReady) return;
    isFirst = false;
    options.onSeen(seen, mine.root.real);
  }

  function note(path: string, look: Look): void {
    if ("print" in look) seen.set(path, look.print);
    else if ("absent" in look) seen.delete(path);
    const sentence = "refused" in look ? look.refused : undefined;
    if (sentence === undefined) leftOut.delete(path);
    else if (leftOut.get(path) !== sentence) {
      leftOut.set(path, sentence);
      options.onLeftOut(sentence);
    }
  }

  function again(paths: Iterable<string> = life?.events.files ?? []): void {
    for (const path of paths) waiting.add(path, undefined);
  }

  /** Nobody tells what happens where a link leads. */
  async function lookAtLinks(): Promise<void> {
    const mine = life;
    for (const path of [...(mine?.events.links ?? [])]) {
      const touched = await touch(join(mine?.root.real ?? "", path)).catch(() => undefined);
      if (life !== mine) return;
      if (touched !== undefined && touched !== seen.get(path)?.touch && !leftOut.has(path))
        waiting.add(path, touched);
    }
  }

  function show(): void {
    if (life && !life.fault && !closed)
      options.onStanding({ kind: "watching", files: seen.size, isMore: life.isMore });
  }

  options.onStanding({ kind: "starting" });
  return async () => {
    closed = true;
    guard.close();
    stopOutage();
    faults.stop();
    endLife();
    await closing;
    await busy;
  };
}
