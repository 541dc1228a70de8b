import assert from "node:assert/strict";
import { migrate } from "../../../../src/node-red/settings/fields/node-fields.ts";
import { NODES } from "../../../support/node-descriptions.ts";

const described = (type: string) => NODES.find((node) => node.type === type) ?? assert.fail(type);

describe("A node that ListSync 0.1 stored", () => {
  for (const node of NODES)
    it(`keeps what it holds, and names its version: ${node.type}`, () => {
      const initials = Object.entries(node.dialog).map(([name, { initial }]) => [name, initial]);
      const stored = { id: "a", name: "Mine", ...Object.fromEntries(initials) };
      const before = structuredClone(stored);
      const migrated = migrate(node, stored);
      assert.deepEqual(migrated, { ...before, version: 1 });
      assert.deepEqual(stored, before, "what Node-RED holds is left alone");
      assert.equal(migrate(node, migrated), migrated);
    });

  for (const [type, name, stored, read] of [
    ["overseerr-server", "concurrency", "2.5", "3"],
    ["overseerr-server", "retries", 1.5, 2],
    ["sync-database", "historyDays", "0.5", "1"],
    ["overseerr-request", "maxRequests", "2.5", "3"],
    ["list-source", "browserPool", "1.5", "2"],
    ["sync-state", "limit", "10.5", "11"],
    ["overseerr-request", "maxRequests", "", ""],
    ["overseerr-server", "retries", "many", "many"],
  ] as const)
    it(`reads ${name} ${JSON.stringify(stored)} of ${type} as ${JSON.stringify(read)}`, () => {
      assert.deepEqual(migrate(described(type), { [name]: stored }), { [name]: read, version: 1 });
    });

  it("may ask for more titles of a list than there are", () => {
    const lists = ["top", { list: "ls1", limit: "9000000" }, { list: "ls2", limit: "20" }];
    assert.deepEqual(migrate(described("list-source"), { lists }), {
      lists: ["top", { list: "ls1", limit: "1000000" }, { list: "ls2", limit: "20" }],
      version: 1,
    });
  });
});
