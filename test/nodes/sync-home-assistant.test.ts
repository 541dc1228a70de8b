import assert from "node:assert/strict";
import type { Node, NodeAPI, NodeDef } from "node-red";
import helper from "node-red-node-test-helper";
import type { SyncHomeAssistantNode } from "../../nodes/runtime/sync-home-assistant.ts";
import type { HomeAssistantServer } from "../servers/home-assistant/start-home-assistant.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { coded, homeAssistantPerTest } from "../support/home-assistant.ts";
import { flowPerTest, poll } from "../support/node-red.ts";

const home = () => helper.getNode("home") as unknown as SyncHomeAssistantNode;
const NOWHERE = "http://127.0.0.1:9";

describe("sync-home-assistant", () => {
  const startFlow = flowPerTest();
  const { start } = homeAssistantPerTest();
  afterEach(() => {
    delete process.env.LIST_SYNC_TEST_URL;
    delete process.env.LIST_SYNC_TEST_TOKEN;
    delete process.env.SUPERVISOR_TOKEN;
  });

  const deployed = (server: HomeAssistantServer, properties = {}) =>
    startFlow([flowNodes.homeAssistant({ url: server.url, ...properties })], {
      credentials: { home: { token: server.token } },
    });

  it("connects when it is used, once for all, and closes with the flow", async () => {
    const server = await start();
    server.todo("todo.watchlist").add({ summary: "Dune (2021)" });
    const flow = await deployed(server);
    assert.equal(server.accepted, 0);
    const { items } = await home().todo.open("todo.watchlist");
    assert.equal(items[0]?.summary, "Dune (2021)");
    await home().homeAssistant.request({ type: "get_config" });
    assert.equal(home().homeAssistant, home().homeAssistant);
    assert.equal(server.accepted, 1);
    await flow.deploy([flowNodes.homeAssistant({ url: server.url, name: "new" })]);
    await poll(() => (server.connections === 0 ? true : undefined), "the end of the connection");
    await home().homeAssistant.request({ type: "get_config" });
    assert.deepEqual([server.accepted, server.peak], [2, 1]);
  });

  it("takes address and token from the environment", async () => {
    const server = await start();
    process.env.LIST_SYNC_TEST_URL = server.url;
    process.env.LIST_SYNC_TEST_TOKEN = server.token;
    await startFlow([flowNodes.homeAssistant({ url: `\${LIST_SYNC_TEST_URL}` })], {
      credentials: { home: { token: `\${LIST_SYNC_TEST_TOKEN}` } },
    });
    assert.equal((await home().homeAssistant.user()).name, "Sean");
  });

  for (const [what, properties, words] of [
    ["without an address", { url: "" }, /no address/],
    ["with a variable that is not set", { url: `\${LIST_SYNC_TEST_URL}` }, /LIST_SYNC_TEST_URL|address/],
    ["outside of an add-on", { mode: "addon" }, /SUPERVISOR_TOKEN/],
    ["with a server node that is gone", { mode: "server", server: "gone" }, /gone or disabled/],
    ["without the server node", { mode: "server" }, /No Home Assistant server node/],
  ] as const) {
    it(`tells whoever uses it what is wrong: ${what}`, async () => {
      const flow = await startFlow([flowNodes.homeAssistant(properties)], {
        credentials: { home: { token: "the-token" } },
      });
      const ha = home().homeAssistant;
      await assert.rejects(ha.request({ type: "get_config" }), words);
      const error = await new Promise<Error>((resolve) => {
        ha.subscribe({ type: "subscribe_events" }, () => {}, resolve);
      });
      assert.match(error.message, words);
      assert.equal(ha.state, "refused");
      assert.doesNotMatch(flow.log(), /the-token/);
    });
  }

  describe("takes those of a server node of node-red-contrib-home-assistant-websocket", () => {
    /** As that package's node looks to others: `config` and `credentials`, nothing else. */
    const contrib = (config: object, credentials: object) => (RED: NodeAPI) => {
      RED.nodes.registerType("server", function (this: Node, own: NodeDef) {
        RED.nodes.createNode(this, own);
        Object.assign(this, { config, credentials });
      });
    };

    it("with its own connection", async () => {
      const server = await start();
      const flow = [
        flowNodes.homeAssistant({ mode: "server", server: "contrib" }),
        { id: "contrib", type: "server" },
      ];
      await startFlow(flow, {
        nodes: [contrib({ addon: false }, { host: server.url, access_token: server.token })],
      });
      assert.equal((await home().homeAssistant.user()).name, "Sean");
      assert.equal(server.accepted, 1);
    });

    it("and says what it lacks", async () => {
      const flow = [
        flowNodes.homeAssistant({ mode: "server", server: "contrib" }),
        { id: "contrib", type: "server" },
      ];
      await startFlow(flow, { nodes: [contrib({}, { host: "http://ha:8123" })] });
      await assert.rejects(home().homeAssistant.user(), /server node has no token/);
    });
  });

  describe("tests what stands in the dialog", () => {
    const asking = async (server: HomeAssistantServer, body: object) => {
      const flow = await deployed(server);
      const { body: answer } = await flow
        .request()
        .post("/list-sync/sync-home-assistant/test")
        .send(body)
        .expect(200);
      assert.doesNotMatch(JSON.stringify(answer), /long-lived-token|wrong-token/);
      return answer;
    };

    it("with the deployed token when none is typed", async () => {
      const server = await start({ companion: "4.2.3", mqtt: true });
      const answer = await asking(server, { id: "home", url: server.url, token: "__PWRD__" });
      assert.equal(answer.ok, true);
      assert.match(answer.message, /^Home Assistant 2026\.2\.0, signed in as Sean, an administrator\./);
      assert.deepEqual(answer.transports, { mqtt: true, companion: "4.2.3", states: true });
    });

    it("and says what somebody's token cannot do", async () => {
      const server = await start();
      const answer = await asking(server, { url: server.url, token: server.userToken });
      assert.equal(answer.ok, true);
      assert.match(answer.message, /Guest is not an administrator/);
    });

    for (const [body, code] of [
      [{ url: "", token: "wrong-token" }, "bad-config"],
      [{ url: "ha:8123", token: "wrong-token" }, "ha-url"],
      [{ url: NOWHERE, token: "wrong-token" }, "ha-unreachable"],
      [{ token: "wrong-token" }, "ha-token"],
      [{ token: "" }, "bad-config"],
      [{ mode: "addon" }, "bad-config"],
    ] as const) {
      it(`and says ${code} to ${JSON.stringify(body)}`, async () => {
        const server = await start();
        const answer = await asking(server, { url: server.url, ...body });
        assert.deepEqual([answer.ok, answer.code], [false, code], JSON.stringify(answer));
      });
    }
  });

  describe("offers the entities to choose from", () => {
    it("of the kinds that are asked for, by name", async () => {
      const server = await start();
      server.todo("todo.watchlist", { name: "Watchlist" });
      server.setState("input_button.go", "unknown", { friendly_name: "Go" });
      server.setState("sensor.other", "1");
      const flow = await deployed(server);
      const { body } = await flow
        .request()
        .get("/list-sync/sync-home-assistant/home/entities?domain=todo,input_button")
        .expect(200);
      assert.deepEqual(body, [
        { id: "input_button.go", name: "Go" },
        { id: "todo.watchlist", name: "Watchlist" },
      ]);
    });

    it("but not of one that is not deployed, or refuses the token", async () => {
      const server = await start();
      const flow = await startFlow([flowNodes.homeAssistant({ url: server.url })], {
        credentials: { home: { token: "wrong-token" } },
      });
      const path = "/list-sync/sync-home-assistant";
      const missing = await flow.request().get(`${path}/new/entities`).expect(404);
      assert.equal(missing.body.code, "not-deployed");
      const refused = await flow.request().get(`${path}/home/entities`).expect(502);
      assert.equal(refused.body.code, "ha-token");
      await assert.rejects(home().homeAssistant.user(), coded("ha-token"));
      assert.equal(server.failedLogins, 1);
    });
  });
});
