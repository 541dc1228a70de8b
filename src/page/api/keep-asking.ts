import { ApiError } from "./api-error.ts";

/** Milliseconds. */
const TRY_AGAIN = { first: 2000, most: 30_000 };
/** Changes come in crowds while a sync is running. */
const BREATH = 1500;

/** A question that is asked again and again. */
export interface Asker {
  /** Something changed: asks again soon, and once for many calls. A question that is under way is not given up. */
  touch(): void;
  stop(): void;
}

/** Asks at once, again when touched, and again after a failure that passes. */
export function keepAsking<Data>(
  ask: (signal: AbortSignal) => Promise<Data>,
  told: { answer(data: Data): void; problem(error: ApiError): void },
): Asker {
  const over = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let isTouched = false;
  let failures = 0;

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), ms);
  };

  async function run(): Promise<void> {
    isBusy = true;
    isTouched = false;
    try {
      told.answer(await ask(over.signal));
      failures = 0;
    } catch (thrown) {
      if (over.signal.aborted) return;
      const error = thrown instanceof ApiError ? thrown : new ApiError("broken", String(thrown));
      told.problem(error);
      if (error.isPassing) {
        later(Math.min(TRY_AGAIN.first * 2 ** failures, TRY_AGAIN.most));
        failures += 1;
      }
    } finally {
      isBusy = false;
    }
    if (isTouched && !over.signal.aborted) later(BREATH);
  }

  void run();
  return {
    touch() {
      isTouched = true;
      if (!isBusy) later(failures > 0 ? 0 : BREATH);
    },
    stop() {
      over.abort();
      clearTimeout(timer);
    },
  };
}
