import assert from "node:assert/strict";
import { choicesFor, idsOf } from "../../nodes/dialogs/fields/pickers.ts";

describe("the pickers of dialogs", () => {
  const users = [
    { id: 1, name: "Anna" },
    { id: 2, name: "Ben" },
  ];

  it("offer what the server knows, and a stored value that it does not know", () => {
    assert.deepEqual(choicesFor(users, ["2"]), users);
    assert.deepEqual(choicesFor(users, ["9"]), [...users, { id: "9", name: "9" }]);
    assert.deepEqual(choicesFor(users, [""]), users);
  });

  it("read ids with commas and blanks between", () => {
    assert.deepEqual(idsOf(" 1, 4,,7 "), ["1", "4", "7"]);
    assert.deepEqual(idsOf(undefined), []);
  });
});
