import assert from "node:assert/strict";
import { mock } from "node:test";
import { createMqttTransport } from "../../../../../src/home-assistant/transports/mqtt/mqtt-transport.ts";
import { discoveryIn } from "../../../../support/mqtt.ts";
import { poll } from "../../../../support/node-red.ts";

import { device, mqttPerTest, states } from "./mqtt-world.ts";

describe("Events and presses by the MQTT transport", () => {
  const { startBroker, open, online } = mqttPerTest();

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
    transport.event({ runId: "r1", id: "r1", type: "finished", data: { profile: "Main", requested: 3 } });
    await online(broker);
    const at = (end: string) => broker.published.findIndex(({ topic }) => topic.endsWith(end));
    const event = await poll(() => broker.published[at("/event")], "the event");
    assert.ok(at("/config") < at("/event"));
    assert.deepEqual(JSON.parse(event.payload), {
      event_type: "finished",
      profile: "Main",
      requested: 3,
    });
    assert.equal(broker.retained.has("listsync/a1b2/event"), false);
  });

  it("gives Home Assistant a second and a half after a discovery before it tells an event", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      const sent: string[] = [];
      const transport = createMqttTransport({
        device: device(),
        open: () => ({
          connected: true,
          subscribe() {},
          async publish(topic) {
            sent.push(topic);
            return true;
          },
          async close() {},
        }),
        listeners: { onCommand() {}, onState() {}, onError: assert.ifError },
      });
      const events = () => sent.filter((topic) => topic.endsWith("/event")).length;
      transport.announce();
      transport.event({ runId: "r1", id: "r1", type: "finished", data: {} });
      mock.timers.tick(1499);
      assert.deepEqual([sent[0], events()], ["homeassistant/device/listsync_a1b2/config", 0]);
      mock.timers.tick(1);
      assert.equal(events(), 1);
      await transport.close();
    } finally {
      mock.timers.reset();
    }
  });

  it("tells no more of an event than the recorder keeps of a state", async () => {
    const broker = await startBroker();
    const { transport } = open(broker);
    transport.publish(states());
    transport.event({
      runId: "r1",
      id: "r1",
      type: "failed",
      data: { profile: "Main", error: "é".repeat(14_000) },
    });
    const event = await poll(
      () => broker.published.find(({ topic }) => topic === "listsync/a1b2/event"),
      "the event",
    );
    assert.ok(Buffer.byteLength(event.payload) < 16_000, String(Buffer.byteLength(event.payload)));
  });
});
