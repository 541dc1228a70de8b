import assert from "node:assert/strict";
import { serverOptions } from "../../../../src/node-red/settings/fields/overseerr-server.ts";
import { createServerConnection } from "../../../../src/overseerr/connection/server-connection.ts";

describe("more reads as the server bears", () => {
  const options = (config: object) =>
    serverOptions({ url: "http://seerr", apiKey: "key", ...config } as never, () => undefined);
  const titlesAtOnce = (config: object) => createServerConnection(() => options(config)).titlesAtOnce;

  it("are off unless somebody ticks it, also in flows of versions that did not know it", () => {
    assert.equal(options({}).adaptiveReads, false);
    assert.equal(options({ adaptiveReads: true }).adaptiveReads, true);
    assert.equal(titlesAtOnce({ concurrency: "3" }), 5);
  });

  it("let nodes work on more titles than there may be reads", () => {
    assert.equal(titlesAtOnce({ adaptiveReads: true }), 24);
    assert.equal(titlesAtOnce({ adaptiveReads: true, concurrency: "20" }), 30);
  });
});
