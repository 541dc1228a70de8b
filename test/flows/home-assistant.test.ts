import assert from "node:assert/strict";
import type { HomeAssistantServer } from "../servers/home-assistant/start-home-assistant.ts";
import { discoveryFaults } from "../support/check-discovery.ts";
import { availabilityIn, discoveryIn, statesIn } from "../support/mqtt.ts";
import { deploy } from "../support/node-red-process.ts";
import { poll } from "../support/poll.ts";
import type { FlowNode } from "./full-sync.ts";
import {
  entryOf,
  FILMS,
  type HomeAssistantWorld,
  type HomeAssistantWorldOptions,
  startHomeAssistantWorld,
} from "./home-assistant-flow.ts";

const UNKNOWN = { summary: "No Such Film of Mine (2031)" };
const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));

describe('The example "Home Assistant sync with device, button and to-do list"', function () {
  this.timeout(90_000);
  let world: HomeAssistantWorld;
  afterEach(() => world?.close());

  /** @param arrange what Home Assistant knows before Node-RED is started */
  async function run(
    options: HomeAssistantWorldOptions = {},
    arrange: (ha: HomeAssistantServer) => void = () => {},
  ): Promise<HomeAssistantWorld> {
    world = await startHomeAssistantWorld(options);
    arrange(world.ha);
    await world.start();
    await online();
    return world;
  }
  const watchlist = () => world.ha.todo("todo.watchlist");
  const open = () => watchlist().items.filter(({ status }) => status === "needs_action");
  const available = (wanted: string) =>
    poll(
      () => (availabilityIn(world.broker) === wanted ? true : undefined),
      `availability ${wanted}`,
      15_000,
    );
  const online = async () => {
    await available("online");
    await poll(() => statesIn(world.broker), "states");
  };
  const told = (type: string) => world.ha.events.filter(({ event_type }) => event_type === type);
  const ticked = (count: number) =>
    poll(
      () => (watchlist().items.length - open().length >= count ? true : undefined),
      `${count} ticks`,
      30_000,
    );
  const listening = (type: string, withinMs = 10_000) =>
    poll(
      () => (world.ha.received.some(({ message }) => message.type === type) ? true : undefined),
      `a subscription ${type}`,
      withinMs,
    );

  it("is a device that Home Assistant takes, whose button starts a run that can be watched and that ticks off", async () => {
    const [film] = FILMS;
    assert.ok(film);
    const { broker, ha, command, shows, summaries, errors, requested } = await run({}, (ha) => {
      ha.todo("todo.watchlist").add({ ...entryOf(film), description: "Sean wants it" });
      ha.todo("todo.watchlist").add(UNKNOWN);
    });
    const { topic, config } = discoveryIn(broker) ?? assert.fail();
    assert.deepEqual(discoveryFaults(topic, { ...config }, statesIn(broker) ?? {}), []);
    assert.equal(config.device.name, "ListSync");

    const before = broker.published.length;
    await command("sync", "PRESS");
    await summaries(1);

    const { last_request, requested_total, list_items, problem } = await shows({ status: "idle" });
    assert.deepEqual([last_request, requested_total, list_items, problem], [film.title, 1, 2, "OFF"]);
    const seen = broker.published.slice(before).flatMap(({ topic: of, payload }) => {
      return of === config.components.status?.state_topic ? [JSON.parse(payload).status] : [];
    });
    assert.ok(seen.includes("syncing"), seen.join());
    assert.deepEqual(requested(), [film.tmdbId]);

    const [done, left] = watchlist().items;
    assert.deepEqual([done?.status, done?.description], ["completed", "Sean wants it"]);
    assert.equal(left?.status, "needs_action");
    assert.match(left?.description ?? "", /^ListSync: /);
    assert.deepEqual(
      told("listsync_sync_finished").map(({ data }) => [data.requested, data.trigger, data.dry_run]),
      [[1, "home-assistant", false]],
    );
    assert.deepEqual(
      told("listsync_item_requested").map(({ data }) => [data.title, data.tmdb_id, data.list]),
      [[film.title, film.tmdbId, "Watchlist"]],
    );
    assert.deepEqual([errors(), ha.connections, ha.failedLogins], [[], 1, 0]);
  });

  it("runs without a press when somebody adds to the list, and once for what it writes there itself", async () => {
    const { summaries, requested, errors } = await run();
    await listening("todo/item/subscribe");
    for (const film of FILMS.slice(0, 3)) watchlist().add(entryOf(film));
    watchlist().add(UNKNOWN);
    await summaries(1);
    await ticked(3);
    await seconds(1);
    assert.equal((await summaries(1)).length, 1);
    assert.equal(requested().length, 3);
    assert.deepEqual(errors(), []);
  });

  it("is pressed and told over the websocket: an input button, and an event with a list and a dry run", async () => {
    const button = "input_button.sync_films";
    const { ha, summaries, requested, errors, shows } = await run(
      {
        change(nodes) {
          const event = nodes.find(({ id }) => id === "ha-sync-event") as FlowNode;
          event.anyList = true;
          nodes.push({ ...event, id: "ha-sync-pressed", kind: "entity", entities: button });
        },
      },
      (ha) => {
        ha.setState(button, "unknown");
        ha.todo("todo.watchlist").add(entryOf(FILMS[0] ?? assert.fail()));
      },
    );
    await listening("subscribe_events");
    await listening("subscribe_entities");

    ha.fire("listsync_sync", { lists: ["https://mdblist.com/lists/linda/films"], dry_run: true });
    assert.match((await summaries(1))[0] ?? "", /4 titles would be requested/);
    assert.deepEqual(requested(), []);
    await shows({ list_items: 4, requested: 0, status: "idle" });

    ha.fire("listsync_sync", { lists: "https://mdblist.com/lists/linda/films", dry_run: "perhaps" });
    ha.fire("listsync_sync", { profile: "Another flow's" });
    ha.press(button);
    await summaries(2);
    await ticked(1);
    assert.deepEqual(requested(), [FILMS[0]?.tmdbId]);
    assert.equal(errors().length, 1);
    assert.match(errors()[0] ?? "", /dry_run of the event must be true or false; it is "perhaps"/);
    assert.equal(told("listsync_sync_finished").length, 2);
  });

  it("ends everything right when Home Assistant restarts in the middle of a run", async () => {
    const films = FILMS.slice(0, 8);
    const { ha, server, command, summaries, requested, errors, shows } = await run({}, (ha) => {
      for (const film of films) ha.todo("todo.watchlist").add(entryOf(film));
    });
    server.latency["POST /request"] = 150;
    const ended = summaries(1);
    await command("sync", "PRESS");
    await poll(() => (server.requests.length > 0 ? true : undefined), "a request");
    await ha.restart({ downMs: 2_500, startingMs: 1_500 });
    await ended;
    await ticked(films.length);
    assert.deepEqual(requested().sort(), films.map(({ tmdbId }) => tmdbId).sort());
    await shows({ status: "idle", requested: films.length, problem: "OFF" });
    await poll(() => told("listsync_sync_finished")[0], "the event");
    assert.equal(told("listsync_item_requested").length, films.length);

    // and it is followed again
    watchlist().add(entryOf(FILMS[9] ?? assert.fail()));
    await ticked(films.length + 1);
    assert.deepEqual([errors(), ha.peak, ha.failedLogins], [[], 1, 0]);
  });

  it("waits for a Home Assistant that is away at the start, with the device shown meanwhile", async () => {
    world = await startHomeAssistantWorld({ listening: false });
    const { ha, command, shows, requested, errors } = await world.start().then(() => world);
    watchlist().add(entryOf(FILMS[0] ?? assert.fail()));
    await online();
    await command("sync", "PRESS");
    await shows({ status: "syncing" });

    // the run that was pressed for goes on by itself, and from then on everything is listened to
    await ha.start();
    await ticked(1);
    await shows({ status: "idle", problem: "OFF", requested: 1 });
    assert.deepEqual([requested(), errors()], [[FILMS[0]?.tmdbId], []]);
    await listening("todo/item/subscribe", 40_000);
    watchlist().add(entryOf(FILMS[1] ?? assert.fail()));
    await ticked(2);
  });

  it("turns unavailable when Node-RED is killed, and comes back as the same device with what was set", async () => {
    const { broker, nodeRed, command, shows, summaries, requested } = await run({}, (ha) => {
      ha.todo("todo.watchlist").add(entryOf(FILMS[0] ?? assert.fail()));
    });
    const { topic, config } = discoveryIn(broker) ?? assert.fail();
    await command("auto", "OFF");
    await command("limit", "7");
    await command("sync", "PRESS");
    await shows({ auto: "OFF", limit: 7, requested_total: 1, status: "idle" });
    await nodeRed.stop("SIGKILL");
    await available("offline");
    watchlist().add(entryOf(FILMS[1] ?? assert.fail()));

    const again = await world.start();
    await online();
    const { components } = discoveryIn(broker)?.config ?? assert.fail();
    assert.deepEqual([discoveryIn(broker)?.topic, components], [topic, config.components]);
    await shows({ auto: "OFF", limit: 7, requested_total: 1 });
    await again.inject("ha-sync-schedule");
    await seconds(1);
    const scheduled = () => again.log().includes("[debug:Summary]");
    assert.deepEqual([scheduled(), requested()], [false, [FILMS[0]?.tmdbId]]);
    await command("sync", "PRESS");
    await summaries(1);
    assert.deepEqual(requested(), [FILMS[0]?.tmdbId, FILMS[1]?.tmdbId]);
  });

  it("stays the same device with every deployment, and says good-bye when Node-RED is stopped", async () => {
    const { broker, nodeRed, command, shows, ha } = await run();
    const { topic } = discoveryIn(broker) ?? assert.fail();
    await command("auto", "OFF");
    await shows({ auto: "OFF" });
    for (const type of ["full", "flows", "full"]) {
      const flows = (await (await fetch(`${nodeRed.url}/flows`)).json()) as FlowNode[];
      if (type === "flows") {
        for (const node of flows) if (node.type === "sync-entities") node.name = "Renamed";
      }
      await deploy(nodeRed, flows, type);
      await online();
      await shows({ auto: "OFF" });
    }
    assert.equal(discoveryIn(broker)?.topic, topic);
    await poll(() => (ha.connections === 1 ? true : undefined), "one connection");
    assert.equal(ha.peak, 1);
    await nodeRed.stop();
    assert.equal(availabilityIn(broker), "offline");
    await world.start();
    await online();
    await shows({ auto: "OFF" });
  });

  it("tries a token that was revoked once, keeps the device, and goes on with what needs no token", async () => {
    const { ha, command, nodeRed, shows } = await run();
    await listening("todo/item/subscribe");
    ha.revoke();
    await poll(() => (ha.failedLogins > 0 ? true : undefined), "a failed login", 15_000);
    await command("sync", "PRESS");
    await nodeRed.waitForLog(/\[debug:Errors\].*token/, 20_000);
    await shows({ problem: "ON" });
    await command("limit", "3");
    await shows({ limit: 3 });
    await seconds(4);
    assert.deepEqual([ha.failedLogins, ha.connections], [1, 0]);
  });

  it("does with the token of a user who is no administrator what it may, and says what it may not", async () => {
    const { ha, command, summaries, errors, requested } = await run(
      { token: "user-long-lived-token" },
      (ha) => {
        ha.todo("todo.watchlist").add(entryOf(FILMS[0] ?? assert.fail()));
      },
    );
    await command("sync", "PRESS");
    await summaries(1);
    await ticked(1);
    await listening("todo/item/subscribe");
    watchlist().add(entryOf(FILMS[1] ?? assert.fail()));
    await ticked(2);
    assert.equal(requested().length, 2);
    assert.ok(errors().length > 0 && errors().length <= 2, errors().join("\n"));
    for (const error of errors()) assert.match(error, /administrator/);
    assert.equal(ha.failedLogins, 0);
    assert.deepEqual(ha.log, [], "nothing in Home Assistant's log is ours");
  });
});

describe('The example "Home Assistant events"', function () {
  this.timeout(60_000);
  let world: HomeAssistantWorld;
  afterEach(() => world?.close());

  const status = "sensor.listsync_status";
  for (const [what, options] of [
    ["bare", {}],
    ["with the companion integration", { companion: "4.2.3" }],
  ] as const)
    it(`syncs the one list that an event names, dry or not, and tells of it, in a Home Assistant ${what}`, async () => {
      world = await startHomeAssistantWorld({ example: "Home Assistant events", ...options });
      const { ha, summaries, errors, requested } = world;
      const finished = () => ha.events.filter(({ event_type }) => event_type === "listsync_sync_finished");
      await world.start();
      await poll(() => ha.states.get(status), status);
      await poll(
        () => ha.received.find(({ message }) => message.event_type === "listsync_sync"),
        "listening",
      );
      const list = "https://mdblist.com/lists/linda/films";

      ha.fire("listsync_sync", { list, dry_run: true });
      await summaries(1);
      assert.deepEqual(requested(), []);
      const [dry] = await poll(() => (finished().length === 1 ? finished() : undefined), "the first event");
      assert.deepEqual([dry?.data.dry_run, dry?.data.requested, dry?.data.total], [true, 0, 4]);

      ha.fire("listsync_sync", { list, limit: 3, requester: "" });
      await summaries(2);
      assert.equal(requested().length, 3);
      const [, wet] = await poll(
        () => (finished().length === 2 ? finished() : undefined),
        "the second event",
      );
      assert.deepEqual([wet?.data.dry_run, wet?.data.requested, wet?.data.profile], [false, 3, "Main"]);
      assert.match(String(wet?.data.text), /3 titles requested/);
      await poll(() => (ha.states.get(status)?.state === "idle" ? true : undefined), "idle");
      assert.deepEqual([errors(), ha.peak, ha.failedLogins], [[], 1, 0]);
    });
});
