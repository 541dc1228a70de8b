import { type Env, expandEnv } from "./config-values.ts";

/**
 * The rows of a deployed `list-source` with the environment's values in their addresses. Only for what stands in the
 * node: what comes by message must not reach the environment.
 *
 * @param lists a text, texts or rows, see lists/list-entry.ts
 * @throws InputError `bad-config` naming the variable that is not set
 */
export function deployedLists(lists: unknown, env: Env): unknown {
  const expand = (text: string): string => expandEnv(text, "address of a list", env);
  if (typeof lists === "string") return expand(lists);
  if (!Array.isArray(lists)) return lists;
  return lists.map((row) => {
    if (typeof row === "string") return expand(row);
    if (typeof row?.list !== "string") return row;
    try {
      return { ...row, list: expand(row.list) };
    } catch (error) {
      // a list that is switched off needs no variable
      if (row.enabled === false) return row;
      throw error;
    }
  });
}
