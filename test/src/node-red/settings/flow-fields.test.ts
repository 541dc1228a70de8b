import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { NODES } from "../../../support/node-descriptions.ts";
import { fieldFaults, type StoredNode } from "../../../support/stored-node.ts";

const root = resolve(import.meta.dirname, "../../../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** Flows as they are; those of 0.1 keep the fields that they had. */
const FLOWS = globSync(["examples/*.json", "test/flows/*.json", "test/demo/*.json"], { cwd: root });

describe("The nodes of a flow that is kept in the repository", () => {
  for (const file of FLOWS)
    it(`have exactly the fields of their descriptions: ${file}`, () => {
      const faults = (JSON.parse(read(file)) as StoredNode[]).flatMap(fieldFaults);
      assert.deepEqual(
        faults.map((fault) => `${file}: ${fault}`),
        [],
      );
    });

  it("are made by storedNode in tests, which gives them these fields", () => {
    const byHand = new RegExp(`type: "(?:${NODES.map(({ type }) => type).join("|")})"`);
    const files = globSync("test/{bench,demo,editor,flows,long,nodes,support}/**/*.ts", { cwd: root });
    assert.ok(files.length > 50);
    assert.deepEqual(
      files.filter((file) => byHand.test(read(file))),
      [],
    );
  });
});
