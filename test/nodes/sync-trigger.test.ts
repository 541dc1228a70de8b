import assert from "node:assert/strict";
import type { HomeAssistantServer } from "../servers/home-assistant/start-home-assistant.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { homeAssistantPerTest } from "../support/home-assistant.ts";
import { flowPerTest, poll } from "../support/node-red.ts";
import { errorOf } from "../support/overseerr-flow.ts";

describe("sync-trigger", () => {
  const startFlow = flowPerTest();
  const { start } = homeAssistantPerTest();

  const flow = (server: HomeAssistantServer, properties: Record<string, unknown> = {}) => [
    flowNodes.homeAssistant({ url: server.url }),
    flowNodes.trigger(properties),
    flowNodes.sink("triggered"),
    ...flowNodes.errors(),
  ];
  const credentials = (server: HomeAssistantServer) => ({ credentials: { home: { token: server.token } } });
  const listening = (server: HomeAssistantServer) =>
    poll(() => server.subscriptions > 0 || undefined, "the subscription");

  it("sends what an automation asks for, and shows when", async () => {
    const server = await start();
    const running = await startFlow(flow(server, { anyList: true }), credentials(server));
    await running.shows("trigger", ({ text }) => text === "listening");
    await listening(server);
    server.fire("listsync_sync", { list: "sean/horror", dry_run: "on" });
    const [msg] = await running.sink("triggered").count(1);
    assert.deepEqual([msg?.lists, msg?.dryRun, msg?.trigger], ["sean/horror", true, "home-assistant"]);
    await running.shows("trigger", ({ text }) => /^\d\d:\d\d listsync_sync$/.test(text ?? ""));
  });

  it("passes on only lists that the profile has, unless events may name any", async () => {
    const server = await start();
    const source = (profile: string, list: object) => ({
      ...flowNodes.source({ profile, lists: [list] }),
      id: `source-${profile}`,
    });
    const running = await startFlow(
      [
        ...flow(server, { profile: "4K" }),
        source("4K", { provider: "trakt", list: "sean/horror", enabled: false }),
        source("Main", { provider: "own", list: "/data/films.txt" }),
      ],
      credentials(server),
    );
    await listening(server);
    for (const list of [
      "/etc/passwd",
      "http://192.168.1.1/",
      "/data/films.txt",
      ["sean/horror", "/etc/passwd"],
    ]) {
      server.fire("listsync_sync", { list });
      const [error] = (await running.sink("errors").count(1)).splice(0);
      assert.equal(errorOf(error).code, "unknown-list", String(list));
      server.fire("listsync_sync", {});
      await running.sink("triggered").count(1);
      running.sink("triggered").messages.length = 0;
    }
    server.fire("listsync_sync", { list: "https://trakt.tv/users/sean/lists/horror" });
    const [msg] = await running.sink("triggered").count(1);
    assert.equal(msg?.lists, "https://trakt.tv/users/sean/lists/horror");
  });

  it("tells a Catch node once what it cannot read, and goes on", async () => {
    const server = await start();
    const running = await startFlow(flow(server), credentials(server));
    await listening(server);
    running.sink("errors");
    server.fire("listsync_sync", { limit: "many" });
    const [msg] = await running.sink("errors").count(1);
    assert.match(errorOf(msg).message, /limit of the event/);
    server.fire("listsync_sync", {});
    await running.sink("triggered").count(1);
    assert.equal(running.sink("errors").messages.length, 1);
  });

  it("starts nothing without a connection or an entity, and says which is missing", async () => {
    const server = await start();
    const running = await startFlow(flow(server, { homeAssistant: "" }));
    await running.shows("trigger", ({ fill, text }) => fill === "red" && text === "not configured");
    await running.deploy(flow(server, { kind: "entity" }));
    await running.shows("trigger", ({ fill, text }) => fill === "red" && text === "check settings");
    assert.match(running.log(), /"code":"no-config".*"code":"bad-config"/);
  });

  it("follows once after each deployment, and not at all once it is gone", async () => {
    const server = await start();
    const running = await startFlow(flow(server), credentials(server));
    await listening(server);
    await running.deploy(flow(server, { name: "renamed" }), "nodes");
    await poll(() => server.subscriptions === 1 || undefined, "one subscription");
    server.fire("listsync_sync");
    await running.sink("triggered").count(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(running.sink("triggered").messages.length, 1);
    await running.deploy([flowNodes.sink("triggered")]);
    await poll(() => server.connections === 0 || undefined, "the end of the connection");
  });

  it("shows that Home Assistant is away, and is back with it", async () => {
    const server = await start();
    const running = await startFlow(flow(server, { kind: "start" }), credentials(server));
    await running.shows("trigger", ({ text }) => text === "listening");
    await server.stop();
    await running.shows("trigger", ({ fill }) => fill === "yellow" || fill === "blue");
    await server.start("STARTING");
    await running.shows("trigger", ({ text }) => text === "Home Assistant is starting");
    server.core = "RUNNING";
    const [msg] = await running.sink("triggered").count(1);
    assert.deepEqual([msg?.topic, msg?.payload], ["homeassistant_started", "2026.2.0"]);
  });
});
