import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import type {
  EntityCommand,
  EntityDevice,
  EntityStates,
} from "../../../../src/home-assistant/entities/entity.ts";
import { ENTITY_SET } from "../../../../src/home-assistant/entities/entity-set.ts";
import { brokerAvailability } from "../../../../src/home-assistant/transports/mqtt/broker-availability.ts";
import { discoveryOf } from "../../../../src/home-assistant/transports/mqtt/discovery.ts";
import type { MqttBroker } from "../../../../src/home-assistant/transports/mqtt/mqtt-broker.ts";
import { createMqttTransport } from "../../../../src/home-assistant/transports/mqtt/mqtt-transport.ts";
import { openOwnLink } from "../../../../src/home-assistant/transports/mqtt/own-link.ts";
import type { EntityTransport } from "../../../../src/home-assistant/transports/transport.ts";
import type { MqttBrokerServer } from "../../../servers/mqtt-broker.ts";
import { discoveryFaults } from "../../../support/check-discovery.ts";
import { availabilityIn, brokerPerTest, discoveryIn, statesIn } from "../../../support/mqtt.ts";
import { poll } from "../../../support/node-red.ts";
import { noUnheardRejections } from "../../../support/unheard-rejections.ts";

const device = (id = "listsync_a1b2", name = "ListSync"): EntityDevice => ({
  id,
  name,
  slug: "listsync",
  version: "1.0.0",
  entities: ENTITY_SET.map((entity) => ({ ...entity, label: entity.name })),
});

const states = (change: Partial<EntityStates> = {}): EntityStates => ({
  status: { state: "idle", attributes: {} },
  last_sync: { state: "2026-03-01T12:00:00.000Z", attributes: { trigger: "manual" } },
  list_items: { state: 250 },
  requested: { state: 3 },
  requested_total: { state: 17 },
  available: { state: 230 },
  failed: { state: 0 },
  last_request: { state: 'The "Matrix" 🎬', attributes: { tmdb_id: 603, year: 1999 } },
  duration: { state: 42.5 },
  problem: { state: false, attributes: { error: null } },
  auto: { state: true },
  limit: { state: 0 },
  ...change,
});

/** Of a profile that never ran. */
const NOTHING = states({
  last_sync: { state: null, attributes: {} },
  list_items: { state: null },
  requested: { state: null },
  available: { state: null },
  failed: { state: null },
  last_request: { state: null, attributes: {} },
  duration: { state: null },
});

describe("MQTT transport", () => {
  const startBroker = brokerPerTest();
  noUnheardRejections();
  const transports: EntityTransport[] = [];
  afterEach(async () => {
    await Promise.all(transports.splice(0).map((transport) => transport.close()));
  });

  function open(
    broker: Pick<MqttBrokerServer, "url">,
    of = device(),
    options: Record<string, unknown> = {},
    outageMs = 20,
  ) {
    const commands: EntityCommand[] = [];
    const connections: boolean[] = [];
    const errors: (Error & { code?: string })[] = [];
    const will = { topic: `listsync/${of.id.slice(9)}/availability`, payload: "offline" };
    const port = { brokerurl: broker.url, options: { reconnectPeriod: 20, ...options } };
    const transport = createMqttTransport({
      device: of,
      open: (listeners) => openOwnLink(port, of.id, will, listeners, outageMs),
      settleMs: 30,
      listeners: {
        onCommand: (command) => commands.push(command),
        onState: ({ connected }) => connections.push(connected),
        onError: (error) => errors.push(error),
      },
    });
    transports.push(transport);
    return { transport, commands, connections, errors };
  }
  const online = (broker: MqttBrokerServer) =>
    poll(() => (availabilityIn(broker) === "online" && statesIn(broker) ? true : undefined), "a device");

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

  it("turns presses and changes into commands, but not those that somebody retained", async () => {
    const broker = await startBroker();
    await broker.publish("listsync/a1b2/sync/set", "PRESS", true);
    const { transport, commands, errors } = open(broker);
    transport.publish(states());
    await online(broker);
    const { components } = discoveryIn(broker)?.config ?? assert.fail();
    const to = (key: string) => String(components[key]?.command_topic);
    await broker.publish(to("sync"), String(components.sync?.payload_press));
    await broker.publish(to("auto"), String(components.auto?.payload_off));
    await broker.publish(to("auto"), String(components.auto?.payload_on));
    await broker.publish(to("limit"), "25");
    await broker.publish(to("limit"), "many");
    await poll(() => errors[0], "the error");
    assert.deepEqual(commands, [
      { key: "sync" },
      { key: "auto", on: false },
      { key: "auto", on: true },
      { key: "limit", limit: 25 },
    ]);
    assert.equal(errors[0]?.code, "bad-input");
    assert.match(String(errors[0]?.message), /"many" was sent to the number Request limit/);
  });

  it("tells events once Home Assistant can have subscribed, and keeps none of them", async () => {
    const broker = await startBroker();
    const { transport } = open(broker, device());
    transport.publish(states());
    transport.event({ id: "r1", type: "finished", data: { profile: "Main", requested: 3 } });
    await online(broker);
    const events = () => broker.published.filter(({ topic }) => topic === "listsync/a1b2/event");
    assert.equal(events().length, 0);
    await poll(() => events()[0], "the event");
    assert.deepEqual(JSON.parse(events()[0]?.payload ?? ""), {
      event_type: "finished",
      profile: "Main",
      requested: 3,
    });
    assert.equal(broker.retained.has("listsync/a1b2/event"), false);
  });

  it("tells no more of an event than the recorder keeps of a state", async () => {
    const broker = await startBroker();
    const { transport } = open(broker);
    transport.publish(states());
    transport.event({ id: "r1", type: "failed", data: { profile: "Main", error: "é".repeat(14_000) } });
    const event = await poll(
      () => broker.published.find(({ topic }) => topic === "listsync/a1b2/event"),
      "the event",
    );
    assert.ok(Buffer.byteLength(event.payload) < 16_000, String(Buffer.byteLength(event.payload)));
  });

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
    assert.match(String(errors[0]?.message), /listen to listsync\/.*\/sync\/set/);
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
