import type { ConformanceCases, ConformanceCheck } from "./conformance/cases.ts";
import { failureChecks } from "./conformance/failure-checks.ts";
import { fetchChecks } from "./conformance/fetch-checks.ts";
import { parseChecks } from "./conformance/parse-checks.ts";
import type { ListProvider } from "./provider.ts";

export type { ConformanceCases, ConformanceCheck } from "./conformance/cases.ts";
export type { Fault } from "./conformance/faulty-proxy.ts";

/**
 * The checks that every list provider has to pass, for whichever test runner you use.
 *
 * You bring the provider and a server that behaves as its site does; the kit puts itself between the two and lets go
 * wrong what goes wrong in the world: refusals, timeouts, broken connections, half answers, web pages instead of
 * data, pages without an end. It proves that
 *
 * - `parse` understands what it should, gives the same id for the same list, refuses with a sentence, and leaves
 *   other sites' addresses alone;
 * - `fetch` gives valid items, honours the limit, is truthful about `total` and `complete`, stops when it is aborted,
 *   and asks nobody but the origin that `context.origin()` names;
 * - every failure is an error with the right code and a sentence: never an empty list, never a shorter one, and never
 *   with the account's key in it.
 *
 * @example
 * import { conformance } from "@list-sync/node-red-list-sync/conformance";
 *
 * describe("my provider", () => {
 *   const checks = conformance(myProvider, {
 *     understands: [{ input: "https://my.site/lists/1", id: "1" }],
 *     refuses: ["https://my.site/about"],
 *     start: () => startMySite(), // → { origin: "http://127.0.0.1:…", close() }
 *     list: { input: "1", titles: 250, total: 250, requests: 3 },
 *     empty: "2",
 *     situations: [
 *       { title: "the list is private", code: "private", input: "3" },
 *       { title: "there is no such list", code: "not-found", input: "4" },
 *     ],
 *   });
 *   for (const { title, run } of checks) it(title, run);
 * });
 *
 * @param provider see {@link ListProvider}
 * @param cases what the kit has to know of it, see {@link ConformanceCases}
 */
export function conformance(provider: ListProvider, cases: ConformanceCases): ConformanceCheck[] {
  const subject = { provider, cases };
  return [...parseChecks(subject), ...fetchChecks(subject), ...failureChecks(subject)];
}
