import assert from "node:assert/strict";
import { serverOptions } from "../../../../src/node-red/settings/fields/overseerr-server.ts";
import { createServerConnection } from "../../../../src/overseerr/connection/server-connection.ts";

describe("more reads as the server bears", () => {
  const options = (config: object) =>
    serverOptions({ url: "http://seerr", apiKey: "key", ...config } as never, () => undefined);
  const titlesAtOnce = (config: object) => createServerConnection(() => options(config)).concurrency;

  it("are off unless somebody ticks it, also in flows of versions that did not know it", () => {
    assert.equal(options({}).adaptiveReads, false);
    assert.equal(options({ adaptiveReads: true }).adaptiveReads, true);
    assert.equal(titlesAtOnce({ concurrency: "3" }), 3);
  });

  it("let nodes work on as many titles as there may be reads", () => {
    assert.equal(titlesAtOnce({ adaptiveReads: true }), 16);
    assert.equal(titlesAtOnce({ adaptiveReads: true, concurrency: "20" }), 20);
  });
});
