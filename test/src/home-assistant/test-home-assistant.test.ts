import assert from "node:assert/strict";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
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
    assert.match(found.warnings.join(), /Guest is not an administrator.*To-do lists and MQTT work/);
    assert.equal(server.failedLogins, 0);
  });

  it("names a user who has no name in words", async () => {
    const server = await start({ adminName: null });
    const { text } = await testHomeAssistant({ url: server.url, token: server.token });
    assert.match(text, /signed in as a user without a name, an administrator\./);
  });

  it("says that Home Assistant is still starting", async () => {
    const server = await start({ core: "NOT_RUNNING", companion: "4.2.3" });
    const found = await testHomeAssistant({ url: server.url, token: server.token });
    assert.match(found.warnings.join(), /still starting/);
  });

  for (const [what, answer, words] of [
    ["a web site", (response) => response.end("<html>"), /a web server responds there \(HTTP 200\)/],
    [
      "an address that has moved",
      (response) => response.writeHead(307, { location: "https://ha.example/login?code=s3cret" }).end(),
      /leads to https:\/\/ha\.example \(HTTP 307\)/,
    ],
    ["one that is not up", (response) => response.writeHead(502).end(), /not up \(HTTP 502\)/],
    ["one that hangs up", (response) => response.destroy(), /closed immediately.*not be Home Assistant/],
  ] as [string, (response: ServerResponse) => void, RegExp][])
    it(`says what ${what} is`, async () => {
      const other = createServer((_request, response) => answer(response));
      await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
      const { port } = other.address() as AddressInfo;
      try {
        await assert.rejects(
          testHomeAssistant({ url: `http://127.0.0.1:${port}`, token: "x".repeat(20) }),
          (error: Error) => {
            assert.match(error.message, words);
            assert.doesNotMatch(error.message, /s3cret/);
            return coded("ha-unreachable")(error);
          },
        );
      } finally {
        other.close();
      }
    });

  it("asks only what the user may ask", async () => {
    const server = await start({ companion: "4.2.3" });
    const found = await testHomeAssistant({ url: server.url, token: server.userToken });
    assert.equal(found.transports.companion, undefined);
    assert.deepEqual(server.log, []);
  });

  it("says what is wrong", async () => {
    const server = await start();
    const { token, url } = server;
    for (const [options, code] of [
      [{ url: "" }, "ha-url"],
      [{ url: "homeassistant.local:8123" }, "ha-url"],
      [{ url: "http://" }, "ha-url"],
      [{ url: "http://me:secret@homeassistant.local" }, "ha-url"],
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
