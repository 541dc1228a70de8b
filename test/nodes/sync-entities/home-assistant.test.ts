import assert from "node:assert/strict";
import type { HomeAssistantServer } from "../../servers/home-assistant/start-home-assistant.ts";
import { entitiesFlowPerTest } from "../../support/entities-flow.ts";
import { flowNodes } from "../../support/flow-nodes.ts";
import { homeAssistantPerTest } from "../../support/home-assistant.ts";
import { coreNode, type FlowNode, poll, stopFlows } from "../../support/node-red.ts";

describe("sync-entities", () => {
  const { startFlow, startBroker, online, memoryOf } = entitiesFlowPerTest();

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
      const runs = await memoryOf(flow).runs();
      const run = await runs.begin({ profile: "Main", trigger: "manual" });
      await runs.lists(run.id, [], []);
      await poll(
        () => server.events.find(({ event_type }) => event_type === "listsync_sync_finished"),
        "the event",
      );
      assert.deepEqual(oursIn(server), []);
    });
  });
});
