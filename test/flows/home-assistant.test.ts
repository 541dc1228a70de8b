import assert from "node:assert/strict";
import type { HomeAssistantServer } from "../servers/home-assistant/start-home-assistant.ts";
import { discoveryFaults } from "../support/check-discovery.ts";
import { availabilityIn, discoveryIn, statesIn } from "../support/mqtt.ts";
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
  const listening = (type: string, ha: HomeAssistantServer = world.ha) =>
    poll(
      () => (ha.received.some(({ message }) => message.type === type) ? true : undefined),
      `a subscription ${type}`,
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
    assert.match(errors()[0] ?? "", /dry_run of the event is "perhaps"/);
    assert.equal(told("listsync_sync_finished").length, 2);
  });
});
