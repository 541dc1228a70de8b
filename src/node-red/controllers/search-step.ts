import { searchIdentified } from "../../requests/identified-search.ts";
import { identifierOf } from "../../runs/run-identifiers.ts";
import { readNode } from "../settings/fields/node-fields.ts";
import { OVERSEERR_SEARCH, type SearchConfig } from "../settings/fields/overseerr-search.ts";
import type { ItemStep } from "./item-step.ts";

/** By which output an item leaves. */
const SEARCH_OUTPUTS = { found: 0, not_found: 1, ambiguous: 2 } as const;

/**
 * Looks titles up: found, not found or failed, needs a decision.
 *
 * @throws InputError from `begin` when a field cannot be read
 */
export function searchStep(config: SearchConfig): ItemStep {
  return {
    outputs: 3,
    failedOutput: SEARCH_OUTPUTS.not_found,
    async begin(msg, { overseerr, store, scope, signal }) {
      const { language, yearTolerance, typeStrict, minScore } = readNode(OVERSEERR_SEARCH, { config, msg });
      const options = {
        yearTolerance,
        typeStrict,
        minScore,
        ...(language && { language }),
        scope,
        signal,
      };
      const identifier = identifierOf(scope, store);
      return async (item) => {
        const deps = { overseerr, ...(store && { store }) };
        const resolved = await searchIdentified(item, deps, options, identifier);
        return { item: resolved.item, output: SEARCH_OUTPUTS[resolved.kind] };
      };
    },
  };
}
