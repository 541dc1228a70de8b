import type { Timer } from "../runs/idle-timer.ts";
import { codeOf } from "./file-answer.ts";
import * as messages from "./messages.ts";
import type { Root } from "./root-guard.ts";
import { WatchError } from "./watch-error.ts";

/** The watching of a folder while it is there. */
export interface Faulty {
  root: Root;
  /** Part of the folder cannot be watched. */
  fault?: WatchError;
}

interface WatchFaultOptions {
  /** As it is named. */
  folder: string;
  /** Milliseconds after which the watching begins anew. */
  retryMs: number;
  timer: Timer;
  /** What is being watched; undefined while the folder is away. */
  current(): Faulty | undefined;
  /** Looks whether the folder is there. */
  isThere(): Promise<boolean>;
  endLife(): void;
  /** Begins to watch the folder again, unless that was ended. */
  begin(root: Root): void;
  onFailed(error: WatchError): void;
  onError(error: WatchError): void;
}

/** What keeps a watch from watching, wholly or in part. */
interface WatchFaults {
  /** The system says that it cannot watch. */
  fail(cause: Error): Promise<void>;
  tellOnce(error: WatchError): void;
  /** Nothing begins anew by itself any more. */
  stop(): void;
}

/** What the system says when it has no watches left. */
const LIMITS = new Set(["ENOSPC", "EMFILE", "ENFILE"]);

export function watchFaults(options: WatchFaultOptions): WatchFaults {
  const { folder, retryMs, timer, current, endLife } = options;
  const told = new Set<string>();
  let stopRetry = () => {};

  /** Shows an error until the watching begins anew: nobody tells when others give watches back, or a drive is well again. */
  function stand(root: Root, error: WatchError): void {
    options.onFailed(error);
    tellOnce(error);
    stopRetry();
    stopRetry = timer(() => {
      endLife();
      options.begin(root);
    }, retryMs);
  }

  function tellOnce(error: WatchError): void {
    if (told.has(error.message)) return;
    told.add(error.message);
    options.onError(error);
  }

  return {
    async fail(cause) {
      const code = codeOf(cause);
      const mine = current();
      if (LIMITS.has(code)) {
        if (!mine) return;
        endLife();
        stand(mine.root, new WatchError("watch-limit", messages.noMoreWatches(folder, code), { cause }));
      } else if ((await options.isThere()) && mine && current() === mine) {
        const sentence = messages.watchingFailed(folder, messages.reasonOf(code));
        mine.fault = new WatchError("watch-failed", sentence, { cause });
        // what can be watched goes on
        stand(mine.root, mine.fault);
      }
    },
    tellOnce,
    stop: () => stopRetry(),
  };
}
