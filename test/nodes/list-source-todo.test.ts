import assert from "node:assert/strict";
import type { OutcomeStatus } from "../../src/items/item.ts";
import type { HomeAssistantServer } from "../servers/home-assistant/start-home-assistant.ts";
import { TODO_FEATURE } from "../servers/home-assistant/todo-list.ts";
import { flowNodes } from "../support/flow-nodes.ts";
import { homeAssistantPerTest } from "../support/home-assistant.ts";
import { poll, type RunningFlow } from "../support/node-red.ts";
import { errorOf, itemOf, syncOf } from "../support/overseerr-flow.ts";
import { servedFlowPerTest } from "../support/served-flow.ts";

const LIST = "todo.watchlist";

describe("list-source with a to-do list of Home Assistant", () => {
  const startFlow = servedFlowPerTest();
  const { start } = homeAssistantPerTest();

  async function syncing(server: HomeAssistantServer, properties: Record<string, unknown> = {}) {
    const flow = await startFlow(
      [
        flowNodes.homeAssistant({ url: server.url }),
        flowNodes.database(),
        flowNodes.source({
          database: "database",
          homeAssistant: "home",
          writeBack: true,
          lists: [{ enabled: true, provider: "detect", list: LIST }],
          ...properties,
        }),
        flowNodes.sink("items"),
        flowNodes.state(),
        flowNodes.sink("answers"),
        flowNodes.sink("summaries"),
        flowNodes.webhook({ access: "token", wires: [[], []] }),
        flowNodes.entities({ transport: "states", homeAssistant: "home", wires: [[], []] }),
        ...flowNodes.errors(),
      ],
      { credentials: { home: { token: server.token }, webhook: { secret: "a secret" } } },
    );
    // from now on it sees what goes wrong
    flow.sink("errors");
    return flow;
  }

  /** Runs a sync in which every title fares as `outcomes` says by its name. */
  async function run(flow: RunningFlow, outcomes: Record<string, [OutcomeStatus, string?]>, msg = {}) {
    const before = flow.sink("items").messages.length;
    flow.send("source", msg);
    const wanted = Object.keys(outcomes).length;
    const messages = (await flow.sink("items").count(before + wanted)).slice(before);
    for (const message of messages) {
      const item = itemOf(message);
      const [status, reason] = outcomes[item.title] ?? ["skipped"];
      flow.send("state", {
        ...message,
        payload: {
          ...item,
          outcome: { status, at: new Date().toISOString(), ...(reason !== undefined && { reason }) },
        },
      });
    }
    await flow.sink("summaries").count(flow.sink("summaries").messages.length + 1);
    return messages;
  }

  const fates = {
    Dune: ["requested"],
    Heat: ["already_available"],
    Alien: ["ambiguous", "Three films have this name."],
    Nonsense: ["not_found"],
  } satisfies Record<string, [OutcomeStatus, string?]>;

  it("ticks off what was requested or is there, and writes into the others why not", async () => {
    const server = await start();
    const todo = server.todo(LIST);
    for (const summary of Object.keys(fates)) todo.add({ summary });
    todo.update("Alien", { description: "the old one" });
    const flow = await syncing(server);
    const messages = await run(flow, fates);
    assert.equal(syncOf(messages[0]).lists?.[0]?.name, "Watchlist");
    await poll(() => todo.find("Nonsense")?.description ?? undefined, "the reason in the last entry");
    const entries = todo.items.map(({ summary, status, description }) => [summary, status, description]);
    assert.deepEqual(entries, [
      ["Dune", "completed", null],
      ["Heat", "completed", null],
      ["Alien", "needs_action", "the old one\nListSync: Three films have this name."],
      [
        "Nonsense",
        "needs_action",
        "ListSync: The server has no such title. Add the year, or an id such as tt0133093.",
      ],
    ]);

    // what was written does not make another title of it, and is not written again
    const calls = server.services.length;
    await run(flow, { Alien: fates.Alien, Nonsense: fates.Nonsense });
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(server.services.length, calls);
  });

  it("ticks off only what is available, as the server tells, where that is wanted", async () => {
    const server = await start();
    const todo = server.todo(LIST);
    for (const summary of Object.keys(fates)) todo.add({ summary });
    const flow = await syncing(server, { tickWhen: "available" });
    await run(flow, fates);
    await poll(() => todo.find("Nonsense")?.description ?? undefined, "the reason in the last entry");
    const states = () => todo.items.map(({ summary, status }) => [summary, status]);
    assert.deepEqual(states(), [
      ["Dune", "needs_action"],
      ["Heat", "completed"],
      ["Alien", "needs_action"],
      ["Nonsense", "needs_action"],
    ]);
    const tell = async (movie: object) => {
      const answer = await fetch(`${flow.url}/listsync`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer a secret" },
        body: JSON.stringify({ eventType: "Download", instanceName: "Radarr", movie }),
      });
      assert.equal(answer.status, 200);
    };
    await tell({ title: "Heat 2", year: 2027, tmdbId: 7 });
    await tell({ title: "Dune", year: 2021, tmdbId: 438631 });
    await poll(() => todo.find("Dune")?.status === "completed" || undefined, "the tick");
    assert.equal(todo.find("Alien")?.status, "needs_action");
    const told = () =>
      server.received.flatMap(({ message }) =>
        message.event_type === "listsync_item_available"
          ? [message.event_data as Record<string, unknown>]
          : [],
      );
    await poll(() => told().length > 1 || undefined, "the events");
    assert.deepEqual(
      told().map(({ profile, title, tmdb_id, list, by }) => [profile, title, tmdb_id, list, by]),
      [
        ["Main", "Heat 2", 7, null, "Radarr"],
        ["Main", "Dune", 438631, "Watchlist", "Radarr"],
      ],
    );
  });

  it("looks at the list once for all of its entries", async () => {
    const server = await start();
    const todo = server.todo(LIST);
    const names = Array.from({ length: 20 }, (_, index) => `Film ${index} of many`);
    for (const summary of names) todo.add({ summary });
    const flow = await syncing(server);
    await run(flow, Object.fromEntries(names.map((name) => [name, ["requested"] as [OutcomeStatus]])));
    await poll(() => todo.items.every(({ status }) => status === "completed") || undefined, "the ticks");
    const looks = server.received.filter(({ message }) => message.type === "todo/item/list").length;
    // one to read it, one to write to it, and one more for every second that this took
    assert.ok(looks <= 4, `${looks} looks`);
    assert.equal(server.services.length, 20);
  });

  it("does not take what it ticked off for something that left the list", async () => {
    const server = await start();
    for (const summary of ["Dune", "Heat", "Alien"]) server.todo(LIST).add({ summary });
    const flow = await syncing(server, { wires: [["items"], ["answers"]] });
    await run(flow, { Dune: ["requested"], Heat: ["requested"], Alien: ["requested"] });
    await poll(
      () => server.todo(LIST).items.every(({ status }) => status === "completed") || undefined,
      "ticks",
    );
    const before = flow.sink("answers").messages.length;
    await run(flow, {});
    assert.equal(flow.sink("answers").messages.length, before);
  });

  for (const [what, properties, msg] of [
    ["in a dry run", {}, { dryRun: true }],
    ["when that is not wanted", { writeBack: false }, {}],
  ] as const)
    it(`writes nothing ${what}`, async () => {
      const server = await start();
      server.todo(LIST).add({ summary: "Dune" });
      const flow = await syncing(server, properties);
      await run(flow, { Dune: [what === "in a dry run" ? "would_request" : "requested"] }, msg);
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.deepEqual(server.services, []);
    });

  it("leaves a list alone that can do neither", async () => {
    const server = await start();
    server.todo(LIST, { features: TODO_FEATURE.create }).add({ summary: "Dune" });
    const flow = await syncing(server);
    await run(flow, { Dune: ["requested"] });
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(server.services, []);
    assert.deepEqual(flow.sink("errors").messages, []);
  });

  it("takes it calmly when somebody changes the list during the run", async () => {
    const server = await start();
    const todo = server.todo(LIST);
    for (const summary of ["Dune", "Heat"]) todo.add({ summary });
    const flow = await syncing(server);
    flow.send("source", {});
    const messages = await flow.sink("items").count(2);
    todo.remove("Dune");
    todo.add({ summary: "Fargo" });
    for (const message of messages)
      flow.send("state", {
        ...message,
        payload: { ...itemOf(message), outcome: { status: "requested", at: new Date().toISOString() } },
      });
    await poll(() => todo.find("Heat")?.status === "completed" || undefined, "the tick");
    assert.equal(todo.find("Fargo")?.status, "needs_action");
    assert.deepEqual(flow.sink("errors").messages, []);
  });

  it("tells a Catch node when it cannot write, and loses nothing for it", async () => {
    const server = await start();
    server.todo(LIST).add({ summary: "Dune" });
    const flow = await syncing(server);
    server.refuse.add("call_service");
    await run(flow, { Dune: ["requested"] });
    const [msg] = await flow.sink("errors").count(1);
    assert.match(errorOf(msg).message, /Home Assistant/);
    server.refuse.clear();
    await run(flow, { Dune: ["already_requested"] });
    await poll(() => server.todo(LIST).find("Dune")?.status === "completed" || undefined, "the tick");
  });

  it("asks for a Home Assistant when none is chosen", async () => {
    const server = await start();
    const flow = await syncing(server, { homeAssistant: "" });
    flow.send("source", {});
    const [msg] = await flow.sink("errors").count(1);
    assert.match(errorOf(msg).message, /choose your Home Assistant/);
  });
});
