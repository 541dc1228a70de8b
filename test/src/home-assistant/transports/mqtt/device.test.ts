import assert from "node:assert/strict";
import { ENTITY_SET } from "../../../../../src/home-assistant/entities/entity-set.ts";
import { discoveryOf } from "../../../../../src/home-assistant/transports/mqtt/discovery.ts";
import { discoveryFaults } from "../../../../support/check-discovery.ts";
import { availabilityIn, discoveryIn, statesIn } from "../../../../support/mqtt.ts";
import { poll } from "../../../../support/node-red.ts";

import { device, mqttPerTest, states } from "./mqtt-world.ts";

/** Of a profile that never ran. */
const NOTHING = states({
  last_sync: { state: null, attributes: {} },
  next_sync: { state: null, attributes: {} },
  list_items: { state: null },
  requested: { state: null },
  available: { state: null },
  failed: { state: null },
  last_request: { state: null, attributes: {} },
  duration: { state: null },
});

describe("The device of the MQTT transport", () => {
  const { startBroker, open, online } = mqttPerTest();

  it("announces a device that Home Assistant takes without a warning", async () => {
    const broker = await startBroker();
    const { transport, connections } = open(broker);
    transport.publish(states());
    await online(broker);
    const { topic, config } = discoveryIn(broker) ?? assert.fail();
    assert.deepEqual(discoveryFaults(topic, { ...config }, statesIn(broker) ?? {}), []);
    assert.equal(topic, "homeassistant/device/listsync_a1b2/config");
    assert.deepEqual(
      Object.entries(config.components).map(([key, { platform }]) => `${String(platform)} ${key}`),
      ENTITY_SET.map(({ key, platform }) => `${platform} ${key}`),
    );
    assert.equal(config.components.duration?.enabled_by_default, false);
    assert.equal(config.components.problem?.name, undefined);
    assert.equal(config.components.last_sync?.default_entity_id, "sensor.listsync_last_sync");
    assert.deepEqual(connections, [true]);
    const { requested_total, auto, problem, last_request, last_request_attributes } = statesIn(broker) ?? {};
    assert.deepEqual(
      [requested_total, auto, problem, last_request, last_request_attributes],
      [17, "ON", "OFF", 'The "Matrix" 🎬', { tmdb_id: 603, year: 1999 }],
    );
    assert.ok(JSON.stringify(config).length < 10_000);
  });

  it("says that a profile that never ran knows nothing", async () => {
    const broker = await startBroker();
    open(broker).transport.publish(NOTHING);
    await online(broker);
    const { topic, config } = discoveryIn(broker) ?? assert.fail();
    assert.deepEqual(discoveryFaults(topic, { ...config }, statesIn(broker) ?? {}), []);
    assert.equal(statesIn(broker)?.last_sync, null);
  });

  it("sends a state only when it is another one", async () => {
    const broker = await startBroker();
    const { transport } = open(broker);
    transport.publish(states());
    await online(broker);
    transport.publish(states());
    transport.publish(states({ failed: { state: 1 } }));
    await poll(() => (statesIn(broker)?.failed === 1 ? true : undefined), "the new state");
    assert.equal(broker.published.filter(({ topic }) => topic.endsWith("/state")).length, 2);
  });

  it("is unavailable when it ends, still the same device when it comes back, and gone when it is withdrawn", async () => {
    const broker = await startBroker();
    const first = open(broker);
    first.transport.publish(states());
    await online(broker);
    await first.transport.close();
    assert.equal(availabilityIn(broker), "offline");
    await poll(() => (broker.clients.length === 0 ? true : undefined), "the end of the connection");
    const second = open(broker, device("listsync_a1b2", "Renamed 🎬"));
    second.transport.publish(states());
    await online(broker);
    assert.equal(discoveryIn(broker)?.config.device.name, "Renamed 🎬");
    assert.deepEqual(discoveryIn(broker)?.config.device.identifiers, ["listsync_a1b2"]);
    await second.transport.withdraw();
    assert.deepEqual([...broker.retained], []);
    assert.deepEqual([...first.errors, ...second.errors], []);
  });

  it("says so when the device could not be removed", async () => {
    const broker = await startBroker();
    await broker.stop();
    const { transport, errors } = open(broker);
    await transport.withdraw();
    assert.equal(errors.at(-1)?.code, "ha-not-removed");
  });

  it("removes an entity that an earlier version had, and forgets about it the next time", async () => {
    const broker = await startBroker();
    const before = discoveryOf(device()) as { components: Record<string, unknown> };
    before.components.old_one = { platform: "sensor", unique_id: "x", name: "Old" };
    before.components.older = { platform: "switch" };
    await broker.publish("homeassistant/device/listsync_a1b2/config", JSON.stringify(before), true);
    const { transport } = open(broker);
    transport.publish(states());
    const removed = () => discoveryIn(broker)?.config.components;
    await poll(() => (removed()?.old_one && !removed()?.older ? true : undefined), "the removal");
    assert.deepEqual(removed()?.old_one, { platform: "sensor" });
    const { topic, config } = discoveryIn(broker) ?? assert.fail();
    assert.deepEqual(discoveryFaults(topic, { ...config }, statesIn(broker) ?? {}), []);
    await transport.close();
    const again = open(broker);
    again.transport.publish(states());
    await poll(() => (removed()?.old_one ? undefined : true), "a discovery without it");
  });

  it("takes 50 devices on one broker", async () => {
    const broker = await startBroker();
    const all = Array.from({ length: 50 }, (_, number) =>
      open(broker, device(`listsync_p${number}`, `Profile "${number}" 🎬`)),
    );
    for (const { transport } of all) transport.publish(states());
    const devices = () => [...broker.retained.keys()].filter((topic) => topic.startsWith("homeassistant/"));
    const known = () => [...broker.retained.keys()].filter((topic) => topic.endsWith("/state"));
    await poll(
      () => (devices().length === 50 && known().length === 50 ? true : undefined),
      "50 devices",
      10_000,
    );
    const ids = devices().flatMap((topic) =>
      Object.values(
        JSON.parse(broker.retained.get(topic) ?? "").components as Record<string, { unique_id: string }>,
      ).map(({ unique_id }) => unique_id),
    );
    assert.equal(new Set(ids).size, 50 * ENTITY_SET.length);
  });
});
