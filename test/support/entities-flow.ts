import { join } from "node:path";
import { type Memory, shareMemory } from "../../src/runs/memory.ts";
import type { MqttBrokerServer } from "../servers/mqtt-broker.ts";
import { flowNodes } from "./flow-nodes.ts";
import { availabilityIn, brokerPerTest, statesIn } from "./mqtt.ts";
import { coreNode, type FlowNode, flowPerTest, poll, type RunningFlow } from "./node-red.ts";
import { noUnheardRejections } from "./unheard-rejections.ts";

/** Flows around a `sync-entities` node and brokers for them; call it within `describe`. */
export function entitiesFlowPerTest() {
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

  return { startFlow, startBroker, flowOf, showing, online, offline, memoryOf, state };
}
