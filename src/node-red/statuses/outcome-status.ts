import type { OutcomeStatus } from "../../items/item.ts";
import { OUTCOMES, outcomePhrases } from "../../items/outcomes.ts";
import type { Status } from "../node-port.ts";
import * as messages from "./messages.ts";
import { attention, broken, good } from "./status.ts";

/** Numbers of outcomes, and why the first title failed. */
export interface OutcomeCounts {
  counts: Partial<Record<OutcomeStatus, number>>;
  /** Titles that were found and are still to be requested. */
  found?: number;
  /** Code of the first failure. */
  code?: string | undefined;
}

/** Longest status text; the editor shows it below the node on one line. */
const LENGTH = 60;

/**
 * The status that outcomes deserve: red with the reason when titles failed, yellow when somebody should look, else green.
 *
 * @returns nothing when there is nothing to tell
 */
export function outcomeStatus({ counts, found = 0, code }: OutcomeCounts): Status | undefined {
  const { failed = 0 } = counts;
  const others = { ...counts, failed: 0 };
  const phrases = [...(found > 0 ? [messages.found(found)] : []), ...outcomePhrases(others)];
  if (failed > 0) {
    return broken(onOneLine([messages.titlesFailed(failed, code), ...phrases]));
  }
  if (phrases.length === 0) return undefined;
  const isOdd = (Object.keys(others) as OutcomeStatus[]).some(
    (status) => (others[status] ?? 0) > 0 && OUTCOMES[status].level === "attention",
  );
  return isOdd ? attention(onOneLine(phrases)) : good(onOneLine(phrases));
}

/** As many phrases as fit. */
function onOneLine(phrases: string[]): string {
  let text = phrases[0] ?? "";
  for (const phrase of phrases.slice(1)) {
    if (text.length + phrase.length + 2 > LENGTH) return `${text}, …`;
    text += `, ${phrase}`;
  }
  return text;
}
