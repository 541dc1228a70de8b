import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Memory, shareMemory } from "../../src/runs/memory.ts";
import { openDatabase } from "../../src/state/database.ts";
import { migrate } from "../../src/state/migrate.ts";
import { MIGRATIONS } from "../../src/state/migrations.ts";
import { prepareFile } from "../../src/state/prepare-file.ts";
import type { HomeAssistantServer } from "../servers/home-assistant/start-home-assistant.ts";
import type { MqttBrokerServer } from "../servers/mqtt-broker.ts";
import { discoveryFaults } from "../support/check-discovery.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { homeAssistantPerTest } from "../support/home-assistant.ts";
import { availabilityIn, brokerPerTest, discoveryIn, statesIn } from "../support/mqtt.ts";
import {
  coreNode,
  type FlowNode,
  flowPerTest,
  poll,
  type RunningFlow,
  stopFlows,
} from "../support/node-red.ts";
import { errorOf } from "../support/overseerr-flow.ts";
import { sampleItem, sampleOutcome } from "../support/state-samples.ts";
import { noUnheardRejections } from "../support/unheard-rejections.ts";

const TOPIC = "listsync/entities";

describe("sync-entities", () => {
  const startFlow = flowPerTest();
  const startBroker = brokerPerTest();
  noUnheardRejections();
  const memories: Memory[] = [];
  afterEach(async () => {
    await Promise.all(memories.splice(0).map((memory) => memory.close()));
  });

  const flowOf = (
    broker: MqttBrokerServer,
    entities: Record<string, unknown> = {},
    own: Record<string, unknown> = {},
  ): FlowNode[] => [
    flowNodes.database(),
    flowNodes.broker({ port: String(broker.port), ...own }),
    flowNodes.entities({ broker: "broker", ...entities }),
    flowNodes.sink("pressed"),
    flowNodes.sink("changed"),
    ...flowNodes.errors(),
    ...flowNodes.completed("entities"),
  ];

  async function showing(broker: MqttBrokerServer, flow: FlowNode[] = flowOf(broker), credentials = {}) {
    const running = await startFlow(flow, {
      nodes: [coreNode("network/10-mqtt.js")],
      settings: { mqttReconnectTime: 30 },
      credentials,
    });
    for (const id of ["pressed", "changed", "errors", "completed"]) running.sink(id);
    return running;
  }
  const online = (broker: MqttBrokerServer) =>
    poll(() => (availabilityIn(broker) === "online" && statesIn(broker) ? true : undefined), "a device");
  const offline = (broker: MqttBrokerServer) =>
    poll(() => (availabilityIn(broker) === "offline" ? true : undefined), "its end");
  const memoryOf = (flow: RunningFlow) => {
    const memory = shareMemory({ file: join(flow.userDir, "list-sync/state.db") });
    memories.push(memory);
    return memory;
  };
  const state = (broker: MqttBrokerServer, key: string, value: unknown) =>
    poll(
      () => (JSON.stringify(statesIn(broker)?.[key]) === JSON.stringify(value) ? true : undefined),
      `${key} ${String(value)}`,
    );

  for (const [what, entities, text] of [
    ["no database", { database: "" }, "no database"],
    ["no way to Home Assistant", {}, "not configured"],
    ["a broker that is gone", { broker: "gone" }, "no MQTT broker"],
    ["no broker for MQTT", { transport: "mqtt" }, "not configured"],
    ["no Home Assistant for the companion", { transport: "companion" }, "not configured"],
  ] as const) {
    it(`shows a red ring and answers each message with ${what}`, async () => {
      const flow = await startFlow([
        flowNodes.database(),
        flowNodes.entities(entities),
        ...flowNodes.errors(),
      ]);
      await flow.shows("entities", (shown) => shown.text === text && shown.fill === "red");
      flow.send("entities", {});
      assert.equal(errorOf((await flow.sink("errors").count(1))[0]).code, "no-config");
    });
  }

  it("overwrites what 0.1 left on the broker with a key of a list's address in it", async () => {
    const broker = await startBroker();
    const key = "MaRkEr7x9qQ2";
    const folder = mkdtempSync(join(tmpdir(), "list-sync-old-"));
    const file = join(folder, "state.db");
    const db = openDatabase(prepareFile(file));
    migrate(db, MIGRATIONS.slice(0, 5), new Date());
    db.run(
      "INSERT INTO runs VALUES ('r', 'Main', 'manual', 0, 'failed', @at, @at, 1, 'not-found', @message)",
      {
        at: new Date().toISOString(),
        message: `There is nothing at https://example.org/list.csv?pw=${key}.`,
      },
    );
    db.close();
    const old = { problem: "ON", problem_attributes: { error: `Nothing at https://a.test/?pw=${key}` } };
    await broker.publish(`${TOPIC}/state`, JSON.stringify(old), true);
    await showing(broker, [
      ...flowOf(broker).filter(({ id }) => id !== "database"),
      flowNodes.database({ file }),
    ]);
    await online(broker);
    await state(broker, "problem", "ON");
    await poll(
      () => (JSON.stringify([...broker.retained]).includes(key) ? undefined : true),
      "retained messages without the key",
    );
    assert.match(JSON.stringify([...broker.retained]), /nothing at https:..example.org.list.csv/);
    rmSync(folder, { recursive: true });
  });

  it("shows a profile that never ran as a device, through the broker's node", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    const { topic, config } = discoveryIn(broker) ?? assert.fail();
    assert.deepEqual(discoveryFaults(topic, { ...config }, statesIn(broker) ?? {}), []);
    assert.equal(config.device.name, "ListSync");
    assert.deepEqual(broker.clients, ["node-red"]);
    await flow.shows("entities", ({ text, fill }) => text === "MQTT" && fill === "green");
    assert.ok(flow.statuses("entities").every(({ text }) => !text?.includes("common.status")));
  });

  it("follows a run from its start to its end, and tells of it", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    const runs = memoryOf(flow).runs();
    const run = runs.begin({ profile: "Main", trigger: "manual" });
    await state(broker, "status", "syncing");
    runs.expect(run.id, 2);
    const requested = sampleItem({ outcome: sampleOutcome("requested") });
    runs.record(run.id, "s", requested);
    await flow.shows("entities", ({ text, fill }) => text === "MQTT · 1/2" && fill === "blue");
    runs.record(run.id, "s", sampleItem({ ids: { tmdb: 2 }, outcome: sampleOutcome("already_available") }));
    await state(broker, "status", "idle");
    const { list_items, requested: count, requested_total, available, last_request } = statesIn(broker) ?? {};
    assert.deepEqual(
      [list_items, count, requested_total, available, last_request],
      [2, 1, 1, 1, "The Matrix"],
    );
    const events = () => broker.published.filter(({ topic }) => topic === `${TOPIC}/event`);
    await poll(() => (events().length === 2 ? true : undefined), "the events");
    const [first, last] = events().map(({ payload }) => JSON.parse(payload));
    assert.deepEqual(
      [first.event_type, first.title, first.year, first.tmdb_id, first.media_type, first.list],
      ["requested", "The Matrix", 1999, 603, "movie", "top"],
    );
    assert.deepEqual(
      [last.event_type, last.profile, last.requested, last.available, last.failed, last.state],
      ["finished", "Main", 1, 1, 0, "completed"],
    );
  });

  it("does what is pressed and switched in Home Assistant, and sends it", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    await broker.publish(`${TOPIC}/sync/set`, "PRESS");
    await broker.publish(`${TOPIC}/auto/set`, "OFF");
    await broker.publish(`${TOPIC}/limit/set`, "25");
    await state(broker, "auto", "OFF");
    await state(broker, "limit", 25);
    const [pressed] = await flow.sink("pressed").count(1);
    assert.deepEqual(
      [pressed?.topic, pressed?.trigger, pressed?.profile],
      ["sync", "home-assistant", "Main"],
    );
    const changed = await flow.sink("changed").count(2);
    assert.deepEqual(
      changed.map(({ topic, payload }) => [topic, payload]),
      [
        ["automatic", false],
        ["limit", 25],
      ],
    );
    assert.deepEqual(memoryOf(flow).runs().settings("Main"), { automatic: false, requestLimit: 25 });
    await broker.publish(`${TOPIC}/limit/set`, "25.5");
    assert.equal(errorOf((await flow.sink("errors").count(1))[0]).code, "bad-input");
  });

  it("shows at once what somebody else sets for the profile", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    memoryOf(flow).runs().setSettings("Main", { automatic: false, requestLimit: 3 });
    await state(broker, "auto", "OFF");
    await state(broker, "limit", 3);
  });

  it("is the same device with the same values after a redeploy, and after it got another name", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    const memory = memoryOf(flow);
    const run = memory.runs().begin({ profile: "Main", trigger: "manual" });
    memory.runs().expect(run.id, 1);
    memory.runs().record(run.id, "s", sampleItem({ outcome: sampleOutcome("requested") }));
    await state(broker, "requested_total", 1);
    const before = discoveryIn(broker)?.config;
    await flow.deploy(flowOf(broker, { deviceName: 'My "Lists" 🎬' }));
    await poll(() => (discoveryIn(broker)?.config.device.name !== "ListSync" ? true : undefined), "the name");
    await online(broker);
    const after = discoveryIn(broker)?.config;
    assert.deepEqual(after?.device.identifiers, before?.device.identifiers);
    const ids = (config = before) => Object.values(config?.components ?? {}).map((one) => one.unique_id);
    assert.deepEqual(ids(after), ids(before));
    assert.deepEqual([after?.device.name, statesIn(broker)?.requested_total], ['My "Lists" 🎬', 1]);
    await flow.deploy(flowOf(broker, { deviceName: "Third" }), "nodes");
    await poll(() => (discoveryIn(broker)?.config.device.name === "Third" ? true : undefined), "the third");
    await online(broker);
    assert.deepEqual(flow.sink("errors").messages, []);
  });

  for (const how of ["full", "nodes"] as const) {
    it(`takes the device away when the node is deleted (${how} deployment)`, async () => {
      const broker = await startBroker();
      const flow = await showing(broker);
      await online(broker);
      await flow.deploy(
        flowOf(broker).filter(({ type }) => type !== "sync-entities"),
        how,
      );
      await poll(() => (broker.retained.size === 0 ? true : undefined), "the end of the device");
    });
  }

  it("takes the device away when its broker is deleted with it", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    await flow.deploy([flowNodes.database()]);
    await poll(() => (broker.retained.size === 0 ? true : undefined), "the end of the device");
  });

  it("goes with a node that is disabled, and comes back with it", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    const disabled = flowOf(broker).map((node) => (node.id === "entities" ? { ...node, d: true } : node));
    await flow.deploy(disabled, "nodes");
    await poll(() => (broker.retained.size === 0 ? true : undefined), "the end of the device");
    await flow.deploy(flowOf(broker), "nodes");
    await online(broker);
  });

  it("is unavailable when Node-RED stops, and keeps its last states", async () => {
    const broker = await startBroker();
    await showing(broker);
    await online(broker);
    await stopFlows();
    assert.deepEqual([availabilityIn(broker), statesIn(broker)?.status], ["offline", "idle"]);
  });

  it("is back after a broker that forgets, and answers buttons once", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    await broker.stop();
    await flow.shows("entities", ({ text, fill }) => text === "MQTT: waiting" && fill === "yellow");
    memoryOf(flow).runs().setSettings("Main", { requestLimit: 9 });
    await broker.start(false);
    await online(broker);
    await state(broker, "limit", 9);
    await broker.publish(`${TOPIC}/sync/set`, "PRESS");
    await flow.sink("pressed").count(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(flow.sink("pressed").messages.length, 1);
  });

  it("publishes everything again for a message, and when Home Assistant has started", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    const configs = () => broker.published.filter(({ topic }) => topic.endsWith("/config")).length;
    assert.equal(configs(), 1);
    flow.send("entities", {});
    await flow.sink("completed").count(1);
    await poll(() => (configs() === 2 ? true : undefined), "the second discovery");
    await broker.publish("homeassistant/status", "online");
    await poll(() => (configs() === 3 ? true : undefined), "the third discovery");
  });

  it("counts on the broker's own birth and will, when they share a topic", async () => {
    const broker = await startBroker();
    const own = {
      birthTopic: "nodered/there",
      birthPayload: "yes",
      birthRetain: "true",
      willTopic: "nodered/there",
      willPayload: "no",
      willRetain: "true",
    };
    await showing(broker, flowOf(broker, {}, own));
    await online(broker);
    const { topic, config } = discoveryIn(broker) ?? assert.fail();
    assert.deepEqual(config.availability, [
      { topic: `${TOPIC}/availability` },
      { topic: "nodered/there", payload_available: "yes", payload_not_available: "no" },
    ]);
    assert.deepEqual(discoveryFaults(topic, { ...config }, statesIn(broker) ?? {}), []);
    broker.kill("node-red");
    await poll(() => broker.published.find(({ payload }) => payload === "no"), "the will");
  });

  it("opens a connection with a last will of its own, and only that one", async () => {
    const broker = await startBroker({ user: { name: "nodered", password: "secret" } });
    const flow = await showing(broker, flowOf(broker, { lastWill: true }), {
      broker: { user: "nodered", password: "secret" },
    });
    await online(broker);
    assert.deepEqual(broker.clients, ["listsync_entities"]);
    broker.kill("listsync_entities");
    await offline(broker);
    await online(broker);
    await flow.deploy([flowNodes.database()]);
    await poll(() => (broker.retained.size === 0 ? true : undefined), "the end of the device");
    await poll(() => (broker.clients.length === 0 ? true : undefined), "the end of the connection");
  });

  it("says that the broker refuses the login of its own connection, and waits for that of the broker's node", async () => {
    const broker = await startBroker({ user: { name: "nodered", password: "secret" } });
    const wrong = { broker: { user: "nodered", password: "wrong-password" } };
    const flow = await showing(broker, flowOf(broker, { lastWill: true }), wrong);
    const [error] = await flow.sink("errors").count(1);
    assert.equal(errorOf(error).code, "mqtt-refused");
    assert.doesNotMatch(JSON.stringify(error) + flow.log(), /wrong-password/);
    await flow.shows("entities", ({ text }) => text === "broker refuses login");
    await flow.deploy(flowOf(broker));
    await flow.shows("entities", ({ text }) => text === "MQTT: waiting");
    assert.equal(broker.retained.size, 0);
  });

  it("says so when the database cannot be opened, and is there once it can", async () => {
    const broker = await startBroker();
    const flow = await showing(broker, [
      ...flowOf(broker).filter(({ type }) => type !== "sync-database"),
      flowNodes.database({ file: "/dev/null/state.db" }),
    ]);
    const [error] = await flow.sink("errors").count(1);
    assert.equal(errorOf(error).code, "state-open");
    await flow.shows("entities", ({ fill }) => fill === "red");
    await flow.deploy(flowOf(broker));
    await online(broker);
  });

  describe("with a connection to Home Assistant", () => {
    const homes = homeAssistantPerTest();
    const atHome = (server: HomeAssistantServer, entities: Record<string, unknown> = {}): FlowNode[] => [
      flowNodes.database(),
      flowNodes.homeAssistant({ url: server.url }),
      flowNodes.entities({ homeAssistant: "home", ...entities }),
      flowNodes.sink("pressed"),
      flowNodes.sink("changed"),
      ...flowNodes.errors(),
      ...flowNodes.completed("entities"),
    ];
    const shown = (server: HomeAssistantServer, id: string) =>
      poll(() => (server.states.has(id) ? true : undefined), id);
    const oursIn = (server: HomeAssistantServer) =>
      [...server.states.values()].filter(({ entity_id }) => entity_id.includes("listsync"));

    async function living(server: HomeAssistantServer, flow = atHome(server)) {
      const running = await startFlow(flow, {
        nodes: [coreNode("network/10-mqtt.js")],
        settings: { mqttReconnectTime: 30 },
        credentials: { home: { token: server.token } },
      });
      for (const id of ["pressed", "errors"]) running.sink(id);
      return running;
    }

    it("says by its status which way it found, and sends what is pressed there", async () => {
      const server = await homes.start({ companion: "4.2.3" });
      const flow = await living(server);
      await flow.shows("entities", ({ text, fill }) => text === "companion" && fill === "green");
      await shown(server, "number.listsync_request_limit");
      server.press("button.listsync_sync_now");
      const [pressed] = await flow.sink("pressed").count(1);
      assert.deepEqual([pressed?.topic, pressed?.trigger], ["sync", "home-assistant"]);
      assert.equal(server.peak, 1);
    });

    for (const [label, options] of [
      ["companion", { companion: "4.2.3" }],
      ["states", {}],
    ] as const) {
      it(`takes everything away with the node, by a full deployment that closes the connection too (${label})`, async () => {
        const server = await homes.start(options);
        const flow = await living(server);
        await shown(server, "binary_sensor.listsync_problem");
        await flow.shows("entities", ({ text, fill }) => text === label && fill === "green");
        await flow.deploy(atHome(server).filter(({ type }) => type !== "sync-entities"));
        assert.deepEqual(oursIn(server), []);
        assert.deepEqual(flow.log().includes("could not be removed"), false);
      });
    }

    it("leaves nothing on the broker when it goes another way from now on, and comes back", async () => {
      const [server, broker] = [await homes.start({ companion: "4.2.3" }), await startBroker()];
      const flow = (entities: Record<string, unknown>) => [
        ...atHome(server, entities),
        flowNodes.broker({ port: String(broker.port) }),
      ];
      const running = await living(server, flow({ broker: "broker" }));
      await online(broker);
      await running.deploy(flow({ transport: "companion" }));
      await shown(server, "number.listsync_request_limit");
      assert.deepEqual([...broker.retained.keys()], []);
      await running.deploy(flow({ broker: "broker", transport: "mqtt" }));
      await online(broker);
      await poll(
        () => (oursIn(server).length === 0 ? true : undefined),
        "the end of the companion's entities",
      );
      assert.deepEqual(running.sink("errors").messages, []);
    });

    it("marks plain states unavailable when Node-RED stops", async () => {
      const server = await homes.start();
      await living(server);
      await shown(server, "binary_sensor.listsync_problem");
      await stopFlows();
      assert.ok(oursIn(server).every(({ state }) => state === "unavailable"));
      assert.equal(server.connections, 0);
    });

    it("shows by MQTT and tells by events when both are chosen", async () => {
      const [server, broker] = [await homes.start(), await startBroker()];
      const flow = await living(server, [
        ...atHome(server, { broker: "broker" }),
        flowNodes.broker({ port: String(broker.port) }),
      ]);
      await online(broker);
      await poll(
        () => (server.core === "RUNNING" && server.accepted === 1 ? true : undefined),
        "the connection",
      );
      const runs = memoryOf(flow).runs();
      const run = runs.begin({ profile: "Main", trigger: "manual" });
      runs.lists(run.id, [], []);
      await poll(
        () => server.events.find(({ event_type }) => event_type === "listsync_sync_finished"),
        "the event",
      );
      assert.deepEqual(oursIn(server), []);
    });
  });
});
