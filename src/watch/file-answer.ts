import { inTime } from "../in-time.ts";

/** Something of the file system did not answer. */
class NoAnswerError extends Error {
  readonly code = "ETIMEDOUT";
}

/**
 * Waits for a call of the file system, which may hang with its network share. The call itself cannot be ended.
 *
 * @param ms milliseconds
 * @throws NoAnswerError, and what the call throws
 */
export const fileAnswer = <T>(call: Promise<T>, ms: number): Promise<T> =>
  inTime(call, ms, () => new NoAnswerError());

/** The code that a call of the file system failed with. */
export const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
