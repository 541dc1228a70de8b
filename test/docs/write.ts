/**
 * `npm run docs`: writes what the documentation says of providers, messages, outcomes and errors from the code, and
 * the interface of the page, the outcomes that a dialog offers; and the page of performance from what `npm run bench` measured.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageTables } from "./field-docs.ts";
import { eventTable, INTERFACE, interfaceText, routeTable } from "./interface-docs.ts";
import { OFFERED_STATUSES, offeredStatuses } from "./offered-statuses.ts";
import { errorTable, outcomeTable, reasonSections } from "./outcome-docs.ts";
import { writePerformance } from "./performance/write-performance.ts";
import { between, otherSitesTable, providerSections, readmeTable } from "./provider-docs.ts";

const root = join(import.meta.dirname, "../..");
for (const [file, name, text] of [
  ["README.md", "lists", readmeTable()],
  ["docs/lists.md", "sites", providerSections()],
  ["docs/lists.md", "other sites", otherSitesTable()],
  ["docs/messages.md", "message properties", messageTables()],
  ["docs/outcomes.md", "outcomes", outcomeTable()],
  ["docs/outcomes.md", "reasons", reasonSections()],
  ["docs/outcomes.md", "errors", errorTable()],
  ["docs/interface.md", "routes", routeTable()],
  ["docs/interface.md", "events", eventTable()],
] as const) {
  const path = join(root, file);
  writeFileSync(path, between(readFileSync(path, "utf8"), name, text));
  console.log(file);
}
writeFileSync(join(root, INTERFACE), interfaceText());
console.log(INTERFACE);
writeFileSync(join(root, OFFERED_STATUSES), offeredStatuses());
console.log(OFFERED_STATUSES);
writePerformance();
