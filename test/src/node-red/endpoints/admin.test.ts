import assert from "node:assert/strict";
import { InputError } from "../../../../src/errors.ts";
import { type AdminRequest, bodyOf, endpoint } from "../../../../src/node-red/endpoints/admin.ts";
import { ServerError } from "../../../../src/overseerr/server-error.ts";

function call(handler: Parameters<typeof endpoint>[0], request: Partial<AdminRequest> = {}) {
  return new Promise<{ code: number; body: unknown }>((resolve) => {
    endpoint(handler)(
      { params: {}, query: {}, ...request },
      { status: (code) => ({ json: (body) => resolve({ code, body }) }), on: () => {} },
    );
  });
}

describe("endpoint", () => {
  it("answers with what the handler gives", async () => {
    assert.deepEqual(await call(({ params }) => ({ id: params.id }), { params: { id: "1" } }), {
      code: 200,
      body: { id: "1" },
    });
  });

  it("answers every error with code and sentence", async () => {
    const throws = (error: Error) => () => Promise.reject(error);
    assert.deepEqual(await call(throws(new InputError("bad-config", "No URL."))), {
      code: 400,
      body: { code: "bad-config", message: "No URL." },
    });
    assert.deepEqual(await call(throws(new ServerError("server-key", "The key was refused."))), {
      code: 502,
      body: { code: "server-key", message: "The key was refused." },
    });
    const unexpected = await call(throws(new TypeError("boom?token=abcdefgh")));
    assert.equal(unexpected.code, 500);
    assert.doesNotMatch(JSON.stringify(unexpected.body), /abcdefgh/);
  });

  it("refuses a body that is no object", async () => {
    for (const body of [undefined, "text", []]) {
      assert.equal((await call((request) => bodyOf(request), { body })).code, 400);
    }
  });
});
