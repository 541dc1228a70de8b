import assert from "node:assert/strict";
import { distance, refuseMisspelt, refuseUnknown } from "../../../src/fields/known-names.ts";
import { PLACES } from "../../../src/fields/read-value.ts";

const NAMES = ["dryRun", "maxRequests", "requestAs", "lists", "is4k", "list", "limit"];

describe("Properties of a row", () => {
  const refuse = (given: object) => () => refuseUnknown(given, "List 3", NAMES, PLACES.list);

  it("are refused by name when nobody reads them, with what was probably meant", () => {
    for (const [name, meant] of [
      ["limt", "limit"],
      ["Limit", "limit"],
      ["request_as", "requestAs"],
      ["maxRequest", "maxRequests"],
      ["max-requests", "maxRequests"],
    ] as const)
      assert.throws(refuse({ [name]: 5 }), {
        code: "bad-input",
        message: new RegExp(`^List 3 has the unknown property "${name}"\\. Did you mean "${meant}"\\? `),
      });
    assert.throws(refuse({ colour: 5 }), { message: /"colour"\. The properties are dryRun, / });
    refuse({ limit: 5, lists: [] })();
  });
});

describe("Properties of a message", () => {
  const refuse = (given: object) => () => refuseMisspelt(given, NAMES, PLACES.message);

  it("are refused when they are misspelt, so that no dry run is missed", () => {
    for (const [name, meant] of [
      ["dryrun", "dryRun"],
      ["dry_run", "dryRun"],
      ["dryRn", "dryRun"],
      ["dyrRun", "dryRun"],
      ["maxRequets", "maxRequests"],
      ["requestas", "requestAs"],
    ] as const)
      assert.throws(refuse({ [name]: true }), {
        code: "bad-input",
        message: `msg.${name} is not a property that this node reads. Did you mean msg.${meant}? Correct it in the message.`,
      });
  });

  it("may be whatever belongs to other nodes", () => {
    refuse({ payload: 1, topic: "", _msgid: "a", parts: {}, limits: 3, request: {}, run: true })();
  });
});

describe("The distance of two names", () => {
  it("counts letters that are added, dropped, replaced or swapped", () => {
    assert.deepEqual(
      [
        ["limit", "limit"],
        ["limt", "limit"],
        ["limiit", "limit"],
        ["limot", "limit"],
        ["ilmit", "limit"],
        ["", "abc"],
      ].map(([a = "", b = ""]) => distance(a, b)),
      [0, 1, 1, 1, 1, 3],
    );
  });
});
