import assert from "node:assert/strict";
import { homeAssistantPerTest, inState } from "../../support/home-assistant.ts";
import { poll } from "../../support/node-red.ts";

const coded = (code: string) => (error: unknown) => (error as { code?: string }).code === code;

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
    assert.deepEqual(states, ["idle", "connecting", "starting", "running"]);
    assert.equal(ha.version, "2026.2.0");
    assert.deepEqual(await ha.user(), { name: "Sean", isAdmin: true });
    await ha.user();
    const asked = server.received.filter(({ message }) => message.type === "auth/current_user");
    assert.equal(asked.length, 1);
    assert.equal(server.peak, 1);
  });

  it("delivers what it subscribed to, also when messages come as arrays", async () => {
    const server = await start();
    const ha = connect(server);
    const seen: unknown[] = [];
    ha.subscribe({ type: "subscribe_events", event_type: "listsync_sync" }, (event) => seen.push(event));
    await poll(() => server.subscriptions || undefined, "the subscription");
    for (let number = 0; number < 20; number++) server.fire("listsync_sync", { number });
    await poll(() => (seen.length === 20 ? true : undefined), "the events");
    assert.ok(server.received.some(({ message }) => message.type === "supported_features"));
  });

  it("makes its subscriptions anew after a restart, once Home Assistant runs", async () => {
    const server = await start();
    server.todo("todo.watchlist").add({ summary: "Dune (2021)" });
    const ha = connect(server);
    const lists: { items: { summary: string }[] }[] = [];
    const errors: Error[] = [];
    ha.subscribe<{ items: { summary: string }[] }>(
      { type: "todo/item/subscribe", entity_id: "todo.watchlist" },
      (list) => lists.push(list),
      (error) => errors.push(error),
    );
    await poll(() => lists[0], "the first list");
    await server.restart({ downMs: 30, startingMs: 60 });
    await poll(() => lists[1], "the list after the restart");
    server.todo("todo.watchlist").add({ summary: "Heat (1995)" });
    await poll(() => (lists.at(-1)?.items.length === 2 ? true : undefined), "the change");
    assert.deepEqual(errors, []);
    const made = server.received.filter(({ message }) => message.type === "todo/item/subscribe");
    assert.deepEqual(
      made.map(({ core }) => core),
      ["RUNNING", "RUNNING"],
    );
    assert.equal(server.peak, 1);
    assert.deepEqual(reported, []);
  });

  it("tries a wrong token once and never again", async () => {
    const server = await start();
    const ha = connect(server, { token: "wrong-token" });
    const errors: Error[] = [];
    ha.subscribe(
      { type: "subscribe_events" },
      () => {},
      (error) => errors.push(error),
    );
    await assert.rejects(ha.request({ type: "get_config" }), coded("ha-token"));
    await assert.rejects(ha.request({ type: "get_config" }), coded("ha-token"));
    await assert.rejects(ha.rest({ method: "GET", path: "states" }), coded("ha-token"));
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(ha.state, "refused");
    assert.equal(server.failedLogins, 1);
    assert.equal(errors.length, 1);
  });
});
