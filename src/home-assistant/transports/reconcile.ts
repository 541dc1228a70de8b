/** Brings the other side in line with what is wanted, one attempt after the other. */
export interface Reconciler {
  /** Tries now, or once more after the attempt under way. */
  wake(): void;
  /** No further attempt; resolves when the one under way is over. */
  close(): Promise<void>;
}

/**
 * Makes a reconciler.
 *
 * @param attempt - compares and sends what is different
 * @param onError - told of each kind of failure once, until an attempt succeeds
 */
export function createReconciler(attempt: () => Promise<void>, onError: (error: Error) => void): Reconciler {
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;
  let told: string | undefined;

  async function work(): Promise<void> {
    do {
      again = false;
      try {
        await attempt();
        told = undefined;
      } catch (error) {
        const { message } = error as Error;
        if (message !== told && !closed) onError(error as Error);
        told = message;
      }
    } while (again && !closed);
    running = undefined;
  }

  return {
    wake() {
      if (closed) return;
      if (running !== undefined) again = true;
      else running = work();
    },
    async close() {
      closed = true;
      await running;
    },
  };
}
