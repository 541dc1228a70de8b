import * as messages from "../messages.ts";

/** Parameters of addresses that change what a page looks like, or tell where a visitor came from. */
const LOOKS =
  /^(?:ref_?|utm_\w+|fbclid|gclid|igshid|si|source|page|per_?page|limit|offset|cursor|view|layout|tab|lang|language|hl|api_?key)$/i;

/**
 * A sentence about the parameters of a list's address that are not heeded: a list with fewer conditions than its page may
 * have more titles, and nobody would know why.
 *
 * @param heeded names that were read, in lower case
 * @param what `list`, `chart`
 * @returns nothing when all were
 */
export function ignoredParameters(query: URLSearchParams, heeded: readonly string[], what: string): string[] {
  const names = [...new Set(query.keys())]
    .filter((name) => query.get(name) !== "" && !LOOKS.test(name) && !heeded.includes(name.toLowerCase()))
    .map((name) => `"${name.slice(0, 40)}"`);
  return names.length === 0 ? [] : [messages.ignoredParameters(names, what)];
}
