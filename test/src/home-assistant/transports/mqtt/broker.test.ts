import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { brokerAvailability } from "../../../../../src/home-assistant/transports/mqtt/broker-availability.ts";
import type { MqttBroker } from "../../../../../src/home-assistant/transports/mqtt/mqtt-broker.ts";
import { availabilityIn, statesIn } from "../../../../support/mqtt.ts";
import { poll } from "../../../../support/node-red.ts";

import { device, mqttPerTest, states } from "./mqtt-world.ts";

describe("The MQTT transport and its broker", () => {
  const { startBroker, open, online } = mqttPerTest();

  it("publishes everything again when Home Assistant has started", async () => {
    const broker = await startBroker();
    const { transport } = open(broker);
    transport.publish(states());
    await online(broker);
    const before = broker.published.length;
    await broker.publish("homeassistant/status", "offline");
    await broker.publish("homeassistant/status", "online");
    await poll(() => (broker.published.length >= before + 5 ? true : undefined), "all of it");
    const again = broker.published.slice(before + 2);
    assert.deepEqual(again.map(({ topic }) => topic).sort(), [
      "homeassistant/device/listsync_a1b2/config",
      "listsync/a1b2/availability",
      "listsync/a1b2/state",
    ]);
    assert.ok(again.every(({ retain }) => retain));
  });

  it("is back with everything after a broker that forgets, with what happened meanwhile", async () => {
    const broker = await startBroker();
    const { transport, connections, errors } = open(broker, device(), {}, 60_000);
    transport.publish(states());
    await online(broker);
    await broker.stop();
    await poll(() => (connections.at(-1) === false ? true : undefined), "the end of the connection");
    transport.publish(states({ failed: { state: 9 } }));
    await broker.start(false);
    await online(broker);
    assert.equal(statesIn(broker)?.failed, 9);
    assert.equal(connections.at(-1), true);
    assert.deepEqual(errors, [], "an outage that heals is a status, no error");
  });

  it("connects to a broker that is not there yet, and says once that it is missing", async () => {
    const broker = await startBroker();
    await broker.stop();
    const { transport, errors } = open(broker);
    transport.publish(states());
    await poll(() => errors[0], "the error");
    await pause(80);
    assert.deepEqual(
      errors.map(({ code }) => code),
      ["mqtt-unreachable"],
    );
    await broker.start();
    await online(broker);
  });

  it("says that the broker refuses the login, once, without the password", async () => {
    const broker = await startBroker({ user: { name: "nodered", password: "the-right-one" } });
    const { errors } = open(broker, device(), { username: "nodered", password: "the-wrong-one" });
    await poll(() => (broker.refused >= 2 ? true : undefined), "two tries");
    assert.deepEqual(
      errors.map(({ code }) => code),
      ["mqtt-refused"],
    );
    assert.doesNotMatch(String(errors[0]?.message), /the-wrong-one/);
    const right = open(broker, device(), { username: "nodered", password: "the-right-one" });
    right.transport.publish(states());
    await online(broker);
  });

  it("says that the broker forbids to listen, once, since presses would have no effect", async () => {
    const broker = await startBroker({ forbidden: /\/sync\/set$/ });
    const { errors, transport } = open(broker, device());
    transport.publish(states());
    await online(broker);
    await poll(() => (errors.length > 0 ? true : undefined), "the complaint");
    await pause(30);
    assert.deepEqual(
      errors.map(({ code }) => code),
      ["mqtt-forbidden"],
    );
    assert.match(String(errors[0]?.message), /subscribe to listsync\/.*\/sync\/set/);
  });

  it("is unavailable when its process is killed, by its last will", async () => {
    const broker = await startBroker();
    const { transport } = open(broker, device(), { reconnectPeriod: 60_000 });
    transport.publish(states());
    await online(broker);
    broker.kill("listsync_a1b2");
    await poll(() => (availabilityIn(broker) === "offline" ? true : undefined), "the will");
    assert.equal(statesIn(broker)?.failed, 0);
  });

  it("contradicts the will of its own former connection", async () => {
    const broker = await startBroker();
    const { transport } = open(broker);
    transport.publish(states());
    await online(broker);
    await broker.publish("listsync/a1b2/availability", "offline", true);
    await online(broker);
  });

  it("lets the user's own birth and will speak for Node-RED when they share a topic and the birth is kept", () => {
    const broker = (will?: object, birthMessage?: object) =>
      brokerAvailability({ options: { will }, birthMessage } as unknown as MqttBroker);
    const [birth, will] = [
      { topic: "nodered/status", payload: "up", retain: true },
      { topic: "nodered/status", payload: Buffer.from("down"), retain: true },
    ];
    assert.deepEqual(broker(will, birth), [
      { topic: "nodered/status", payload_available: "up", payload_not_available: "down" },
    ]);
    for (const [one, other] of [
      [undefined, birth],
      [will, undefined],
      [will, { ...birth, topic: "other" }],
      [will, { ...birth, retain: false }],
      [{ ...will, payload: "up" }, birth],
      [{ ...will, payload: "" }, birth],
    ])
      assert.deepEqual(broker(one, other), []);
  });
});
