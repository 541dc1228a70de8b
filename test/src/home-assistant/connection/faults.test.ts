import assert from "node:assert/strict";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { coded, homeAssistantPerTest, inState } from "../../../support/home-assistant.ts";
import { poll } from "../../../support/poll.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const ofType = (type: string) => (one: { message: Record<string, unknown> }) => one.message.type === type;

describe("connection to a Home Assistant in trouble", () => {
  const { start, connect, reported } = homeAssistantPerTest();

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
    const made = server.received.filter(ofType("todo/item/subscribe"));
    assert.deepEqual(
      made.map(({ core }) => core),
      ["RUNNING", "RUNNING"],
    );
    assert.equal(server.peak, 1);
  });

  it("does so with a token that is no administrator's", async () => {
    const server = await start({ core: "STARTING" });
    server.todo("todo.watchlist").add({ summary: "Dune (2021)" });
    const ha = connect(server, { token: server.userToken });
    const lists: unknown[] = [];
    ha.subscribe({ type: "todo/item/subscribe", entity_id: "todo.watchlist" }, (list) => lists.push(list));
    await inState(ha, "starting");
    await pause(30);
    assert.equal(lists.length, 0);
    server.core = "RUNNING";
    await poll(() => lists[0], "the list");
  });

  it("says that it is still starting when it refuses what it will know later", async () => {
    const server = await start({ core: "NOT_RUNNING", companion: "4.2.3" });
    const ha = connect(server);
    await assert.rejects(ha.request({ type: "nodered/version" }), coded("ha-not-running"));
    server.core = "RUNNING";
    await inState(ha, "running");
    assert.equal(await ha.request({ type: "nodered/version" }), "4.2.3");
  });

  it("tells of a subscription that is refused, and makes it with the next connection", async () => {
    const server = await start();
    const ha = connect(server);
    const errors: Error[] = [];
    const events: unknown[] = [];
    ha.subscribe(
      { type: "subscribe_events", event_type: "listsync_sync" },
      (event) => events.push(event),
      (error) => errors.push(error),
    );
    await poll(() => server.subscriptions || undefined, "the subscription");
    server.refuse.add("subscribe_events");
    server.drop();
    await poll(() => errors[0], "the refusal");
    assert.ok(coded("ha-refused")(errors[0]));
    server.refuse.clear();
    server.drop();
    await poll(() => server.subscriptions || undefined, "the subscription");
    server.fire("listsync_sync");
    await poll(() => events[0], "the event");
    assert.equal(errors.length, 1);
  });

  it("keeps a subscription that was asked for while it was away, or is lost while it is being made", async () => {
    const server = await start();
    const ha = connect(server);
    await ha.request({ type: "get_config" });
    await server.stop();
    await inState(ha, "disconnected");
    const events: unknown[] = [];
    ha.subscribe({ type: "subscribe_events", event_type: "listsync_sync" }, (event) => events.push(event));
    server.silent.add("subscribe_events");
    await server.start();
    await poll(() => server.received.find(ofType("subscribe_events")), "the command");
    server.silent.clear();
    server.drop();
    await poll(() => server.subscriptions || undefined, "the subscription");
    server.fire("listsync_sync");
    await poll(() => events[0], "the event");
  });

  it("fails what is under way when the connection breaks", async () => {
    const server = await start();
    const ha = connect(server);
    server.silent.add("get_states");
    const work = ha.request({ type: "get_states" });
    await poll(() => server.received.find(ofType("get_states")), "the command");
    server.drop();
    await assert.rejects(work, coded("ha-disconnected"));
    await ha.request({ type: "get_config" });
  });

  it("never ends a subscription of the next connection with one of the last", async () => {
    const server = await start();
    const ha = connect(server);
    const seen: string[] = [];
    const first = ha.subscribe({ type: "subscribe_events", event_type: "a" }, () => seen.push("a"));
    ha.subscribe({ type: "subscribe_events", event_type: "b" }, () => seen.push("b"));
    await poll(() => (server.subscriptions === 2 ? true : undefined), "both");
    await server.stop();
    await inState(ha, "disconnected");
    first();
    await server.start();
    await inState(ha, "running");
    await poll(() => (server.subscriptions === 1 ? true : undefined), "the other");
    first();
    await ha.request({ type: "get_config" });
    server.fire("a");
    server.fire("b");
    await poll(() => seen[0], "the event");
    assert.deepEqual(seen, ["b"]);
    assert.equal(server.received.filter(ofType("unsubscribe_events")).length, 0);
  });

  it("is there when Home Assistant comes long after it was asked for", async () => {
    const server = await start({ listening: false });
    const ha = connect(server);
    const events: unknown[] = [];
    ha.subscribe({ type: "subscribe_events", event_type: "listsync_sync" }, (event) => events.push(event));
    await assert.rejects(ha.request({ type: "get_config" }, { timeoutMs: 100 }), coded("ha-unreachable"));
    await pause(300);
    assert.equal(ha.state, "disconnected");
    const waiting = ha.request({ type: "get_config" });
    await server.start();
    await waiting;
    await poll(() => server.subscriptions || undefined, "the subscription");
    server.fire("listsync_sync");
    await poll(() => events[0], "the event");
    assert.equal(server.accepted, 1);
  });

  it("waits longer after every failure, but never for ever", async () => {
    const tries: number[] = [];
    const gate = createServer((socket: Socket) => {
      tries.push(performance.now());
      socket.destroy();
    });
    await new Promise<void>((resolve) => gate.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;
    const server = await start();
    const timing = { firstRetryMs: 20, maxRetryMs: 160 };
    const ha = connect(server, { url, timing, random: () => 0 });
    ha.subscribe({ type: "subscribe_events" }, () => {});
    await poll(() => tries[6], "seven tries");
    await ha.close();
    gate.close();
    const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    for (const [index, least] of [20, 40, 80, 160, 160, 160].entries())
      assert.ok((pauses[index] ?? 0) >= least - 2, `pause ${index}: ${pauses[index]} ms`);
    assert.ok(Math.max(...pauses) < 400);
  });

  it("tries a wrong token once and never again", async () => {
    const server = await start();
    const ha = connect(server, { token: "wrong-token" });
    const errors: Error[] = [];
    const note = (error: Error) => void errors.push(error);
    ha.subscribe({ type: "subscribe_events" }, () => {}, note);
    await assert.rejects(ha.request({ type: "get_config" }), coded("ha-token"));
    await assert.rejects(ha.request({ type: "get_config" }), coded("ha-token"));
    await assert.rejects(ha.rest({ method: "GET", path: "states" }), coded("ha-token"));
    ha.subscribe({ type: "subscribe_events" }, () => {}, note);
    await pause(100);
    assert.equal(ha.state, "refused");
    assert.equal(server.failedLogins, 1);
    assert.deepEqual([server.accepted, errors.length], [1, 2]);
    assert.doesNotMatch(String(errors), /wrong-token/);
  });

  it("tries a revoked token once and never again", async () => {
    const server = await start();
    const ha = connect(server);
    await ha.request({ type: "get_config" });
    server.revoke();
    await inState(ha, "refused");
    await assert.rejects(ha.request({ type: "get_config" }), coded("ha-token"));
    await pause(100);
    assert.equal(server.failedLogins, 1);
  });

  it("says so when Home Assistant has shut this machine out", async () => {
    const server = await start({ loginAttemptsThreshold: 1 });
    const first = connect(server, { token: "wrong-token" });
    await assert.rejects(first.request({ type: "get_config" }), coded("ha-token"));
    const ha = connect(server);
    await assert.rejects(ha.request({ type: "get_config" }, { timeoutMs: 200 }), /ip_bans/);
  });

  it("finds out that the other side vanished without a word", async () => {
    const server = await start();
    const ha = connect(server, { timing: { silenceMs: 60 } });
    const events: unknown[] = [];
    ha.subscribe({ type: "subscribe_events", event_type: "listsync_sync" }, (event) => events.push(event));
    await poll(() => server.subscriptions || undefined, "the subscription");
    server.hang();
    await inState(ha, "disconnected");
    await inState(ha, "running");
    // the server knows nothing of the end of the first connection
    await poll(() => (server.subscriptions === 2 ? true : undefined), "the subscription on another one");
    server.fire("listsync_sync");
    await poll(() => events[0], "the event");
  });

  it("stays when nothing happens but pings", async () => {
    const server = await start({ pingMs: 20 });
    const ha = connect(server, { timing: { silenceMs: 60 } });
    await ha.request({ type: "get_config" });
    await pause(300);
    assert.equal(server.accepted, 1);
  });

  it("gives up a host that takes the connection and says nothing", async () => {
    const sockets: Socket[] = [];
    const mute = createServer((socket: Socket) => void sockets.push(socket));
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(mute.address() as AddressInfo).port}`;
    const server = await start();
    const ha = connect(server, { url, timing: { handshakeMs: 40 } });
    await assert.rejects(ha.request({ type: "get_config" }, { timeoutMs: 150 }), /no response within/);
    await ha.close();
    for (const socket of sockets) socket.destroy();
    mute.close();
  });

  it("gives up a server that does not take the token", async () => {
    const server = await start();
    server.silent.add("auth");
    const ha = connect(server, { timing: { handshakeMs: 20, authMs: 20 } });
    await assert.rejects(ha.request({ type: "get_config" }, { timeoutMs: 120 }), /did not accept the token/);
    server.silent.clear();
    await ha.request({ type: "get_config" });
  });

  it("says no to a self-signed certificate, and what to do", async () => {
    const server = await start({ tls: true });
    const ha = connect(server);
    const work = ha.request({ type: "get_config" }, { timeoutMs: 200 });
    await assert.rejects(work, /not signed by a known authority.*accept a self-signed certificate/);
  });

  it("survives messages that are none", async () => {
    const server = await start();
    const ha = connect(server);
    await ha.request({ type: "get_config" });
    server.sendRaw("{half a mess");
    server.sendRaw('"text"');
    server.sendRaw("[null]");
    await ha.request({ type: "get_config" });
    assert.equal(server.accepted, 1);
    assert.ok(reported.length > 0);
    server.sendGarbage();
    await inState(ha, "disconnected");
    await ha.request({ type: "get_config" });
  });

  describe("closes for good", () => {
    it("and fails what is under way as cancelled", async () => {
      const server = await start();
      const ha = connect(server);
      server.silent.add("get_states");
      const work = ha.request({ type: "get_states" });
      await poll(() => server.received.find(ofType("get_states")), "the command");
      const failure = assert.rejects(work, coded("cancelled"));
      await ha.close();
      await failure;
      assert.equal(ha.state, "closed");
      await poll(() => (server.connections === 0 ? true : undefined), "the end");
      await assert.rejects(ha.request({ type: "get_config" }), coded("cancelled"));
    });

    it("in the middle of coming back", async () => {
      const server = await start();
      const ha = connect(server);
      await ha.request({ type: "get_config" });
      await server.stop();
      await inState(ha, "disconnected");
      await ha.close();
      await server.start();
      await pause(100);
      assert.deepEqual([server.accepted, server.connections, ha.state], [1, 0, "closed"]);
    });

    it("in the middle of signing in", async () => {
      const server = await start();
      server.silent.add("auth");
      const ha = connect(server);
      const failure = assert.rejects(ha.request({ type: "get_config" }), coded("cancelled"));
      await poll(() => server.received[0], "the token");
      await ha.close();
      await failure;
      server.silent.clear();
      await pause(50);
      assert.deepEqual([server.accepted, server.connections], [1, 0]);
    });

    it("while the other side has vanished", async () => {
      const server = await start();
      const ha = connect(server);
      await ha.request({ type: "get_config" });
      server.hang();
      const before = performance.now();
      await ha.close();
      assert.ok(performance.now() - before < 3_000);
    });

    it("before it was ever used", async () => {
      const server = await start();
      const ha = connect(server);
      await ha.close();
      ha.subscribe({ type: "subscribe_events" }, () => {});
      await pause(20);
      assert.equal(server.accepted, 0);
    });
  });

  it("leaves nothing behind over 1,000 reconnects", async function () {
    this.timeout(60_000);
    const server = await start();
    const ha = connect(server, { timing: { firstRetryMs: 0, maxRetryMs: 0, startPollMs: 1 } });
    const warnings: unknown[] = [];
    const warn = (warning: unknown) => void warnings.push(warning);
    process.on("warning", warn);
    for (const type of ["a", "b", "c"])
      ha.subscribe({ type: "subscribe_events", event_type: type }, () => {});
    await poll(() => (server.subscriptions === 3 ? true : undefined), "the subscriptions");
    const resources = () => process.getActiveResourcesInfo().length;
    const again = async (times: number) => {
      for (let round = 0; round < times; round++) {
        server.drop();
        await inState(ha, "disconnected");
        await inState(ha, "running");
        await ha.request({ type: "get_config" });
      }
    };
    await again(20);
    const before = resources();
    await again(980);
    await poll(() => (server.subscriptions === 3 ? true : undefined), "the subscriptions");
    process.off("warning", warn);
    assert.deepEqual([server.accepted, server.peak, server.connections], [1001, 1, 1]);
    assert.ok(resources() <= before + 3, `${before} resources became ${resources()}`);
    assert.deepEqual(warnings, []);
  });
});
