import { askRuntime } from "../ask-runtime.ts";
import { textsOf } from "../dialog.ts";
import { isComputed } from "../fields/computed-fields.ts";
import { isWithin } from "../fields/written-values.ts";
import type { ListEntry } from "./list-entry.ts";
import { understanding } from "./list-verdicts.ts";

/** Whole numbers of which 0 is none, as in every row of lists. */
const LIMIT = { min: 1, max: 1e6, isWhole: true, none: 0 };
const YEAR = { min: 1800, max: 3000, isWhole: true, none: 0 };
const USER = { min: 1, isWhole: true, none: 0 };

/** What is wrong with an entry, as a key of the catalogue; undefined when nothing is. */
export function problemOf(entry: ListEntry): string | undefined {
  const { list, limit, limitType, yearFrom, yearTo, minRating, requestAs } = entry;
  if (String(list ?? "").trim() === "") return "list";
  if (!isComputed(limitType) && !isWithin(limit, LIMIT)) return "limit";
  if (!isWithin(yearFrom, YEAR) || !isWithin(yearTo, YEAR)) return "year";
  if (Number(yearTo) > 0 && Number(yearFrom) > Number(yearTo)) return "yearOrder";
  if (!isWithin(minRating, { min: 0, max: 10 })) return "minRating";
  if (!isWithin(requestAs, USER)) return "requestAs";
  return undefined;
}

/**
 * Why the lists of a node cannot be fetched, as a sentence; true when they can. Flows that were not made in the dialog may
 * hold plain texts.
 */
export function listProblem(
  node: EditorNode,
  lists: readonly (string | ListEntry)[] | undefined,
): true | string {
  const text = textsOf(node);
  for (const [index, given] of (lists ?? []).entries()) {
    const entry: ListEntry = typeof given === "string" ? { list: given } : given;
    if (entry.enabled === false) continue;
    const place = index + 1;
    const problem = problemOf(entry);
    if (problem) return text(`error.${problem}`, { place });
    const reason = understanding.whyNot(entry, (path) => askRuntime(path, text));
    if (reason) return text("error.misunderstood", { place, reason });
  }
  return true;
}
