import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOMS } from "../../docs/examples/rooms.ts";
import { errorTable, outcomeTable, reasonSections } from "../../docs/outcome-docs.ts";
import { between } from "../../docs/provider-docs.ts";

describe("The documentation of outcomes and errors", () => {
  const root = join(import.meta.dirname, "../../..");
  const page = readFileSync(join(root, "docs/outcomes.md"), "utf8");

  for (const [name, text] of [
    ["outcomes", outcomeTable()],
    ["reasons", reasonSections()],
    ["errors", errorTable()],
  ] as const)
    it(`has the ${name} as they are (\`npm run docs\` writes it)`, () => {
      assert.equal(between(page, name, text), page);
    });

  it("has the sentences of every room", () => {
    const written = globSync("src/**/messages.ts", { cwd: root }).map((file) => file.split("\\").join("/"));
    const shown = ROOMS.map(({ folder }) => `src/${folder}/messages.ts`);
    assert.deepEqual(shown.sort(), written.sort());
  });

  it("shows no sentence with a hole in it", () => {
    assert.doesNotMatch(page, /undefined|NaN|\[object/);
  });
});
