import assert from "node:assert/strict";
import { createTodoLists } from "../../../../src/home-assistant/todo/todo-lists.ts";
import { pause } from "../../../../src/http/pause.ts";
import { TODO_FEATURE } from "../../../servers/home-assistant/todo-list.ts";
import { coded, homeAssistantPerTest } from "../../../support/home-assistant.ts";

const { create, update, description } = TODO_FEATURE;

describe("to-do lists of Home Assistant", () => {
  const { start, connect } = homeAssistantPerTest();

  async function watchlist(options: { features?: number; token?: "user"; pauseMs?: number } = {}) {
    const server = await start();
    const list = server.todo("todo.watchlist", { name: "Watchlist", features: options.features ?? 127 });
    const ha = connect(server, options.token ? { token: server.userToken } : {});
    const written = () => server.services.filter(({ service }) => service === "update_item").length;
    return { server, list, written, ha, lists: createTodoLists(ha, { pauseMs: 5, ...options }) };
  }

  it("gives the open entries of a list, and its name", async () => {
    const { list, lists } = await watchlist({ token: "user" });
    list.add({ summary: "Dune (2021)" });
    list.add({ summary: "Heat (1995)", status: "completed" });
    list.add({ summary: "tv: Dark", description: "season 1" });
    assert.deepEqual(await lists.open("todo.watchlist"), {
      name: "Watchlist",
      items: [
        { uid: "item-1", summary: "Dune (2021)", status: "needs_action" },
        { uid: "item-3", summary: "tv: Dark", description: "season 1", status: "needs_action" },
      ],
    });
  });

  it("gives entries without a word too, so that the others are not lost for them", async () => {
    const { list, lists } = await watchlist();
    list.add({ summary: null as unknown as string });
    list.add({ summary: "Dune" });
    const { items } = await lists.open("todo.watchlist");
    assert.deepEqual(
      items.map(({ summary }) => summary),
      ["", "Dune"],
    );
  });

  it("does not take its own words for the person's", async () => {
    const { list, lists } = await watchlist();
    list.add({ summary: "Dune", description: "2021\nListSync: several titles fit" });
    list.add({ summary: "Heat", description: "ListSync: not found" });
    const { items } = await lists.open("todo.watchlist");
    assert.deepEqual(
      items.map((item) => item.description),
      ["2021", undefined],
    );
  });

  it("says which list is not there", async () => {
    const { lists } = await watchlist();
    for (const id of ["todo.films", "sensor.films", "", "todo.a/../../config"])
      await assert.rejects(lists.open(id), coded("ha-not-found"));
    await assert.rejects(
      lists.open("todo.films"),
      /does not have the to-do list "todo\.films".*Choose the list again/,
    );
  });

  it("does not take a list that fails for an empty one", async () => {
    const { list, lists } = await watchlist();
    list.add({ summary: "Dune (2021)" });
    list.setAvailable(false);
    await assert.rejects(lists.open("todo.watchlist"), coded("ha-not-running"));
  });

  it("completes an entry that is done, and takes the reason away that it was not", async () => {
    const { list, lists } = await watchlist();
    const { uid } = list.add({ summary: "Dune (2021)", description: "with Anna\nListSync: not released" });
    assert.equal(await lists.writing("todo.watchlist").write(uid, { done: true, text: "" }), "completed");
    assert.deepEqual([list.find(uid)?.status, list.find(uid)?.description], ["completed", "with Anna"]);
  });

  it("writes the reason into the description of one that is not, and keeps the person's words", async () => {
    const { list, lists, written } = await watchlist();
    const { uid } = list.add({ summary: "Dune", description: "with Anna\n\nin IMAX" });
    const say = (text: string) => lists.writing("todo.watchlist").write(uid, { done: false, text });
    assert.equal(await say("several titles fit"), "described");
    assert.equal(list.find(uid)?.description, "with Anna\n\nin IMAX\nListSync: several titles fit");
    assert.equal(await say("not\nfound"), "described");
    assert.equal(list.find(uid)?.description, "with Anna\n\nin IMAX\nListSync: not found");
    assert.equal(await say("not found"), "described");
    assert.equal(written(), 2);
    assert.equal(list.find(uid)?.status, "needs_action");
  });

  for (const [what, features, outcome] of [
    ["completes where descriptions cannot be written", create | update, ["completed", "unsupported"]],
    ["writes nothing where entries cannot be changed", create | description, ["unsupported", "unsupported"]],
  ] as const) {
    it(what, async () => {
      const { list, lists } = await watchlist({ features });
      const { uid } = list.add({ summary: "Heat" });
      const other = list.add({ summary: "Dune" });
      assert.deepEqual(
        [
          await lists.writing("todo.watchlist").write(uid, { done: true, text: "" }),
          await lists.writing("todo.watchlist").write(other.uid, { done: false, text: "not found" }),
        ],
        outcome,
      );
    });
  }

  it("does not mind an entry that somebody deleted or completed meanwhile", async () => {
    const { server, list, lists, written } = await watchlist();
    const { uid } = list.add({ summary: "Dune" });
    const other = list.add({ summary: "Heat" });
    list.remove(uid);
    list.update(other.uid, { status: "completed" });
    assert.equal(await lists.writing("todo.watchlist").write(uid, { done: true, text: "" }), "gone");
    assert.equal(await lists.writing("todo.watchlist").write(other.uid, { done: false, text: "x" }), "gone");
    assert.equal(written(), 0);
    const last = list.add({ summary: "Dark" });
    server.onCommand = ({ type }) => {
      if (type === "call_service" && list.find(last.uid)) list.remove(last.uid);
    };
    assert.equal(await lists.writing("todo.watchlist").write(last.uid, { done: true, text: "" }), "gone");
  });

  it("waits with what it writes until a Home Assistant that restarts has loaded its lists", async () => {
    const server = await start();
    const list = server.todo("todo.watchlist");
    const { uid } = list.add({ summary: "Dune (2021)" });
    const lists = createTodoLists(connect(server, { timing: { requestMs: 50 } }), { pauseMs: 5 });
    await lists.open("todo.watchlist");
    await server.stop();
    const written = lists.writing("todo.watchlist").write(uid, { done: true, text: "" });
    await pause(200);
    await server.start("NOT_RUNNING");
    await pause(200);
    server.core = "STARTING";
    await pause(20);
    server.core = "RUNNING";
    assert.equal(await written, "completed");
    assert.equal(list.find(uid)?.status, "completed");
  });

  it("waits for a Home Assistant that starts together with Node-RED before it reads", async () => {
    const server = await start({ core: "NOT_RUNNING" });
    server.refuse.add("todo/item/list");
    const lists = createTodoLists(connect(server), { pauseMs: 5 });
    const reading = lists.open("todo.watchlist");
    await pause(60);
    server.todo("todo.watchlist", { name: "Watchlist" }).add({ summary: "Dune" });
    server.refuse.clear();
    server.core = "RUNNING";
    assert.equal((await reading).items[0]?.summary, "Dune");
  });

  it("does not wait for ever for one that is away", async () => {
    const server = await start({ listening: false });
    const ha = connect(server, { timing: { requestMs: 30 } });
    const began = performance.now();
    const reading = createTodoLists(ha, { pauseMs: 5, patienceMs: 150 }).open("todo.watchlist");
    await assert.rejects(reading, coded("ha-unreachable"));
    const took = performance.now() - began;
    assert.ok(took >= 150 && took < 2000, `${took} ms`);
  });

  it("gives up what stays in the way, and at once what waiting does not mend or when it is told to", async () => {
    const { server, list, lists, ha } = await watchlist();
    const { uid } = list.add({ summary: "Dune (2021)" });
    const write = (options: { signal?: AbortSignal } = {}) =>
      lists.writing("todo.watchlist").write(uid, { done: true, text: "" }, options);
    list.setAvailable(false);
    const calls = server.calls.length;
    await assert.rejects(write(), coded("ha-not-running"));
    assert.equal(server.calls.length - calls, 5);
    await assert.rejects(
      lists.writing("todo.films").write(uid, { done: true, text: "" }),
      coded("ha-not-found"),
    );

    await server.stop();
    const aborting = new AbortController();
    const waiting = write({ signal: aborting.signal });
    setTimeout(() => aborting.abort(), 50);
    await assert.rejects(waiting, coded("cancelled"));
    const closing = write();
    setTimeout(() => void ha.close(), 50);
    await assert.rejects(closing, coded("cancelled"));
  });

  it("does not wait for a token that is refused", async () => {
    const { server, list, lists, ha } = await watchlist();
    const { uid } = list.add({ summary: "Dune (2021)" });
    await ha.user();
    server.revoke();
    await assert.rejects(
      lists.writing("todo.watchlist").write(uid, { done: true, text: "" }),
      coded("ha-token"),
    );
    assert.equal(server.failedLogins, 1);
  });
});
