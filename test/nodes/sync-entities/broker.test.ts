import assert from "node:assert/strict";
import { discoveryFaults } from "../../support/check-discovery.ts";
import { entitiesFlowPerTest } from "../../support/entities-flow.ts";
import { flowNodes } from "../../support/flow-nodes.ts";
import { discoveryIn, statesIn } from "../../support/mqtt.ts";
import { poll } from "../../support/node-red.ts";

const TOPIC = "listsync/entities";

describe("sync-entities", () => {
  const { startBroker, flowOf, showing, online, offline, memoryOf, state } = entitiesFlowPerTest();

  it("is back after a broker that forgets, and answers buttons once", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    await broker.stop();
    await flow.shows("entities", ({ text, fill }) => text === "MQTT: waiting" && fill === "yellow");
    await (await memoryOf(flow).runs()).setSettings("Main", { requestLimit: 9 });
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
});
