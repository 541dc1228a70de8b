import assert from "node:assert/strict";
import { changedSince } from "../../nodes/dialogs/shown-today.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import { NODES } from "../support/node-descriptions.ts";

const LISTS = ["top", { list: "ls1", limit: "9000000" }, { list: "ls2", limit: "20" }, { list: "ls3" }];

describe("The dialog of a node that ListSync 0.1 stored", () => {
  for (const node of NODES)
    it(`shows what the runtime reads: ${node.type}`, () => {
      for (const value of ["2.5", 1.5, "0.5", "3", "", "  ", "many", undefined]) {
        const numbers = Object.entries(node.dialog).filter(([, { kind }]) => kind === "number");
        const values = Object.fromEntries(numbers.map(([name]) => [name, value]));
        const stored = { ...values, ...("lists" in node.dialog && { lists: LISTS }) };
        const shown = { ...stored, ...changedSince({ type: node.type, ...stored }), version: 1 };
        assert.deepEqual(shown, migrate(node, stored), `${value}`);
      }
    });

  it("shows what stands in the flow where the node is one of today", () => {
    assert.deepEqual(changedSince({ type: "overseerr-server", version: 1, concurrency: "2.5" }), {});
  });
});
