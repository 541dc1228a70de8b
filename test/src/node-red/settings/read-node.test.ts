import assert from "node:assert/strict";
import { readNode } from "../../../../src/node-red/settings/fields/node-fields.ts";
import { OVERSEERR_REQUEST } from "../../../../src/node-red/settings/fields/overseerr-request.ts";

describe("the fields of a node and a message", () => {
  const config = { maxRequests: "20", seasons: "all" };
  const read = (msg: object, stored: object = config) => readNode(OVERSEERR_REQUEST, { config: stored, msg });

  it("are read once for messages that give the same", () => {
    assert.equal(read({ payload: 1, maxRequests: 5 }), read({ payload: 2, maxRequests: 5 }));
  });

  it("are those of each message, however the one before was", () => {
    for (const given of [5, 7, 5]) assert.equal(read({ maxRequests: given }).maxRequests, given);
    assert.equal(read({}).maxRequests, 20);
    assert.throws(() => read({ maxRequests: "many" }), { code: "bad-input" });
    assert.throws(() => read({ maxReqests: 5 }), { code: "bad-input" });
    assert.equal(read({}).maxRequests, 20);
    assert.equal(read({}, { ...config, maxRequests: "3" }).maxRequests, 3);
  });
});
