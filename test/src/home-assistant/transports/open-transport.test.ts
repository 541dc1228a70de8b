import assert from "node:assert/strict";
import { readFields } from "../../../../src/fields/read-fields.ts";
import { possibleWays } from "../../../../src/home-assistant/transports/open-transport.ts";
import { SYNC_ENTITIES } from "../../../../src/node-red/settings/fields/sync-entities.ts";

describe("the way to Home Assistant that a node was set up with", () => {
  const ways = (config: object, hasBroker: boolean) =>
    possibleWays(readFields(SYNC_ENTITIES.dialog, { config }), hasBroker);

  it("is read in any case, and the best there is where nothing was chosen", () => {
    assert.deepEqual(ways({}, true), ["MQTT"]);
    assert.deepEqual(ways({ transport: "" }, false), ["companion", "states"]);
    assert.deepEqual(ways({ transport: "MQTT" }, false), ["MQTT"]);
    assert.deepEqual(ways({ transport: "States" }, true), ["states"]);
  });

  it("is none where it is not understood", () => {
    assert.throws(() => ways({ transport: "mqqt" }, true), {
      code: "bad-config",
      message: /^Show by must be auto, mqtt, companion or states; it is "mqqt"\./,
    });
  });

  it("has a last will only by a clear yes", () => {
    assert.throws(() => ways({ transport: "mqtt", lastWill: "perhaps" }, true), {
      code: "bad-config",
      message: /must be true or false; it is "perhaps"/,
    });
  });
});
