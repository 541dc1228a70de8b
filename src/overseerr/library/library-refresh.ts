import { untilAborted } from "../../http/until-aborted.ts";
import type { Scope } from "../../scope.ts";

/** Long runs see what others do meanwhile. Milliseconds. */
const MAX_AGE_MS = 5 * 60_000;

/** A run full of titles does not repeat, title by title, a reading that has just failed. Milliseconds. */
const FAILURE_HOLDS_MS = 10_000;

/** When the library is read, see the methods `refresh` and `ensure` of the library index. */
interface Refresh {
  run(options?: { signal?: AbortSignal; maxAgeMs?: number }): Promise<void>;
  ensure(scope?: Scope, options?: { signal?: AbortSignal; maxAgeMs?: number }): Promise<void>;
  readonly finishedAt: number | undefined;
}

/** A reading that failed. */
interface Failure {
  error: unknown;
  at: number;
}

/** What a run knows of the readings. */
interface Reader {
  /** It has had one: only age asks for another. */
  hasRead: boolean;
  /** The failure that it was told of. */
  told?: Failure;
}

/**
 * Decides when the library is read: callers at the same time share one reading, every run gets one of its own, and
 * age asks for another.
 *
 * @param read reads the whole library and puts it in place
 * @param now milliseconds since the epoch
 */
export function createRefresh(read: () => Promise<void>, now: () => number): Refresh {
  let underWay: Promise<void> | undefined;
  let startedAt = 0;
  let finishedAt: number | undefined;
  let failure: Failure | undefined;
  const owner = {};
  /** Messages of no run go by the age of what is there. */
  const nobody: Reader = { hasRead: true };
  const readerOf = (scope: Scope | undefined): Reader =>
    scope?.runId === undefined ? nobody : scope.part(owner, () => ({ hasRead: false }));

  const start = (): Promise<void> => {
    startedAt = now();
    underWay = read()
      .then(
        () => {
          finishedAt = now();
          failure = undefined;
        },
        (error: unknown) => {
          failure = { error, at: now() };
          throw error;
        },
      )
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  };
  const isYoung = (maxAgeMs: number) => finishedAt !== undefined && now() - startedAt < maxAgeMs;

  const run: Refresh["run"] = async ({ signal, maxAgeMs = 0 } = {}) => {
    if (underWay === undefined && isYoung(maxAgeMs)) return;
    await untilAborted(underWay ?? start(), signal);
  };

  return {
    run,
    async ensure(scope, { signal, maxAgeMs = MAX_AGE_MS } = {}) {
      const reader = readerOf(scope);
      // a new run may come of somebody who has just mended the server
      if (
        underWay === undefined &&
        failure &&
        reader.told === failure &&
        now() - failure.at < FAILURE_HOLDS_MS
      )
        throw failure.error;
      try {
        await run({ signal, maxAgeMs: reader.hasRead ? maxAgeMs : 0 });
      } catch (error) {
        if (failure?.error === error) reader.told = failure;
        throw error;
      }
      reader.hasRead = true;
    },
    get finishedAt() {
      return finishedAt;
    },
  };
}
