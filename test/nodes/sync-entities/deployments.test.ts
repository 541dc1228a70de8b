import assert from "node:assert/strict";
import { entitiesFlowPerTest } from "../../support/entities-flow.ts";
import { flowNodes } from "../../support/flow-nodes.ts";
import { availabilityIn, discoveryIn, statesIn } from "../../support/mqtt.ts";
import { poll, stopFlows } from "../../support/node-red.ts";
import { sampleItem, sampleOutcome } from "../../support/state-samples.ts";

describe("sync-entities", () => {
  const { startBroker, flowOf, showing, online, memoryOf, state } = entitiesFlowPerTest();

  it("is the same device with the same values after a redeploy, and after it got another name", async () => {
    const broker = await startBroker();
    const flow = await showing(broker);
    await online(broker);
    const memory = memoryOf(flow);
    const run = await (await memory.runs()).begin({ profile: "Main", trigger: "manual" });
    await (await memory.runs()).expect(run.id, 1);
    await (await memory.runs()).record(run.id, "s", sampleItem({ outcome: sampleOutcome("requested") }));
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
});
