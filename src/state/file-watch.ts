import { statSync } from "node:fs";
import { openFailure } from "./database-failure.ts";
import * as messages from "./messages.ts";
import { IN_MEMORY } from "./prepare-file.ts";
import { StateError } from "./state-error.ts";

/** Milliseconds between two looks, beside those at the beginning of a run. */
const EVERY = 60_000;

/** Notices when an open file is no longer what stands under its name: what is written then goes nowhere. */
export interface FileWatch {
  /** Set for good once it was noticed. */
  readonly lost: StateError | undefined;
  /** @throws StateError `state-lost`; `state-open` when nobody can tell, as with a network drive that does not answer */
  look(): void;
  /** @throws StateError `state-lost` if that was noticed before */
  check(): void;
  stop(): void;
}

/**
 * Watches a file that has just been opened.
 *
 * @param every milliseconds between two looks
 * @throws StateError `state-open`
 */
export function watchFile(file: string, every = EVERY): FileWatch {
  const opened = identity(file);
  let lost: StateError | undefined;

  function check(): void {
    if (lost) throw lost;
  }
  function notice(): void {
    const found = file === IN_MEMORY ? opened : identity(file);
    if (found !== opened) lost ??= lostError(file, found === undefined);
  }
  function noticeByTheWay(): void {
    try {
      notice();
    } catch {
      // the next run says so if that lasts; a throw out of a timer would end Node-RED
    }
  }
  const timer = setInterval(noticeByTheWay, every).unref();
  return {
    get lost() {
      return lost;
    },
    look() {
      notice();
      check();
    },
    check,
    stop: () => clearInterval(timer),
  };
}

/** Which file stands under a name; undefined for none. @throws StateError `state-open` */
function identity(file: string): string | undefined {
  try {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false });
    return found && `${found.dev} ${found.ino}`;
  } catch (error) {
    throw openFailure(file, error);
  }
}

const lostError = (file: string, isGone: boolean): StateError =>
  new StateError("state-lost", isGone ? messages.deleted(file) : messages.replaced(file));
