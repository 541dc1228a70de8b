import { InputError } from "../../errors.ts";
import { OUTCOMES } from "../../items/outcomes.ts";
import { cancelItem } from "../../requests/cancel-item.ts";
import { noteRequested } from "../../requests/note-requested.ts";
import { type Requested, requestItem } from "../../requests/request-item.ts";
import { LimitsByRun } from "../../runs/limits-by-run.ts";
import type { Message } from "../node-port.ts";
import {
  type RequestConfig,
  readCancelOptions,
  readOperation,
  readRequestConfig,
} from "../settings/request-config.ts";
import type { Handled } from "./handle-items.ts";
import type { ItemStep } from "./item-step.ts";

/** An item with its outcome, and the output that this means. */
function handled({ item, error }: Requested): Handled {
  const status = item.outcome?.status;
  if (!status) throw new InputError("bad-input", `"${item.title}" was neither requested nor refused.`);
  return { item, output: OUTCOMES[status].output, ...(error && { error }) };
}

// For the process: what is set for a profile bounds a run, however many nodes request in it.
const profileLimits = new LimitsByRun();

const hasOwnLimit = ({ maxRequests }: Message): boolean =>
  maxRequests !== undefined && maxRequests !== null && maxRequests !== "";

/**
 * Requests titles within the limits of their run, or cancels the requests that were made for them.
 *
 * @param config - of the node; properties of the message override it
 */
export function requestStep(config: RequestConfig): ItemStep {
  const limitsByRun = new LimitsByRun();
  return {
    outputs: 3,
    failedOutput: OUTCOMES.failed.output,
    decides: true,
    begin(msg, { overseerr, store, sync, signal }) {
      if (readOperation(config, msg) === "cancel") {
        const options = readCancelOptions(config, msg);
        const dryRun = options.dryRun || sync?.dryRun === true;
        const runId = sync?.runId;
        const cancel = { ...options, dryRun, signal, ...(runId && { runId }) };
        return async (given) =>
          handled(await cancelItem(given, { overseerr, ...(store && { store }) }, cancel));
      }
      const set = store?.profileSettings(sync?.profile ?? "Main").requestLimit;
      const { maxRequests, ...options } = readRequestConfig(config, msg, set);
      // what the message itself says counts before everything else
      const shared = set && !hasOwnLimit(msg) ? profileLimits.of(sync?.runId, set) : undefined;
      const limits = limitsByRun.of(sync?.runId, maxRequests, shared);
      const dryRun = options.dryRun || sync?.dryRun === true;
      const deps = { overseerr, limits, ...(store && { store }) };
      const runId = sync?.runId;
      const total = sync?.total;
      return async (given, onWait) => {
        const known = { ...(runId && { runId }), ...(total !== undefined && { total }) };
        const request = { ...options, ...known, dryRun, signal, onWait };
        const requested = await requestItem(given, deps, request);
        if (store && runId) await noteRequested(store, runId, overseerr.key, requested.item);
        return handled(requested);
      };
    },
  };
}
