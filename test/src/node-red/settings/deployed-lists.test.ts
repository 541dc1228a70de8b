import assert from "node:assert/strict";
import { deployedLists } from "../../../../src/node-red/settings/deployed-lists.ts";

describe("lists of a deployed node", () => {
  const env = (name: string) => (name === "LIST_KEY" ? "hidden" : undefined);

  it("take the environment's values into their addresses, in each form", () => {
    const written = "https://example.org/list.csv?k=$" + "{LIST_KEY}";
    const meant = "https://example.org/list.csv?k=hidden";
    assert.equal(deployedLists(written, env), meant);
    assert.deepEqual(deployedLists([written, { list: written, name: "Mine" }], env), [
      meant,
      { list: meant, name: "Mine" },
    ]);
    assert.equal(deployedLists(undefined, env), undefined);
  });

  it("name a variable that is not set, unless the list is switched off", () => {
    const list = "$" + "{ABSENT}";
    assert.throws(() => deployedLists([{ list }], env), {
      code: "bad-config",
      message: /ABSENT, which is not set/,
    });
    assert.deepEqual(deployedLists([{ list, enabled: false }], env), [{ list, enabled: false }]);
  });
});
