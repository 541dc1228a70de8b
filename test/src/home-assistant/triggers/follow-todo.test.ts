import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { HomeAssistantServer } from "../../../servers/home-assistant/start-home-assistant.ts";
import { inState } from "../../../support/home-assistant.ts";
import { triggerPerTest, until } from "../../../support/triggers.ts";

describe("A trigger by a to-do list", () => {
  const { start, connect, follow, following } = triggerPerTest();

  const watchlist = { kind: "todo", todo: "todo.watchlist" };
  const prepare = (ha: HomeAssistantServer) => void ha.todo("todo.watchlist").add({ summary: "Heat (1995)" });

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
