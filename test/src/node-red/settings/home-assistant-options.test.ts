import assert from "node:assert/strict";
import type { HomeAssistantConfig } from "../../../../src/node-red/settings/fields/sync-home-assistant.ts";
import {
  type ContribServer,
  homeAssistantOptions,
} from "../../../../src/node-red/settings/home-assistant-options.ts";

describe("options of a Home Assistant", () => {
  const variables: Record<string, string> = { SUPERVISOR_TOKEN: "from-supervisor", HOST: "ha.local" };
  const read = (config: HomeAssistantConfig, server?: ContribServer) =>
    homeAssistantOptions(
      config,
      { token: " entered " },
      (name) => variables[name],
      () => server,
    );
  const supervisor = { url: "http://supervisor/core", token: "from-supervisor" };

  it("are address and token as entered, with variables replaced", () => {
    assert.deepEqual(read({ url: `http://\${HOST}:8123/` }), {
      url: "http://ha.local:8123/",
      token: "entered",
      insecureTls: false,
    });
  });

  it("are the Supervisor's in an add-on", () => {
    assert.deepEqual(read({ mode: "addon", url: "http://old:8123" }), supervisor);
  });

  it("are those of a server node, be it that of an add-on or one that accepts every certificate", () => {
    const config = { mode: "server", server: "s" } as const;
    const credentials = { host: "https://ha:8123", access_token: "its-token" };
    assert.deepEqual(
      read(config, { type: "server", config: { rejectUnauthorizedCerts: false }, credentials }),
      {
        url: "https://ha:8123",
        token: "its-token",
        insecureTls: true,
      },
    );
    assert.deepEqual(read(config, { type: "server", config: { addon: true } }), supervisor);
  });

  it("are none of a node of another type", () => {
    const other = { type: "overseerr-server", credentials: { host: "http://x", access_token: "y" } };
    assert.throws(() => read({ mode: "server", server: "s" }, other), /gone or disabled/);
  });
});
