import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { inState } from "../../../support/home-assistant.ts";
import { triggerPerTest, until } from "../../../support/triggers.ts";

describe("A trigger by an entity", () => {
  const { start, connect, follow, following } = triggerPerTest();

  it("fires at each press of a button, also the first", async () => {
    const { server, seen } = await following({ kind: "entity", entities: "input_button.go" }, (ha) =>
      ha.setState("input_button.go", "unknown"),
    );
    server.press("input_button.go");
    await seen.count(1);
    await sleep(5);
    server.press("input_button.go");
    await seen.count(2);
    assert.equal(seen.messages[0]?.topic, "input_button.go");
    assert.equal(seen.messages[0]?.trigger, "home-assistant");
    assert.match(seen.status.text ?? "", /^\d\d:\d\d input_button\.go$/);
  });

  it("fires at the chosen states only, and tells the old one", async () => {
    const { server, seen } = await following(
      { kind: "entity", entities: ["switch.sync", "input_select.mode"], states: "on, 4K" },
      (ha) => {
        ha.setState("switch.sync", "on");
        ha.setState("input_select.mode", "Main");
      },
    );
    server.setState("switch.sync", "off");
    server.setState("input_select.mode", "4K");
    await seen.count(1);
    server.setState("switch.sync", "on", { friendly_name: "Sync" });
    await seen.count(2);
    server.setState("switch.sync", "on", { friendly_name: "only an attribute" });
    await sleep(30);
    assert.deepEqual(
      seen.messages.map(({ topic, payload, previous }) => [topic, payload, previous]),
      [
        ["input_select.mode", "4K", "Main"],
        ["switch.sync", "on", "off"],
      ],
    );
  });

  it("does not fire when it only becomes available again, but does when it changed meanwhile", async () => {
    const { server, connection, seen } = await following(
      { kind: "entity", entities: "input_boolean.a,input_boolean.b" },
      (ha) => {
        ha.setState("input_boolean.a", "off");
        ha.setState("input_boolean.b", "off");
      },
    );
    server.setState("input_boolean.a", "unavailable");
    server.setState("input_boolean.a", "off");
    server.drop();
    server.setState("input_boolean.b", "on");
    await seen.count(1);
    await inState(connection, "running");
    await sleep(30);
    assert.deepEqual(
      seen.messages.map(({ topic, payload }) => [topic, payload]),
      [["input_boolean.b", "on"]],
    );
  });

  it("says once that an entity is not there, and follows it as soon as it is", async () => {
    const { server, seen } = await following({ kind: "entity", entities: "switch.later" });
    await until(() => seen.errors.length > 0);
    assert.match(String(seen.errors[0]?.message), /does not have switch\.later/);
    assert.equal(seen.status.fill, "red");
    server.setState("switch.later", "off");
    await until(() => seen.status.fill === "green");
    server.setState("switch.later", "on");
    await seen.count(1);
    assert.equal(seen.errors.length, 1);
  });

  it("needs no administrator", async () => {
    const server = await start();
    server.setState("switch.sync", "off");
    const connection = connect(server, { token: server.userToken });
    const seen = follow(connection, { kind: "entity", entities: "switch.sync" });
    await inState(connection, "running");
    await until(() => server.subscriptions > 0);
    server.setState("switch.sync", "on");
    await seen.count(1);
    assert.deepEqual(seen.errors, []);
  });
});
