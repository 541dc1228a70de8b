import assert from "node:assert/strict";
import type { HomeAssistantServer } from "../../../servers/home-assistant/start-home-assistant.ts";
import { entitiesPerTest } from "../../../support/entities.ts";
import { homeAssistantPerTest, inState } from "../../../support/home-assistant.ts";
import { poll } from "../../../support/poll.ts";
import { temporaryFolder } from "../../../support/state-samples.ts";

describe("companion transport", () => {
  const { start, connect } = homeAssistantPerTest();
  const open = entitiesPerTest(temporaryFolder());

  const stateOf = (server: HomeAssistantServer, id: string) => server.states.get(id)?.state;
  const shows = (server: HomeAssistantServer, id: string, state: string) =>
    poll(() => (stateOf(server, id) === state ? true : undefined), `${id} ${state}`);
  async function showing(config = {}) {
    const server = await start({ companion: "4.2.3" });
    const ha = connect(server);
    const entities = await open(ha, { transport: "companion", ...config });
    await shows(server, "number.listsync_request_limit", "0");
    return { server, ha, entities };
  }

  it("shows a device with everything but the event, named with the device's name", async () => {
    const { server, entities } = await showing();
    const shown = [...(server.companion?.entities.values() ?? [])];
    assert.equal(shown.length, 14);
    assert.ok(shown.every(({ config }) => String(config.name).startsWith("ListSync ")));
    assert.ok(shown.every(({ deviceId }) => deviceId === "listsync_a1b2"));
    assert.equal(server.companion?.devices.get("listsync_a1b2")?.name, "ListSync");
    assert.deepEqual(
      ["sensor.listsync_status", "sensor.listsync_total_requests", "binary_sensor.listsync_problem"].map(
        (id) => stateOf(server, id),
      ),
      ["idle", "0", "off"],
    );
    assert.equal(stateOf(server, "sensor.listsync_last_sync"), "unknown");
    assert.deepEqual(entities.status(), { fill: "green", shape: "dot", text: "companion" });
    assert.deepEqual(entities.errors, []);
  });

  it("follows a run", async () => {
    const { server, entities } = await showing();
    await entities.sync(["Heat", 'The "Matrix" 🎬']);
    await shows(server, "sensor.listsync_last_request", 'The "Matrix" 🎬');
    await shows(server, "sensor.listsync_list_items", "2");
    await shows(server, "sensor.listsync_status", "idle");
    assert.equal(server.states.get("sensor.listsync_last_request")?.attributes.tmdb_id, 1001);
  });

  it("does what is pressed and switched", async () => {
    const { server, entities } = await showing();
    server.press("button.listsync_sync_now");
    await poll(() => entities.pressed[0], "the press");
    server.service("switch", "turn_off", "switch.listsync_automatic_sync");
    await shows(server, "switch.listsync_automatic_sync", "off");
    server.service("number", "set_value", "number.listsync_request_limit", { value: 12 });
    await shows(server, "number.listsync_request_limit", "12");
    assert.deepEqual(await entities.runs.settings("Main"), { automatic: false, requestLimit: 12 });
    assert.deepEqual(
      entities.changed.map(({ topic, payload }) => [topic, payload]),
      [
        ["automatic", false],
        ["limit", 12],
      ],
    );
  });

  it("announces everything again after a restart, with what happened meanwhile, and each button once", async () => {
    const { server, ha, entities } = await showing();
    await server.stop();
    await inState(ha, "disconnected");
    assert.equal(entities.status().text, "companion: waiting");
    await entities.runs.setSettings("Main", { requestLimit: 7 });
    server.companion?.forget(server.world);
    assert.equal(stateOf(server, "sensor.listsync_status"), "unavailable");
    await server.start();
    await shows(server, "number.listsync_request_limit", "7");
    await shows(server, "sensor.listsync_status", "idle");
    await poll(
      () =>
        server.companion?.entities.get("nodered-listsync_a1b2-listsync_a1b2_sync")?.send ? true : undefined,
      "the button",
    );
    server.press("button.listsync_sync_now");
    await poll(() => entities.pressed[0], "the press");
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(entities.pressed.length, 1);
    assert.deepEqual(entities.errors, []);
  });

  it("shows what happened while only the connection was gone", async () => {
    const { server, ha, entities } = await showing();
    await server.stop();
    await inState(ha, "disconnected");
    await entities.sync(["Heat"]);
    await server.start();
    await shows(server, "sensor.listsync_last_request", "Heat");
    await shows(server, "sensor.listsync_requested_last_sync", "1");
    assert.equal(server.states.get("sensor.listsync_last_request")?.attributes.tmdb_id, 1000);
  });

  it("ends with what is being announced: nobody is left who hears a press", async () => {
    const server = await start({ companion: "4.2.3" });
    const ha = connect(server);
    let closed: Promise<void> | undefined;
    const entities = await open(ha, { transport: "companion" });
    server.onCommand = ({ component, node_id }) => {
      // all sensors are announced; button, switch and number come next
      if (component === "binary_sensor" && String(node_id).endsWith("_problem"))
        closed ??= entities.close(false);
    };
    await poll(() => closed !== undefined, "the end");
    await closed;
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(server.companion?.entities.get("nodered-listsync_a1b2-listsync_a1b2_sync")?.send, undefined);
    assert.deepEqual(entities.errors, []);
  });

  it("ends in time though Home Assistant does not answer any more", async () => {
    const server = await start({ companion: "4.2.3" });
    const ha = connect(server, { timing: { requestMs: 60_000 } });
    server.silent.add("nodered/discovery");
    const entities = await open(ha, { transport: "companion" });
    await poll(() => server.received.find(({ message }) => message.type === "nodered/discovery"), "it");
    const before = performance.now();
    await entities.close(false);
    assert.ok(performance.now() - before < 1000);
  });

  it("announces everything again when the integration was reloaded", async () => {
    const { server, entities } = await showing();
    server.companion?.forget(server.world);
    server.fire("nodered", { type: "loaded", version: "4.2.3" });
    await shows(server, "sensor.listsync_status", "idle");
    await shows(server, "switch.listsync_automatic_sync", "on");
    server.press("button.listsync_sync_now");
    await poll(() => entities.pressed[0], "the press");
    assert.equal(entities.pressed.length, 1);
  });

  it("leaves nothing to press behind when Node-RED stops, also if Home Assistant knows it since then only", async () => {
    const { server, entities } = await showing();
    server.press("button.listsync_sync_now");
    await poll(() => entities.pressed[0], "the press");
    await entities.close(false);
    for (const id of [
      "button.listsync_sync_now",
      "switch.listsync_automatic_sync",
      "number.listsync_request_limit",
    ])
      await shows(server, id, "unavailable");
    assert.equal(entities.pressed.length, 1);
    assert.equal(stateOf(server, "sensor.listsync_status"), "idle");
  });

  it("removes device and entities with the node", async () => {
    const { server, entities } = await showing();
    await entities.close(true);
    assert.equal(server.companion?.devices.size, 0);
    assert.deepEqual(
      [...server.states.keys()].filter((id) => id.includes("listsync")),
      [],
    );
    assert.deepEqual(
      [...server.world.registry.keys()].filter((id) => id.includes("listsync")),
      [],
    );
    assert.deepEqual(entities.errors, []);
  });

  it("is there again when the node comes back: disabled and enabled, or deleted and undone", async () => {
    const { server, ha, entities } = await showing();
    await entities.close(true);
    assert.equal(server.states.has("sensor.listsync_status"), false);
    const again = await open(ha, { transport: "companion" });
    await shows(server, "sensor.listsync_status", "idle");
    await shows(server, "number.listsync_request_limit", "0");
    server.press("button.listsync_sync_now");
    await poll(() => again.pressed[0], "the press");
    const reloads = server.services.filter(({ service }) => service === "reload_config_entry");
    assert.equal(reloads.length, 1);
    assert.deepEqual(again.errors, []);
  });

  it("says how to install the integration where it is missing, once", async () => {
    const server = await start();
    const entities = await open(connect(server), { transport: "companion" });
    await poll(() => entities.errors[0], "the error");
    await entities.runs.setSettings("Main", { requestLimit: 1 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(
      entities.errors.map(({ code }) => code),
      ["ha-unknown-command"],
    );
    assert.match(String(entities.errors[0]?.message), /HACS/);
    assert.deepEqual(entities.status(), { fill: "red", shape: "ring", text: "unknown HA command" });
  });

  it("says that the token must be an administrator's", async () => {
    const server = await start({ companion: "4.2.3" });
    const entities = await open(connect(server, { token: server.userToken }), { transport: "companion" });
    await poll(() => entities.errors[0], "the error");
    assert.ok(entities.errors.every(({ code }) => code === "ha-admin"));
    assert.match(String(entities.errors[0]?.message), /administrator/);
    assert.equal(entities.status().text, "needs administrator");
  });

  for (const transport of ["auto", "companion", "states"])
    it(`says by its status that the token is refused (${transport})`, async () => {
      const server = await start({ companion: "4.2.3" });
      const entities = await open(connect(server, { token: "wrong" }), { transport });
      await poll(() => entities.errors[0], "the error");
      assert.equal(entities.status().text, "token rejected");
      assert.equal(server.failedLogins, 1);
    });
});
