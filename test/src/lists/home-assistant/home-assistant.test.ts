import assert from "node:assert/strict";
import { createTodoLists } from "../../../../src/home-assistant/todo/todo-lists.ts";
import { homeAssistant } from "../../../../src/lists/home-assistant/index.ts";
import { readEntry } from "../../../../src/lists/home-assistant/read-entry.ts";
import type { ParsedList } from "../../../../src/lists/provider.ts";
import { contextFor, fetchWith } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readJsonFixture } from "../../../support/fixtures.ts";
import { homeAssistantPerTest } from "../../../support/home-assistant.ts";

const nowhere = "http://127.0.0.1:9";
const list: ParsedList = {
  provider: "home-assistant",
  kind: "todo",
  id: "todo.watchlist",
  label: "Watchlist",
};

describe("To-do lists of Home Assistant", () => {
  const { start, connect } = homeAssistantPerTest();
  async function reading() {
    const server = await start();
    const todo = createTodoLists(connect(server), { pauseMs: 5, patienceMs: 100 });
    const read = (input: string, limit?: number) =>
      fetchWith(homeAssistant, input, contextFor(nowhere, { todo, limit }));
    return { server, read };
  }

  for (const [input, id] of [
    ["todo.watchlist", "todo.watchlist"],
    [" Todo.Watchlist ", "todo.watchlist"],
    ["ha:todo.films_2", "todo.films_2"],
    ["http://homeassistant.local:8123/todo?entity_id=todo.watchlist", "todo.watchlist"],
    ["https://ha.example.org/todo/?entity_id=todo.shopping_list&x=1", "todo.shopping_list"],
  ] as const)
    it(`understands ${input}`, () => {
      assert.equal(homeAssistant.parse(input)?.id, id);
      assert.equal(homeAssistant.parse(id)?.id, id);
    });
  for (const input of [
    "todo.",
    "todo.Mein Film",
    "ha:sensor.x",
    "https://ha.example.org/todo?entity_id=light.x",
  ])
    it(`refuses ${input} with a sentence`, () => {
      assert.throws(() => homeAssistant.parse(input), { code: "bad-input", message: /entity id/ });
    });
  for (const input of ["watchlist", "https://ha.example.org/lovelace/0", "https://example.org/todo"])
    it(`leaves ${input} to others`, () => assert.equal(homeAssistant.parse(input), undefined));

  for (const [summary, description, expected] of [
    ["Dune (2021)", "", { title: "Dune", year: 2021, mediaType: "unknown", ids: {} }],
    ["dune", "", { title: "dune", year: undefined, mediaType: "unknown", ids: {} }],
    ["tv: Fargo (2014)", "", { title: "Fargo", year: 2014, mediaType: "tv", ids: {} }],
    ["Movie: Heat", "", { title: "Heat", year: undefined, mediaType: "movie", ids: {} }],
    ["tt0133093", "", { title: "", year: undefined, mediaType: "unknown", ids: { imdb: "tt0133093" } }],
    [
      "Matrix",
      "for Anna\nimdb:tt0133093",
      { title: "Matrix", year: undefined, mediaType: "unknown", ids: { imdb: "tt0133093" } },
    ],
    [
      "Breaking Bad",
      "https://www.themoviedb.org/tv/1396-breaking-bad",
      { title: "Breaking Bad", year: undefined, mediaType: "tv", ids: { tmdb: 1396 } },
    ],
    [
      "Blade Runner 2049",
      "with popcorn (2 bags)",
      { title: "Blade Runner 2049", year: undefined, mediaType: "unknown", ids: {} },
    ],
  ] as const)
    it(`reads "${summary}"${description && ` with "${description.replace("\n", " / ")}"`}`, () => {
      const item = readEntry({ uid: "1", summary, description, status: "needs_action" }, list, 1);
      const { title, year, mediaType, ids } = item ?? {};
      assert.deepEqual({ title, year, mediaType, ids }, expected);
    });

  it("are read with their open entries only, each knowing where it stands", async () => {
    const { server, read } = await reading();
    const todo = server.todo("todo.watchlist", { name: "Films" });
    todo.add({ summary: "Dune (2021)" });
    todo.add({ summary: "Heat (1995)", status: "completed" });
    todo.add({ summary: "# for later" });
    const { items, total, complete, name, warnings } = await read("todo.watchlist");
    assert.deepEqual([items.map(({ title }) => title), total, complete, name], [["Dune"], 2, true, "Films"]);
    assert.deepEqual(items[0]?.sources, [
      { provider: "home-assistant", list: "todo.watchlist", entry: "item-1" },
    ]);
    assert.match(warnings.join(), /Entry 2 \("# for later"\) names no title/);
  });

  it("take no more than the limit, and may be empty", async () => {
    const { server, read } = await reading();
    const todo = server.todo("todo.watchlist");
    assert.deepEqual((await read("todo.watchlist")).items, []);
    for (const year of [2001, 2002, 2003]) todo.add({ summary: `Film (${year})` });
    assert.equal((await read("todo.watchlist", 2)).items.length, 2);
  });

  it("fail with a sentence: gone, not available, Home Assistant away, none chosen", async () => {
    const { server, read } = await reading();
    await assert.rejects(read("todo.gone"), {
      code: "not-found",
      message: /does not have the to-do list "todo.gone"/,
    });
    server.todo("todo.cloud").setAvailable(false);
    await assert.rejects(read("todo.cloud"), {
      code: "unavailable",
      message: /not available in Home Assistant/,
    });
    await server.stop();
    await assert.rejects(read("todo.cloud"), { code: "unavailable" });
    await assert.rejects(fetchWith(homeAssistant, "todo.x", contextFor(nowhere)), {
      code: "auth-required",
      message: /choose your Home Assistant/,
    });
  });

  it("fail as a matter of the account when the token is refused", async () => {
    const { server, read } = await reading();
    server.todo("todo.watchlist");
    server.revoke();
    await assert.rejects(read("todo.watchlist"), { code: "auth-required" });
  });

  describeWithFixtures("as recorded", () => {
    it("have entries with and without descriptions and dates", () => {
      const { result } = readJsonFixture<{
        result: { items: { uid: string; summary: string; status: "needs_action" }[] };
      }>("homeassistant/todo-item-list.ha-test-snapshot.json");
      assert.ok(result.items.length > 0);
      for (const entry of result.items) assert.equal(readEntry(entry, list, 1)?.title, entry.summary);
    });
  });
});
