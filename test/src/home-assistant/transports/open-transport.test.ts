import assert from "node:assert/strict";
import type { EntityDevice } from "../../../../src/home-assistant/entities/entity.ts";
import type { MqttBroker } from "../../../../src/home-assistant/transports/mqtt/mqtt-broker.ts";
import { openTransport, possibleWays } from "../../../../src/home-assistant/transports/open-transport.ts";

describe("the way to Home Assistant that a node was set up with", () => {
  it("is read in any case, and the best there is where nothing was chosen", () => {
    assert.deepEqual(possibleWays({}, true), ["MQTT"]);
    assert.deepEqual(possibleWays({ transport: "" }, false), ["companion", "states"]);
    assert.deepEqual(possibleWays({ transport: "MQTT" }, false), ["MQTT"]);
    assert.deepEqual(possibleWays({ transport: "States" }, true), ["states"]);
  });

  it("is none where it is not understood", () => {
    assert.throws(() => possibleWays({ transport: "mqqt" }, true), {
      code: "bad-config",
      message: /Show by.*"mqqt", which is not understood/,
    });
  });

  it("has a last will only by a clear yes", () => {
    const open = () =>
      openTransport(
        { transport: "mqtt", lastWill: "perhaps" as unknown as boolean },
        { broker: {} as MqttBroker },
        {
          device: { id: "device" } as EntityDevice,
          listeners: { onCommand() {}, onError() {}, onState() {} },
        },
      );
    assert.throws(open, { code: "bad-config", message: /is "perhaps", which is not understood/ });
  });
});
