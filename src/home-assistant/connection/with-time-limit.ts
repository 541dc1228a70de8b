import { cancellation } from "../../errors.ts";

/**
 * Waits for work of somebody else, who is not told when the waiting ends early; its later failure is nobody's.
 *
 * @param work what is waited for
 * @param limits `ms` milliseconds after which the error `late` is thrown; `signal` ends the waiting
 * @throws what the work threw or `late` gives; CancelledError
 */
export function withTimeLimit<T>(
  work: Promise<T>,
  limits: { ms: number; late: () => Error; signal?: AbortSignal | undefined },
): Promise<T> {
  const { ms, late, signal } = limits;
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      settle();
    };
    const abort = () => finish(() => reject(cancellation(signal)));
    const timer = setTimeout(() => finish(() => reject(late())), ms);
    work.then(
      (value) => finish(() => resolve(value)),
      (error) => finish(() => reject(error)),
    );
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  });
}
