import assert from "node:assert/strict";
import { testHomeAssistant } from "../../../src/home-assistant/test-home-assistant.ts";
import { coded, homeAssistantPerTest } from "../../support/home-assistant.ts";
import { poll } from "../../support/poll.ts";

describe("test of the connection to Home Assistant", () => {
  const { start } = homeAssistantPerTest();

  it("names version, user and ways to show entities", async () => {
    const server = await start({ companion: "4.2.3", mqtt: true });
    const found = await testHomeAssistant({ url: server.url, token: server.token });
    assert.equal(
      found.text,
      "Home Assistant 2026.2.0, signed in as Sean, an administrator. Entities can be shown through MQTT, the companion integration 4.2.3, plain states.",
    );
    assert.deepEqual(found.transports, { mqtt: true, companion: "4.2.3", states: true });
    assert.deepEqual(found.warnings, []);
    await poll(() => (server.connections === 0 ? true : undefined), "the end of its connection");
  });

  it("says what a token of somebody else cannot do", async () => {
    const server = await start({ companion: "4.2.3" });
    const found = await testHomeAssistant({ url: server.url, token: server.userToken });
    assert.deepEqual(found.user, { name: "Guest", isAdmin: false });
    assert.deepEqual(found.transports, { mqtt: false, states: false });
    assert.match(found.warnings.join(), /Guest is no administrator.*to-do lists and MQTT do/);
    assert.equal(server.failedLogins, 0);
  });

  it("says that Home Assistant is still starting", async () => {
    const server = await start({ core: "NOT_RUNNING", companion: "4.2.3" });
    const found = await testHomeAssistant({ url: server.url, token: server.token });
    assert.match(found.warnings.join(), /still starting/);
  });

  it("says what is wrong", async () => {
    const server = await start();
    const { token, url } = server;
    for (const [options, code] of [
      [{ url: "" }, "ha-url"],
      [{ url: "homeassistant.local:8123" }, "ha-url"],
      [{ url: "http://" }, "ha-url"],
      [{ url: "http://me:secret@homeassistant.local" }, "ha-url"],
      [{ url: `${url}/lovelace/0` }, "ha-unreachable"],
      [{ url: "http://127.0.0.1:9" }, "ha-unreachable"],
      [{ token: "" }, "ha-token"],
      [{ token: "two\nlines" }, "ha-token"],
    ] as const)
      await assert.rejects(testHomeAssistant({ url, token, ...options }), coded(code));
    assert.equal(server.failedLogins, 0);
    await assert.rejects(testHomeAssistant({ url, token: "wrong-token" }), coded("ha-token"));
    assert.equal(server.failedLogins, 1);
  });
});
