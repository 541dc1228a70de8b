import { searchIdentified } from "../../requests/identified-search.ts";
import { identifierOf } from "../../runs/run-identifiers.ts";
import { booleanValue, numberValue } from "../../strict-values.ts";
import type { ItemStep } from "./item-step.ts";

/** What `overseerr-search` stores. */
export interface SearchConfig {
  /** ISO 639-1; empty for the server's own. */
  language?: string;
  /** Accept a year that is one off. */
  yearTolerance?: boolean;
  minScore?: number | string;
  /** A title only matches with the media type that the list names. */
  typeStrict?: boolean;
}

/** By which output an item leaves. */
export const SEARCH_OUTPUTS = { found: 0, not_found: 1, ambiguous: 2 } as const;

/**
 * Looks titles up: found, not found or failed, needs a decision.
 *
 * @throws InputError `bad-config` from `begin` when the minimum score is no number from 0 to 1
 */
export function searchStep(config: SearchConfig): ItemStep {
  return {
    outputs: 3,
    failedOutput: SEARCH_OUTPUTS.not_found,
    begin(msg, { overseerr, store, sync, signal }) {
      const language = String(msg.language ?? config.language ?? "").trim();
      const options = {
        yearTolerance: booleanValue(config.yearTolerance, "Accept a year that is one off") ?? true,
        typeStrict: booleanValue(config.typeStrict, "Only the media type of the list") ?? true,
        minScore: numberValue(config.minScore, { label: "minimum score", default: 0.9, min: 0, max: 1 }),
        ...(language && { language }),
        ...(sync?.runId && { runId: sync.runId }),
        signal,
      };
      const identifier = identifierOf(sync?.runId, store);
      return async (item) => {
        const deps = { overseerr, ...(store && { store }) };
        const resolved = await searchIdentified(item, deps, options, identifier);
        return { item: resolved.item, output: SEARCH_OUTPUTS[resolved.kind] };
      };
    },
  };
}
