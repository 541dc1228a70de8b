import { type Env, expandEnv } from "../../fields/expand-env.ts";
import { normaliseEntries } from "../../lists/entries/list-entry.ts";
import { ListError } from "../../lists/list-error.ts";
import { withoutComputed } from "../computed/compute-lists.ts";

/**
 * The rows of a deployed `list-source` with the environment's values in their addresses. Only for what stands in the
 * node: what comes by message must not reach the environment. A row whose variable is not set is marked as unusable:
 * that list fails, the others go on.
 *
 * @param lists a text, texts or rows, see lists/entries/list-entry.ts
 */
export function deployedLists(lists: unknown, env: Env): unknown {
  if (typeof lists === "string") {
    const expanded = expand(lists, env);
    return typeof expanded === "string"
      ? expanded
      : normaliseEntries(lists).map((row) => expandRow(row, env));
  }
  return Array.isArray(lists) ? lists.map((row) => expandRow(withoutComputed(row), env)) : lists;
}

function expandRow(row: unknown, env: Env): unknown {
  const isText = typeof row === "string";
  const list: unknown = isText ? row : (row as { list?: unknown } | null)?.list;
  if (typeof list !== "string") return row;
  const expanded = expand(list, env);
  if (typeof expanded === "string") return isText ? expanded : { ...(row as object), list: expanded };
  return { ...(isText ? {} : (row as object)), list, unusable: expanded };
}

/** @returns why it cannot be used when a variable is not set */
function expand(text: string, env: Env): string | ListError {
  try {
    return expandEnv(text, "address of a list", env);
  } catch (error) {
    return new ListError("bad-input", error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}
