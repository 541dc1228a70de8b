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

/**
 * The work was stopped on purpose: redeploy, `msg.cancel`, or the end of a run. Code: `cancelled`; where the run failed,
 * `cause` is what it failed of.
 */
export class CancelledError extends ListSyncError {
  constructor(message = "The work was cancelled.", options?: ErrorOptions) {
    super("cancelled", message, options);
  }
}

/** Why a signal was aborted, to be thrown: whoever aborted it may have said so. */
export const cancellation = (signal: AbortSignal | undefined): CancelledError =>
  signal?.reason instanceof CancelledError ? signal.reason : new CancelledError();

/**
 * Throws the {@link cancellation} of a signal that has been aborted; to be called between two steps of long work.
 *
 * @throws CancelledError
 */
export function throwIfCancelled(signal?: AbortSignal): void {
  if (signal?.aborted) throw cancellation(signal);
}
