import { InputError } from "../errors.ts";
import type { OutcomeStatus } from "../items/item.ts";
import type { ItemStep } from "./item-step.ts";
import { LimitsByRun } from "./limits-by-run.ts";
import { type RequestConfig, readRequestConfig } from "./request-config.ts";
import { requestItem } from "./request-item.ts";

/** By which output an item leaves: requested, not needed, or refused and failed. */
const OUTPUT: Readonly<Record<OutcomeStatus, number>> = {
  requested: 0,
  would_request: 0,
  already_requested: 1,
  already_available: 1,
  partially_available: 1,
  skipped: 1,
  declined: 2,
  blocklisted: 2,
  quota_exceeded: 2,
  ambiguous: 2,
  not_found: 2,
  failed: 2,
};

/**
 * Requests titles within the limits of their run.
 *
 * @param config - of the node; properties of the message override it
 */
export function requestStep(config: RequestConfig): ItemStep {
  const limitsByRun = new LimitsByRun();
  return {
    outputs: 3,
    failedOutput: OUTPUT.failed,
    begin(msg, { overseerr, store, sync, signal }) {
      const { maxRequests, ...options } = readRequestConfig(config, msg);
      const limits = limitsByRun.of(sync?.runId, maxRequests);
      const dryRun = options.dryRun || sync?.dryRun === true;
      const deps = { overseerr, limits, ...(store && { store }) };
      return async (given) => {
        const { item, error } = await requestItem(given, deps, {
          ...options,
          dryRun,
          signal,
          ...(sync?.runId && { runId: sync.runId }),
        });
        const status = item.outcome?.status;
        if (!status) throw new InputError("bad-input", `"${item.title}" was neither requested nor refused.`);
        return { item, output: OUTPUT[status], ...(error && { error }) };
      };
    },
  };
}
