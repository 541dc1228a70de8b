import assert from "node:assert/strict";
import { coded, homeAssistantPerTest, inState } from "../../../support/home-assistant.ts";
import { poll } from "../../../support/poll.ts";

describe("connection to Home Assistant", () => {
  const { start, connect, reported } = homeAssistantPerTest();

  it("connects with the first use and answers commands", async () => {
    const server = await start();
    const ha = connect(server);
    const states: string[] = [];
    ha.onState((state) => states.push(state));
    assert.equal(server.accepted, 0);
    assert.equal((await ha.request<{ state: string }>({ type: "get_config" })).state, "RUNNING");
    await inState(ha, "running");
    assert.deepEqual(states, ["idle", "connecting", "running"]);
    assert.equal(ha.version, "2026.2.0");
    assert.equal(server.peak, 1);
  });

  it("asks once per connection whose token it is", async () => {
    const server = await start();
    const ha = connect(server);
    const asked = () => server.received.filter(({ message }) => message.type === "auth/current_user").length;
    assert.deepEqual(await ha.user(), { name: "Sean", isAdmin: true });
    await ha.user();
    assert.equal(asked(), 1);
    server.drop();
    await inState(ha, "disconnected");
    await ha.user();
    assert.equal(asked(), 2);
  });

  it("delivers what it subscribed to, also when messages come as arrays", async () => {
    const server = await start();
    const ha = connect(server);
    const seen: unknown[] = [];
    ha.subscribe({ type: "subscribe_events", event_type: "listsync_sync" }, (event) => seen.push(event));
    await poll(() => server.subscriptions || undefined, "the subscription");
    for (let number = 0; number < 20; number++) server.fire("listsync_sync", { number });
    await poll(() => (seen.length === 20 ? true : undefined), "the events");
    assert.ok(server.sentArrays > 0);
  });

  it("ends a subscription there too", async () => {
    const server = await start();
    const ha = connect(server);
    const end = ha.subscribe({ type: "subscribe_events", event_type: "listsync_sync" }, () => {});
    await poll(() => server.subscriptions || undefined, "the subscription");
    end();
    await poll(() => (server.subscriptions === 0 ? true : undefined), "its end");
    end();
  });

  it("ends a subscription that is only being made", async () => {
    const server = await start();
    const ha = connect(server);
    ha.subscribe({ type: "subscribe_events", event_type: "listsync_sync" }, () => {})();
    await ha.request({ type: "get_config" });
    await inState(ha, "running");
    const end = ha.subscribe({ type: "subscribe_events", event_type: "listsync_sync" }, () => {});
    end();
    await ha.request({ type: "get_config" });
    await poll(() => (server.subscriptions === 0 ? true : undefined), "its end");
  });

  it("reports what a listener throws, and goes on", async () => {
    const server = await start();
    const ha = connect(server);
    ha.onState(() => {
      throw new Error("state");
    });
    let events = 0;
    ha.subscribe({ type: "subscribe_events", event_type: "listsync_sync" }, () => {
      events++;
      throw new Error("event");
    });
    await poll(() => server.subscriptions || undefined, "the subscription");
    server.fire("listsync_sync");
    server.fire("listsync_sync");
    await poll(() => (events === 2 ? true : undefined), "both events");
    assert.deepEqual([...new Set(reported.map((error) => (error as Error).message))], ["state", "event"]);
  });

  it("waits no longer than asked, and ignores an answer that comes too late", async () => {
    const server = await start();
    const ha = connect(server);
    server.silent.add("get_states");
    await assert.rejects(ha.request({ type: "get_states" }, { timeoutMs: 50 }), coded("ha-timeout"));
    await ha.request({ type: "get_config" });
  });

  it("ends the waiting, not the connection, when the work is cancelled", async () => {
    const server = await start();
    const ha = connect(server);
    server.silent.add("get_states");
    const stop = new AbortController();
    const work = ha.request({ type: "get_states" }, { signal: stop.signal });
    await poll(() => server.received.find(({ message }) => message.type === "get_states"), "the command");
    stop.abort();
    await assert.rejects(work, coded("cancelled"));
    await ha.request({ type: "get_config" });
    assert.equal(server.accepted, 1);
  });

  for (const [what, options, connection] of [
    ["a slash at the end", {}, (url: string) => ({ url: `${url}/` })],
    ["a pasted /api", {}, (url: string) => ({ url: `${url}/api/` })],
    ["a dashboard", {}, (url: string) => ({ url: `${url}/lovelace/0` })],
    ["the start page", {}, (url: string) => ({ url: `${url}/home/overview` })],
    ["its settings", {}, (url: string) => ({ url: `${url}/config/dashboard` })],
    ["a profile", {}, (url: string) => ({ url: `${url}/profile/security` })],
    ["a to-do list", {}, (url: string) => ({ url: `${url}/todo?entity_id=todo.watchlist#top` })],
    ["an own dashboard", {}, (url: string) => ({ url: `${url}/dashboard-films/edit` })],
    ["a self-signed certificate", { tls: true }, () => ({ insecureTls: true })],
  ] as const) {
    it(`takes an address with ${what}`, async () => {
      const server = await start(options);
      const ha = connect(server, connection(server.url));
      await ha.request({ type: "get_config" });
      assert.equal((await ha.rest({ method: "GET", path: "config" })).status, 200);
      assert.equal(ha.url, server.url);
    });
  }

  it("works through the Supervisor as an add-on", async () => {
    const server = await start();
    const ha = connect(server, { url: server.supervisorUrl, token: server.supervisorToken });
    await ha.request({ type: "get_config" });
    assert.equal((await ha.rest({ method: "GET", path: "config" })).status, 200);
  });

  for (const [command, options, code] of [
    [{ type: "nodered/version" }, {}, "ha-unknown-command"],
    [{ type: "todo/item/list", entity_id: "todo.none" }, {}, "ha-not-found"],
    [{ type: "get_config", more: 1 }, {}, "ha-refused"],
    [{ type: "fire_event", event_type: "x" }, { user: true }, "ha-admin"],
  ] as const) {
    it(`says ${code} to ${command.type}`, async () => {
      const server = await start();
      const ha = connect(server, "user" in options ? { token: server.userToken } : {});
      await assert.rejects(ha.request(command), coded(code));
    });
  }

  it("introduces itself in Home Assistant's log", async () => {
    const server = await start();
    const ha = connect(server);
    await assert.rejects(ha.request({ type: "get_config", more: 1 }));
    assert.match(String(server.log[0]), /\(ListSync\/\d/);
  });

  it("leaves no line in Home Assistant's log when it may not do something", async () => {
    const server = await start({ companion: "4.2.3" });
    const ha = connect(server, { token: server.userToken });
    const refused: Error[] = [];
    for (const event_type of ["listsync_sync", "nodered"])
      ha.subscribe(
        { type: "subscribe_events", event_type },
        () => {},
        (error) => refused.push(error),
      );
    for (const type of ["fire_event", "nodered/version", "subscribe_trigger", "config_entries/get"])
      await assert.rejects(ha.request({ type, event_type: "x" }), coded("ha-admin"));
    await assert.rejects(ha.rest({ method: "POST", path: "states/sensor.x" }), coded("ha-admin"));
    await poll(() => (refused.length === 2 ? true : undefined), "both refusals");
    assert.ok(refused.every((error) => coded("ha-admin")(error)));
    assert.deepEqual(server.log, []);
    assert.equal(server.failedLogins, 0);
  });
});
