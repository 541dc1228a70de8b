import { ListSyncError } from "../errors.ts";
import { redact } from "../http/redact.ts";
import * as messages from "./messages.ts";

/**
 * Why something failed, as whoever asks may know it.
 *
 * @param report told of what nobody foresaw
 */
export function whyFailed(error: unknown, report: (error: unknown) => void): string {
  if (error instanceof ListSyncError) return redact(error.message);
  report(error);
  return messages.unexpected();
}
