import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { messageTables } from "../../docs/field-docs.ts";
import { between } from "../../docs/provider-docs.ts";

describe("The documentation of messages", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/messages.md"), "utf8");

  it("has the properties that nodes read of a message as they are (`npm run docs` writes it)", () => {
    assert.equal(between(page, "message properties", messageTables()), page);
  });

  it("says of each what it may be and what counts without it", () => {
    const rows = messageTables()
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    assert.ok(rows.length > 40);
    for (const row of rows) assert.match(row, /\| [^|]*\w[^|]* \| [^|]*\| [^|]+ \|$/);
  });
});
