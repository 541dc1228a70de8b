import assert from "node:assert/strict";
import { createEventBus } from "../../../../src/home-assistant/entities/event-bus.ts";
import type { HomeAssistantServer } from "../../../servers/home-assistant/start-home-assistant.ts";
import { entitiesPerTest } from "../../../support/entities.ts";
import { homeAssistantPerTest, inState } from "../../../support/home-assistant.ts";
import { poll } from "../../../support/poll.ts";
import { temporaryFolder } from "../../../support/state-samples.ts";

const ours = (server: HomeAssistantServer) =>
  [...server.states.values()].filter(({ entity_id }) => entity_id.includes("listsync")).map((state) => state);
const shows = (server: HomeAssistantServer, id: string, state: string) =>
  poll(() => (server.states.get(id)?.state === state ? true : undefined), `${id} ${state}`);

describe("plain states", () => {
  const { start, connect } = homeAssistantPerTest();
  const open = entitiesPerTest(temporaryFolder());

  it("are sensors named after the profile, without a device", async () => {
    const server = await start();
    const entities = await open(connect(server), { transport: "states", profile: "4K 🎬" });
    await shows(server, "binary_sensor.listsync_4k_problem", "off");
    assert.deepEqual(
      ours(server)
        .map(({ entity_id, state }) => `${entity_id} ${state}`)
        .sort(),
      [
        "binary_sensor.listsync_4k_problem off",
        "sensor.listsync_4k_available_items unknown",
        "sensor.listsync_4k_failed_items unknown",
        "sensor.listsync_4k_last_request unknown",
        "sensor.listsync_4k_last_sync unknown",
        "sensor.listsync_4k_list_items unknown",
        "sensor.listsync_4k_next_sync unknown",
        "sensor.listsync_4k_requested_last_sync unknown",
        "sensor.listsync_4k_status idle",
        "sensor.listsync_4k_sync_duration unknown",
        "sensor.listsync_4k_total_requests 0",
      ],
    );
    const { friendly_name, icon, unit_of_measurement } =
      server.states.get("sensor.listsync_4k_total_requests")?.attributes ?? {};
    assert.deepEqual(
      [friendly_name, icon, unit_of_measurement],
      ["ListSync 4K 🎬 Total requests", "mdi:forum", "requests"],
    );
    // the node learns that they are there a little after Home Assistant
    await poll(() => (entities.status().fill === "green" ? true : undefined), "a green status");
    assert.deepEqual(entities.status(), { fill: "green", shape: "dot", text: "states" });
    assert.deepEqual(entities.errors, []);
  });

  it("follow a run, and send only what is another state", async () => {
    const server = await start();
    const entities = await open(connect(server), { transport: "states" });
    await shows(server, "binary_sensor.listsync_problem", "off");
    const before = server.calls.length;
    await entities.sync(["x".repeat(400)]);
    await shows(server, "sensor.listsync_list_items", "1");
    await shows(server, "sensor.listsync_last_request", `${"x".repeat(254)}…`);
    await poll(() => (entities.status().fill === "green" ? true : undefined), "the end");
    assert.ok(!server.calls.slice(before).some((call) => /POST .*_problem/.test(call)));
    assert.deepEqual(entities.errors, []);
  });

  it("take those of an earlier name away, and those that version 0.1 named after the profile", async () => {
    const server = await start();
    server.setState("sensor.listsync_main_available", "3");
    server.setState("sensor.listsync_main_theirs", "3");
    const ha = connect(server);
    const before = await open(ha, { transport: "states", deviceName: "Films" }, "shared.db");
    await shows(server, "binary_sensor.films_problem", "off");
    await poll(() => (server.states.has("sensor.listsync_main_available") ? undefined : true), "the old id");
    assert.ok(server.states.has("sensor.listsync_main_theirs"));
    await before.close(false);
    const after = await open(ha, { transport: "states" }, "shared.db");
    await shows(server, "binary_sensor.listsync_problem", "off");
    await poll(
      () => (ours(server).some(({ entity_id }) => entity_id.includes("films")) ? undefined : true),
      "the end of the old name",
    );
    assert.deepEqual([...before.errors, ...after.errors], []);
  });

  it("are back after a restart", async () => {
    const server = await start();
    const ha = connect(server);
    await open(ha, { transport: "states" });
    await shows(server, "binary_sensor.listsync_problem", "off");
    const restarted = server.restart({ downMs: 20, startingMs: 40 });
    await inState(ha, "disconnected");
    await restarted;
    await shows(server, "binary_sensor.listsync_problem", "off");
    await shows(server, "sensor.listsync_status", "idle");
  });

  it("do not take the place of somebody else's entity", async () => {
    const server = await start();
    server.setState("sensor.listsync_status", "somebody else's");
    server.world.registry.set("sensor.listsync_status", {
      platform: "mqtt",
      unique_id: "x",
      name: "Status",
    });
    const entities = await open(connect(server), { transport: "states" });
    await shows(server, "binary_sensor.listsync_problem", "off");
    assert.equal(server.states.get("sensor.listsync_status")?.state, "somebody else's");
    assert.match(String(entities.errors[0]?.message), /already has sensor\.listsync_status/);
  });

  it("are unavailable when the node ends, and gone when it is removed", async () => {
    const server = await start();
    const entities = await open(connect(server), { transport: "states" });
    await shows(server, "binary_sensor.listsync_problem", "off");
    await entities.close(false);
    assert.ok(ours(server).every(({ state }) => state === "unavailable"));
    assert.equal(server.states.get("sensor.listsync_status")?.attributes.friendly_name, "ListSync Status");
    const again = await open(connect(server), { transport: "states" });
    await shows(server, "binary_sensor.listsync_problem", "off");
    await again.close(true);
    assert.deepEqual(ours(server), []);
    assert.deepEqual([...entities.errors, ...again.errors], []);
  });

  it("are unavailable when the node ends, also one whose answer is under way", async () => {
    const server = await start();
    server.restFault = { delayMs: 40 };
    const entities = await open(connect(server), { transport: "states" });
    await poll(() => server.calls.find((call) => call.includes("_list_items")), "the call");
    await entities.close(false);
    assert.deepEqual(
      ours(server).map(({ entity_id, state }) => `${entity_id} ${state}`),
      ["status", "last_sync", "next_sync", "list_items"].map((key) => `sensor.listsync_${key} unavailable`),
    );
  });

  it("say that the token must be an administrator's, without a failed login", async () => {
    const server = await start();
    const entities = await open(connect(server, { token: server.userToken }), { transport: "states" });
    await poll(() => entities.errors[0], "the error");
    assert.equal(entities.errors[0]?.code, "ha-admin");
    assert.deepEqual([server.failedLogins, ours(server)], [0, []]);
  });
});

describe("the best transport there is", () => {
  const { start, connect } = homeAssistantPerTest();
  const open = entitiesPerTest(temporaryFolder());

  it("is the companion integration where Home Assistant has it", async () => {
    const server = await start({ companion: "4.2.3" });
    const entities = await open(connect(server));
    await shows(server, "number.listsync_request_limit", "0");
    assert.equal(entities.status().text, "companion");
  });

  it("is plain states where it does not", async () => {
    const server = await start();
    const entities = await open(connect(server));
    await shows(server, "binary_sensor.listsync_problem", "off");
    await poll(() => (entities.status().text === "states" ? true : undefined), "the status");
    assert.deepEqual(entities.errors, []);
    await entities.close(true);
    assert.deepEqual(ours(server), []);
  });

  it("takes what another way showed before along, and says what it cannot reach", async () => {
    const server = await start({ companion: "4.2.3" });
    const ha = connect(server);
    const before = await open(ha, { transport: "companion", homeAssistant: "home" }, "ways.db");
    await shows(server, "number.listsync_request_limit", "0");
    await before.close(false);
    const now = await open(ha, { transport: "states", homeAssistant: "home" }, "ways.db");
    await poll(
      () => (server.companion?.entities.size === 0 ? true : undefined),
      "the end of the companion's",
    );
    await shows(server, "binary_sensor.listsync_problem", "off");
    assert.ok(!server.states.has("number.listsync_request_limit"));
    await (await now.memory.store()).saveShownDevices("listsync_a1b2", [
      { way: "MQTT", via: "gone", where: "mqtt://old:1883" },
    ]);
    await now.close(false);
    const later = await open(ha, { transport: "states", homeAssistant: "home" }, "ways.db");
    await poll(() => later.errors[0], "the error");
    assert.match(String(later.errors[0]?.message), /"ListSync" could not be removed.*mqtt:\/\/old:1883/);
    await shows(server, "binary_sensor.listsync_problem", "off");
  });

  it("waits for a Home Assistant that is away, and then decides", async () => {
    const server = await start({ companion: "4.2.3" });
    await server.stop();
    const entities = await open(connect(server));
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(entities.status().fill, "yellow");
    await server.start();
    await shows(server, "number.listsync_request_limit", "0");
    assert.deepEqual(entities.errors, []);
  });
});

describe("events on the bus of Home Assistant", () => {
  const { start, connect } = homeAssistantPerTest();
  const open = entitiesPerTest(temporaryFolder());
  const fired = (server: HomeAssistantServer) =>
    server.events.filter(({ event_type }) => event_type.startsWith("listsync_"));

  it("tell of each request and of the end of a run", async () => {
    const server = await start();
    const entities = await open(connect(server), { transport: "states" });
    await entities.sync(["Heat"]);
    await poll(() => (fired(server).length === 2 ? true : undefined), "the events");
    const [requested, finished] = fired(server);
    assert.deepEqual(
      [requested?.event_type, requested?.data],
      [
        "listsync_item_requested",
        { profile: "Main", title: "Heat", year: 1999, tmdb_id: 1000, media_type: "movie", list: "top" },
      ],
    );
    assert.equal(finished?.event_type, "listsync_sync_finished");
    const { profile, requested: count, available, failed, duration } = finished?.data ?? {};
    assert.deepEqual([profile, count, available, failed, typeof duration], ["Main", 1, 0, 0, "number"]);
  });

  it("tell why a run failed", async () => {
    const server = await start();
    const entities = await open(connect(server), { transport: "states" });
    const run = await entities.runs.begin({ profile: "Main", trigger: "manual" });
    entities.runs.fail(run.id, { code: "server-key", message: "The key is refused." });
    const [event] = await poll(() => (fired(server).length > 0 ? fired(server) : undefined), "the event");
    assert.equal(event?.event_type, "listsync_sync_failed");
    assert.deepEqual([event?.data.profile, event?.data.error], ["Main", "The key is refused."]);
  });

  it("wait for a Home Assistant that restarts", async () => {
    const server = await start();
    const ha = connect(server);
    const entities = await open(ha, { transport: "states" });
    await inState(ha, "running");
    await server.stop();
    await inState(ha, "disconnected");
    await entities.sync(["Heat"]);
    await server.start("NOT_RUNNING");
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.deepEqual(fired(server), []);
    server.core = "RUNNING";
    await poll(() => (fired(server).length === 2 ? true : undefined), "the events");
    assert.deepEqual(entities.errors, []);
  });

  it("wait for a Home Assistant that is too busy to answer", async () => {
    const server = await start();
    const ha = connect(server, { timing: { requestMs: 30 } });
    const bus = createEventBus(ha, (error) => assert.fail(error), 20);
    await inState(ha, "running");
    server.silent.add("fire_event");
    bus.fire({ runId: "r1", id: "r1", type: "finished", data: { profile: "Main" } });
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.deepEqual(fired(server), []);
    server.silent.clear();
    await poll(() => fired(server)[0], "the event");
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(fired(server).length, 1);
    bus.close();
  });

  it("are refused to those who are no administrator, which is said once", async () => {
    const server = await start();
    const ha = connect(server, { token: server.userToken });
    const entities = await open(ha, { transport: "states" });
    await inState(ha, "running");
    await entities.sync(["Heat", "Dune"]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(entities.errors.filter(({ message }) => message.includes("fire_event")).length, 1);
  });

  it("fit into what Home Assistant keeps", async () => {
    const server = await start();
    const entities = await open(connect(server), { transport: "states" });
    const run = await entities.runs.begin({ profile: "Main", trigger: "manual" });
    entities.runs.fail(run.id, { code: "odd", message: "ä🎬".repeat(30_000) });
    const [event] = await poll(() => (fired(server).length > 0 ? fired(server) : undefined), "the event");
    assert.ok(Buffer.byteLength(JSON.stringify(event?.data)) < 32_768);
    await shows(server, "binary_sensor.listsync_problem", "on");
    const attributes = JSON.stringify(server.states.get("binary_sensor.listsync_problem")?.attributes);
    assert.ok(Buffer.byteLength(attributes) < 16_384);
  });
});
