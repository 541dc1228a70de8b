import { type ReportedError, reportable } from "./report-error.ts";

/**
 * Tells Node-RED that a node has closed. What cannot be closed is reported and holds nothing up: Node-RED would wait fifteen
 * seconds for the node, and a rejection that nobody handles would end it.
 *
 * @param closing - undefined when there is nothing to close
 * @param done - of the event `close`
 */
export function whenClosed(
  closing: Promise<unknown> | undefined,
  report: (error: ReportedError) => void,
  done: () => void,
): void {
  void Promise.resolve(closing)
    .catch((error: unknown) => report(reportable(error)))
    .finally(done);
}
