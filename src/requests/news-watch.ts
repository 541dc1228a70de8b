import { ListSyncError } from "../errors.ts";
import { untilAborted } from "../http/until-aborted.ts";
import type { Overseerr, RequestNews } from "../overseerr/overseerr.ts";
import type { Scope } from "../scope.ts";
import { oncePerRun } from "./once-per-run.ts";

/** Without movement for so long a run has nothing more to post for now. Milliseconds. */
const QUIET_MS = 2000;

/**
 * So many titles wait for the answer: fewer than a run sends ahead (500), which sends no more before some of them are done.
 * Without this each later run stood still for those two seconds.
 */
const MANY = 100;

/**
 * Reads once a run what became of requests, for the titles whose request should be on its way: Radarr or Sonarr may have
 * refused it after the server had said yes, or an administrator, and the library does not show it.
 *
 * With many requests the answer takes seconds. So the reading goes on beside the run, and begins after the first request was
 * posted, when every title that is here has been decided, or when many wait for it.
 */
export interface NewsWatch {
  /** A title is being decided. Call the returned function when it is, or when it waits for `news`. */
  begin(): () => void;
  /** A request of the run has been answered. */
  posted(): void;
  /**
   * Waits for the answer.
   *
   * @returns undefined when the server does not say, or not in time
   * @throws CancelledError
   */
  news(signal: AbortSignal | undefined): Promise<RequestNews | undefined>;
}

const watches = oncePerRun<NewsWatch>();

/**
 * The one watch of a run on a server.
 *
 * @param total titles of the run, where that is known
 */
export const newsWatch = (overseerr: Overseerr, scope?: Scope, total?: number): NewsWatch =>
  watches(overseerr, scope, () =>
    // a message of no run has no first request to wait for
    createNewsWatch(overseerr, scope?.runId === undefined ? 0 : (total ?? Number.POSITIVE_INFINITY)),
  );

function createNewsWatch(overseerr: Overseerr, total: number): NewsWatch {
  let active = 0;
  let seen = 0;
  /** Titles that wait for the answer, or waited. */
  let asked = 0;
  let hasPosted = false;
  let timer: NodeJS.Timeout | undefined;
  /** There from the first question on. */
  let answer: Promise<RequestNews | undefined> | undefined;
  /** There from the first question to the beginning of the reading. */
  let start: (() => void) | undefined;
  function consider(): void {
    clearTimeout(timer);
    if (!start) return;
    if (hasPosted || asked >= MANY || (active === 0 && seen >= total)) start();
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
    news(signal) {
      asked += 1;
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
async function read(overseerr: Overseerr): Promise<RequestNews | undefined> {
  try {
    return await overseerr.requestNews();
  } catch (error) {
    if (error instanceof ListSyncError) return undefined;
    throw error;
  }
}
