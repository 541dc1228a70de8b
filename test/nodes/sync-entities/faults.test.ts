import assert from "node:assert/strict";
import { entitiesFlowPerTest } from "../../support/entities-flow.ts";
import { flowNodes } from "../../support/flow-nodes.ts";
import { errorOf } from "../../support/overseerr-flow.ts";

describe("sync-entities", () => {
  const { startFlow, startBroker, flowOf, showing, online } = entitiesFlowPerTest();

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

  it("says that the broker refuses the login of its own connection, and waits for that of the broker's node", async () => {
    const broker = await startBroker({ user: { name: "nodered", password: "secret" } });
    const wrong = { broker: { user: "nodered", password: "wrong-password" } };
    const flow = await showing(broker, flowOf(broker, { lastWill: true }), wrong);
    const [error] = await flow.sink("errors").count(1);
    assert.equal(errorOf(error).code, "mqtt-refused");
    assert.doesNotMatch(JSON.stringify(error) + flow.log(), /wrong-password/);
    await flow.shows("entities", ({ text }) => text === "broker rejected login");
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
});
