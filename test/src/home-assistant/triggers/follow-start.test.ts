import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { inState } from "../../../support/home-assistant.ts";
import { triggerPerTest, until } from "../../../support/triggers.ts";

describe("A trigger by the start of Home Assistant", () => {
  const { start, connect, follow } = triggerPerTest();

  it("fires once all is loaded, not when only the connection was lost", async () => {
    const server = await start();
    const connection = connect(server);
    const seen = follow(connection, { kind: "start" });
    await inState(connection, "running");
    server.drop();
    await inState(connection, "disconnected");
    await inState(connection, "running");
    assert.deepEqual(seen.messages, []);
    await server.restart({ startingMs: 80 });
    await seen.count(1);
    assert.deepEqual(seen.messages, [
      { trigger: "home-assistant", topic: "homeassistant_started", payload: "2026.2.0" },
    ]);
  });

  it("fires for a start that was over before the connection came back, but not for a lost connection", async () => {
    const server = await start();
    server.setState("zone.home", "0");
    server.setState("sun.sun", "below_horizon");
    const connection = connect(server, { token: server.userToken });
    const seen = follow(connection, { kind: "start" });
    await inState(connection, "running");
    await sleep(20);
    server.setState("sun.sun", "above_horizon");
    server.drop();
    await inState(connection, "disconnected");
    await inState(connection, "running");
    await sleep(30);
    assert.deepEqual(seen.messages, []);
    await server.stop();
    await inState(connection, "disconnected");
    server.world.states.makeAnew();
    await server.start();
    await seen.count(1);
    await sleep(30);
    assert.equal(seen.messages.length, 1);
  });

  it("says that the token is refused", async () => {
    const server = await start();
    const seen = follow(connect(server, { token: "wrong" }), { kind: "start" });
    await until(() => seen.errors.length > 0);
    assert.equal(seen.status.text, "token rejected");
    assert.equal(server.failedLogins, 1);
  });
});
