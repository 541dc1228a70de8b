import { InputError } from "../../errors.ts";
import { isNothing } from "../../fields/read-value.ts";
import { OUTCOMES } from "../../items/outcomes.ts";
import type { Message } from "../../message.ts";
import { cancelItem } from "../../requests/cancel-item.ts";
import { noteRequested } from "../../requests/intents/note-requested.ts";
import { type Requested, requestItem } from "../../requests/request-item.ts";
import { RunLimits } from "../../runs/run-limits.ts";
import type { Evaluate } from "../computed/compute-fields.ts";
import * as messages from "../messages.ts";
import type { RequestConfig } from "../settings/fields/overseerr-request.ts";
import {
  computeRequest,
  readCancelOptions,
  readOperation,
  readRequestOptions,
} from "../settings/request-options.ts";
import type { Handled } from "./handle-items.ts";
import type { ItemStep } from "./item-step.ts";

/** An item with its outcome, and the output that this means. */
function handled({ item, error }: Requested): Handled {
  const status = item.outcome?.status;
  if (!status) throw new InputError("bad-input", messages.leftUndecided(item.title));
  return { item, output: OUTCOMES[status].output, ...(error && { error }) };
}

/** What is set for a profile bounds a run, however many nodes request in it. */
const OF_PROFILE = {};

const hasOwnLimit = ({ maxRequests }: Message): boolean => !isNothing(maxRequests);

/**
 * Requests titles within the limits of their run, or cancels the requests that were made for them.
 *
 * @param stored - configuration of the node; properties of the message override it
 * @param evaluate - computes what the dialog says is to be computed
 */
export function requestStep(stored: RequestConfig, evaluate: Evaluate): ItemStep {
  const step: ItemStep = {
    outputs: 3,
    failedOutput: OUTCOMES.failed.output,
    decides: true,
    async begin(msg, { overseerr, store, runs, sync, scope, signal }) {
      const config = await computeRequest(stored, msg, evaluate);
      if (readOperation(config, msg) === "cancel") {
        const options = readCancelOptions(config, msg);
        const dryRun = options.dryRun || sync?.dryRun === true;
        const cancel = { ...options, dryRun, signal, scope };
        return async (given) =>
          handled(await cancelItem(given, { overseerr, ...(store && { store }) }, cancel));
      }
      const set = (await store?.profileSettings(sync?.profile ?? "Main"))?.requestLimit;
      const { maxRequests, ...options } = readRequestOptions(config, msg, set);
      // what the message itself says counts before everything else
      const shared = set && !hasOwnLimit(msg) ? scope.part(OF_PROFILE, () => new RunLimits(set)) : undefined;
      // it counts as it stands when the run is seen for the first time
      const limits = scope.part(step, () => new RunLimits(maxRequests, shared));
      const dryRun = options.dryRun || sync?.dryRun === true;
      const deps = { overseerr, limits, ...(store && { store }) };
      const runId = sync?.runId;
      const total = sync?.total;
      return async (given, onWait) => {
        const known = { scope, ...(total !== undefined && { total }) };
        const request = { ...options, ...known, dryRun, signal, onWait };
        const requested = await requestItem(given, deps, request);
        if (runs && runId) await noteRequested(runs, { ...sync, runId }, overseerr.key, requested.item);
        return handled(requested);
      };
    },
  };
  return step;
}
