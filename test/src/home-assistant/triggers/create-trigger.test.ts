import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { HomeAssistant } from "../../../../src/home-assistant/home-assistant.ts";
import { createTrigger, type TriggerConfig } from "../../../../src/home-assistant/triggers/create-trigger.ts";
import type { Message, Status } from "../../../../src/runtime/node-port.ts";
import { homeAssistantPerTest, inState } from "../../../support/home-assistant.ts";
import { poll } from "../../../support/poll.ts";

const until = (look: () => boolean) => poll(() => look() || undefined, String(look));

describe("A trigger from Home Assistant", () => {
  const { start, connect } = homeAssistantPerTest();
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  function follow(homeAssistant: HomeAssistant, config: TriggerConfig) {
    const seen = { messages: [] as Message[], errors: [] as Error[], status: {} as Status };
    const end = createTrigger(
      { debounce: 0, ...config },
      {
        homeAssistant,
        send: (message) => void seen.messages.push(message),
        onStatus(status) {
          seen.status = status;
        },
        onError: (error) => void seen.errors.push(error),
      },
    );
    ends.push(end);
    const count = (wanted: number) => until(() => seen.messages.length >= wanted);
    return Object.assign(seen, { end, count });
  }

  async function following(
    config: TriggerConfig,
    prepare: (server: Awaited<ReturnType<typeof start>>) => void = () => {},
  ) {
    const server = await start();
    prepare(server);
    const connection = connect(server);
    const seen = follow(connection, config);
    await inState(connection, "running");
    await until(() => server.subscriptions > 0);
    return { server, connection, seen };
  }

  describe("by an entity", () => {
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
      assert.match(String(seen.errors[0]?.message), /no switch\.later/);
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

  describe("by an event", () => {
    const sync = { kind: "event" };

    it("becomes a message that list-source understands without a Function node", async () => {
      const { server, seen } = await following(sync);
      server.fire("listsync_sync", {
        list: "imdb:ls1, sean/horror",
        dry_run: true,
        limit: 5,
        requester: 3,
        profile: "4K",
        is_4k: "both",
        Note: "from the couch",
      });
      await seen.count(1);
      const { payload, ...message } = seen.messages[0] ?? {};
      assert.deepEqual(message, {
        trigger: "home-assistant",
        topic: "listsync_sync",
        lists: "imdb:ls1, sean/horror",
        dryRun: true,
        maxRequests: 5,
        requestAs: 3,
        profile: "4K",
        is4k: "both",
      });
      assert.equal((payload as Record<string, unknown>).Note, "from the couch");
    });

    it("takes the names as people write them", async () => {
      const { server, seen } = await following(sync);
      server.fire("listsync_sync", {
        Lists: ["a/b", { list: "c/d", limit: 3 }],
        "dry-run": "no",
        dryRun: null,
      });
      await seen.count(1);
      assert.deepEqual(seen.messages[0]?.lists, ["a/b", { list: "c/d", limit: 3 }]);
      assert.equal(seen.messages[0]?.dryRun, false);
    });

    it("starts nothing when a value cannot be read, and says so", async () => {
      const { server, seen } = await following(sync);
      server.fire("listsync_sync", { dry_run: "perhaps" });
      await until(() => seen.errors.length > 0);
      assert.match(String(seen.errors[0]?.message), /dry_run of the event is "perhaps"/);
      server.fire("listsync_sync");
      await seen.count(1);
      assert.equal(seen.messages.length, 1);
      assert.equal(seen.messages[0]?.dryRun, undefined);
    });

    it("may be one of another type, for one profile", async () => {
      const { server, seen } = await following({ kind: "event", eventType: "films", profile: "4K" });
      server.fire("listsync_sync");
      server.fire("films", { profile: "Main" });
      server.fire("films", { profile: "4K" });
      server.fire("films");
      await seen.count(2);
      assert.deepEqual(
        seen.messages.map(({ profile }) => profile),
        ["4K", undefined],
      );
    });

    it("says that it needs an administrator's token", async () => {
      const server = await start();
      const connection = connect(server, { token: server.userToken });
      const seen = follow(connection, sync);
      await until(() => seen.errors.length > 0);
      assert.match(String(seen.errors[0]?.message), /administrator/);
      assert.equal(seen.status.fill, "red");
    });

    it("is followed again after a restart of Home Assistant", async () => {
      const { server, connection, seen } = await following(sync);
      await server.restart();
      await inState(connection, "running");
      await until(() => server.subscriptions > 0);
      server.fire("listsync_sync");
      await seen.count(1);
      assert.deepEqual(seen.errors, []);
      assert.equal(server.connections, 1);
    });
  });

  describe("by a to-do list", () => {
    const watchlist = { kind: "todo", todo: "todo.watchlist" };
    const prepare = (ha: Awaited<ReturnType<typeof start>>) =>
      void ha.todo("todo.watchlist").add({ summary: "Heat (1995)" });

    it("fires for a new entry and for a changed one, not for those that were there", async () => {
      const { server, seen } = await following(watchlist, prepare);
      await sleep(20);
      server.todo("todo.watchlist").add({ summary: "Dune" });
      await seen.count(1);
      server.todo("todo.watchlist").update("Dune", { summary: "Dune (2021)" });
      await seen.count(2);
      assert.deepEqual(
        seen.messages.map(({ payload }) => payload),
        [
          ["Heat (1995)", "Dune"],
          ["Heat (1995)", "Dune (2021)"],
        ],
      );
      assert.deepEqual(seen.messages[0]?.lists, ["todo.watchlist"]);
    });

    it("does not fire for what ListSync writes itself, or for what is ticked off", async () => {
      const { server, seen } = await following(watchlist, prepare);
      const todo = server.todo("todo.watchlist");
      todo.update("Heat (1995)", { description: "ListSync: the server knows no such title" });
      todo.update("Heat (1995)", { status: "completed" });
      todo.remove("Heat (1995)");
      await sleep(50);
      assert.deepEqual(seen.messages, []);
    });

    it("fires for an entry that is opened again, also for the only one", async () => {
      const { server, seen } = await following(watchlist, prepare);
      const todo = server.todo("todo.watchlist");
      await sleep(20);
      todo.update("Heat (1995)", { status: "completed" });
      await sleep(20);
      todo.update("Heat (1995)", { status: "needs_action" });
      await seen.count(1);
    });

    it("follows a list whose integration is loaded only after Home Assistant runs", async () => {
      const server = await start();
      const connection = connect(server);
      const seen = follow(connection, watchlist);
      await until(() => seen.errors.length > 0);
      server.todo("todo.watchlist");
      await until(() => server.subscriptions > 0);
      await until(() => seen.status.fill === "green");
      server.todo("todo.watchlist").add({ summary: "Dune" });
      await seen.count(1);
      assert.equal(seen.errors.length, 1);
    });

    it("follows the first list of a Home Assistant that had none", async () => {
      const server = await start();
      server.world.components.delete("todo");
      const seen = follow(connect(server), watchlist);
      await until(() => seen.errors.length > 0);
      server.world.components.add("todo");
      server.todo("todo.watchlist");
      await until(() => seen.status.fill === "green");
      server.todo("todo.watchlist").add({ summary: "Dune" });
      await seen.count(1);
    });

    it("goes on when the integration of the list is reloaded", async () => {
      const { server, seen } = await following(watchlist, prepare);
      await sleep(20);
      server.todo("todo.watchlist").reload();
      await sleep(20);
      server.todo("todo.watchlist").add({ summary: "Dune" });
      await seen.count(1);
      assert.deepEqual(seen.messages[0]?.payload, ["Heat (1995)", "Dune"]);
      assert.deepEqual(seen.errors, []);
    });

    it("finds after a restart what was added meanwhile, and nothing else", async () => {
      const { server, connection, seen } = await following(watchlist, prepare);
      await sleep(20);
      server.todo("todo.watchlist").setAvailable(false);
      await server.stop();
      server.todo("todo.watchlist").setAvailable(true);
      server.todo("todo.watchlist").add({ summary: "Fargo" });
      await server.start();
      await inState(connection, "running");
      await seen.count(1);
      await sleep(30);
      assert.deepEqual(
        seen.messages.map(({ payload }) => payload),
        [["Heat (1995)", "Fargo"]],
      );
    });

    it("says that the list is not there", async () => {
      const connection = connect(await start());
      const seen = follow(connection, { kind: "todo", todo: "todo.gone" });
      await until(() => seen.errors.length > 0);
      assert.match(String(seen.errors[0]?.message), /todo\.gone/);
      assert.equal(seen.status.fill, "red");
    });
  });

  describe("by the start of Home Assistant", () => {
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
      assert.equal(seen.status.text, "token refused");
      assert.equal(server.failedLogins, 1);
    });
  });

  it("makes one message of several of a kind, and keeps wishes apart", async () => {
    const { server, seen } = await following({ kind: "event", debounce: 0.05 });
    for (const list of ["a/b", "c/d", "a/b", "a/b"]) server.fire("listsync_sync", { list });
    await seen.count(2);
    await sleep(100);
    assert.deepEqual(
      seen.messages.map(({ lists }) => lists),
      ["c/d", "a/b"],
    );
  });

  it("sends nothing any more once it is closed", async () => {
    const { server, seen } = await following({ kind: "event", debounce: 0.02 });
    server.fire("listsync_sync");
    await until(() => server.events.length > 0);
    await sleep(10);
    seen.end();
    server.fire("listsync_sync");
    await sleep(60);
    assert.deepEqual(seen.messages, []);
    assert.equal(server.subscriptions, 0);
  });

  for (const [config, sentence] of [
    [{ kind: "entity", entities: " , " }, /No entity is chosen/],
    [{ kind: "todo" }, /No to-do list is chosen/],
    [{ kind: "moon" }, /not "moon"/],
    [{ kind: "event", debounce: "soon" }, /debounce in seconds/],
  ] as const)
    it(`refuses ${JSON.stringify(config)}`, async () => {
      const connection = connect(await start());
      assert.throws(() => follow(connection, { ...config } as TriggerConfig), {
        code: "bad-config",
        message: sentence,
      });
    });
});
