import assert from "node:assert/strict";
import { builtInProviders } from "../../../src/lists/built-in.ts";
import { parseList } from "../../../src/lists/registry.ts";

/** Forms that two sites share; the label shows which was understood. */
const SHARED: Record<string, string> = { "sean/horror": "mdblist" };

describe("The providers of this package", () => {
  for (const { id, forms } of builtInProviders)
    for (const { example } of forms)
      it(`understand ${example} as one of ${SHARED[example] ?? id}`, () => {
        assert.equal(parseList(example).provider, SHARED[example] ?? id);
        assert.equal(parseList(example, id).provider, id);
      });

  it("each say for the documentation what they read, need, cost and may", () => {
    for (const { id, notes } of builtInProviders)
      for (const [name, text] of Object.entries(notes ?? { notes: "" }))
        assert.ok(text.length > 0, `${id}: ${name}`);
  });

  it("name every field of their accounts, with the key among them", () => {
    for (const { id, account } of builtInProviders) {
      const fields = account?.fields ?? [];
      if (account && fields.length > 0)
        assert.ok(
          fields.some((field) => field.id === "key"),
          id,
        );
      assert.equal(new Set(fields.map((field) => field.id)).size, fields.length, id);
    }
  });
});
