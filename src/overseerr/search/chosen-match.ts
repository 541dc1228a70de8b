import type { Match } from "../../items/item.ts";
import type { Decision } from "../../state/port/decisions.ts";

/** The title that a person chose for what a list names so, see `Store.decide`; undefined when nobody did. */
export function chosenMatch(decisions: Decision[]): Match | undefined {
  const match = decisions.find(({ kind }) => kind === "match")?.match;
  return match && { ...match, matchedBy: "choice" };
}
