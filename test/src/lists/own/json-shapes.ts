import assert from "node:assert/strict";
import { readObjects } from "../../../../src/lists/own/read-contents.ts";
import { readOwn, said } from "./read-own.ts";

/** Tests that shapes of JSON say what they should, in a file and in a message alike. */
export function itReadsShapes(shapes: [what: string, value: unknown, expected: string[]][]): void {
  for (const [what, value, expected] of shapes)
    it(`reads ${what}`, async () => {
      const { items } = await readOwn(JSON.stringify(value), { format: "json" });
      assert.deepEqual(items.map(said), expected);
      const sent = await readObjects(value as object, { label: "The message", most: 1000 });
      assert.deepEqual(sent.items.map(said), expected, "the same when it comes in a message");
    });
}
