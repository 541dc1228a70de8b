import { ListSyncError } from "../errors.ts";
import { untilAborted } from "../http/until-aborted.ts";
import type { LibraryIndex, Overseerr } from "../overseerr/overseerr.ts";

/** Without movement for so long a run has nothing more to post for now. Milliseconds. */
const QUIET_MS = 2000;

/** Runs that are remembered; older ones have long ended. */
const REMEMBERED = 20;

/** How long an answer serves messages of no run. Milliseconds. */
const HOLDS_MS = 60_000;

/**
 * Reads once a run which requests have failed, for the titles whose request of ours should be on its way: Radarr or
 * Sonarr may have refused it after the server had said yes, and the library does not show it.
 *
 * The server asks every Radarr and Sonarr for the answer, which takes long when one hangs. So the reading goes on beside
 * the run, and begins after the first request was posted or when every title that is here has been decided.
 */
export interface FailedWatch {
  /** A title is being decided. Call the returned function when it is, or when it waits for `failed`. */
  begin(): () => void;
  /** A request of the run has been answered. */
  posted(): void;
  /**
   * Waits for the answer.
   *
   * @returns ids of failed requests; undefined when the server does not say, or not in time
   * @throws CancelledError
   */
  failed(signal: AbortSignal | undefined): Promise<ReadonlySet<number> | undefined>;
}

const watches = new WeakMap<LibraryIndex, Map<string, { watch: FailedWatch; at: number }>>();

/**
 * The one watch of a run on a server.
 *
 * @param total titles of the run, where that is known
 */
export function failedWatch(overseerr: Overseerr, runId?: string, total?: number): FailedWatch {
  const known = watches.get(overseerr.index) ?? new Map<string, { watch: FailedWatch; at: number }>();
  watches.set(overseerr.index, known);
  const key = runId ?? "";
  const before = known.get(key);
  if (before && (runId !== undefined || Date.now() - before.at < HOLDS_MS)) return before.watch;
  // a message of no run has no first request to wait for
  const watch = createFailedWatch(overseerr, runId === undefined ? 0 : (total ?? Number.POSITIVE_INFINITY));
  known.set(key, { watch, at: Date.now() });
  const [oldest] = known.keys();
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  return watch;
}

function createFailedWatch(overseerr: Overseerr, total: number): FailedWatch {
  let active = 0;
  let seen = 0;
  let hasPosted = false;
  let timer: NodeJS.Timeout | undefined;
  /** There from the first question on. */
  let answer: Promise<ReadonlySet<number> | undefined> | undefined;
  /** There from the first question to the beginning of the reading. */
  let start: (() => void) | undefined;
  function consider(): void {
    clearTimeout(timer);
    if (!start) return;
    if (hasPosted || (active === 0 && seen >= total)) start();
    else if (active === 0) timer = setTimeout(start, QUIET_MS);
  }

  return {
    begin() {
      active += 1;
      seen += 1;
      clearTimeout(timer);
      let over = false;
      return () => {
        if (over) return;
        over = true;
        active -= 1;
        consider();
      };
    },
    posted() {
      hasPosted = true;
      consider();
    },
    failed(signal) {
      answer ??= new Promise((resolve) => {
        start = () => {
          start = undefined;
          clearTimeout(timer);
          resolve(read(overseerr));
        };
      });
      consider();
      return untilAborted(answer, signal);
    },
  };
}

/** Shared by all titles of the run, so that nobody's abort ends it. */
async function read(overseerr: Overseerr): Promise<ReadonlySet<number> | undefined> {
  try {
    return await overseerr.failedRequests();
  } catch (error) {
    if (error instanceof ListSyncError) return undefined;
    throw error;
  }
}
