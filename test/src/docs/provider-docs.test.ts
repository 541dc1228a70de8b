import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { builtInProviders } from "../../../src/lists/built-in.ts";
import { between, otherSitesTable, providerSections, readmeTable } from "../../docs/provider-docs.ts";

const read = (file: string) => readFileSync(join(import.meta.dirname, "../../..", file), "utf8");

describe("The documentation", () => {
  it("has the table of the providers as they are (`npm run docs` writes it)", () => {
    assert.equal(between(read("README.md"), "lists", readmeTable()), read("README.md"));
  });

  it("has a section for every provider as it is (`npm run docs` writes it)", () => {
    assert.equal(between(read("docs/lists.md"), "sites", providerSections()), read("docs/lists.md"));
    assert.equal(between(read("docs/lists.md"), "other sites", otherSitesTable()), read("docs/lists.md"));
  });

  it("names every form of every provider", () => {
    const text = read("docs/lists.md");
    for (const { forms } of builtInProviders)
      for (const { example } of forms) assert.ok(text.includes(`\`${example}\``), example);
  });

  it("notices when a provider changes", () => {
    const changed = builtInProviders.map((provider) => ({ ...provider, name: `${provider.name} 2` }));
    assert.notEqual(readmeTable(changed), readmeTable());
  });
});
