/** `npm run docs`: writes what the documentation says of the providers from the providers themselves. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { between, otherSitesTable, providerSections, readmeTable } from "./provider-docs.ts";

const root = join(import.meta.dirname, "../..");
for (const [file, name, text] of [
  ["README.md", "lists", readmeTable()],
  ["docs/lists.md", "sites", providerSections()],
  ["docs/lists.md", "other sites", otherSitesTable()],
] as const) {
  const path = join(root, file);
  writeFileSync(path, between(readFileSync(path, "utf8"), name, text));
  console.log(file);
}
