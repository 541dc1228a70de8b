import { ListSyncError } from "../errors.ts";
import { redact } from "../http/redact.ts";
import * as messages from "./messages.ts";
import type { Runs } from "./runs.ts";

/**
 * Ends a run whose titles could not be read or sent. Whatever it was but a cancellation, the run has failed: it must not
 * look like one that had nothing to do.
 *
 * @param signal of the node; aborted when it is deployed anew
 */
export function endBroken(
  runs: Pick<Runs, "cancel" | "fail">,
  runId: string,
  error: unknown,
  signal: AbortSignal,
): void {
  if (signal.aborted) runs.cancel(runId, messages.redeployedWhileStarting());
  else if (!(error instanceof ListSyncError))
    runs.fail(runId, { code: "unexpected", message: redact(messages.unexpected(String(error))) });
  else if (error.code !== "cancelled") runs.fail(runId, { code: error.code, message: error.message });
}
