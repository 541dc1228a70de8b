/**
 * The root of every error this package throws.
 *
 * `code` is stable and may be tested for (a Catch node sees it as `msg.error.code`); `message` is a sentence for a
 * person and may change: what failed, why, what to do.
 */
export class ListSyncError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A value that the user gave (configuration, message, file) is wrong. Codes: `bad-config`, `bad-input`. */
export class InputError extends ListSyncError {}

/** The work was stopped on purpose: redeploy, `msg.cancel`, or the end of a run. Code: `cancelled`. */
export class CancelledError extends ListSyncError {
  constructor(message = "The work was cancelled.") {
    super("cancelled", message);
  }
}

/**
 * Throws a {@link CancelledError} when the signal has been aborted; to be called between two steps of long work.
 *
 * @throws CancelledError
 */
export function throwIfCancelled(signal?: AbortSignal): void {
  if (signal?.aborted) throw new CancelledError();
}
