import assert from "node:assert/strict";
import { openDatabase } from "../../../../src/state/database.ts";
import { openStore } from "../../../../src/state/sqlite-store.ts";
import type { Store } from "../../../../src/state/store.ts";
import { sampleItem } from "../../../support/state-samples.ts";

const AT = "2026-03-01T12:00:00.000Z";

describe("the contents of lists in the store", () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore({ file: ":memory:" });
  });
  afterEach(() => store.close());
  const content = (list: string, ...tmdb: number[]) => ({
    provider: "trakt",
    list,
    items: tmdb.map((id) => sampleItem({ ids: { tmdb: id } })),
  });
  const kept = async (profile?: string) =>
    (await store.listContents(profile)).map(({ list, items }) => [list, items.map(({ ids }) => ids.tmdb)]);

  it("are those of the last whole reading", async () => {
    await store.saveListContent("Main", content("a", 1, 2), AT);
    await store.saveListContent("Main", content("a", 2, 3), AT);
    assert.deepEqual(await kept("Main"), [["a", [2, 3]]]);
  });

  it("say when only a part was read", async () => {
    await store.saveListContent("Main", { ...content("a", 1), partial: true }, AT);
    assert.equal((await store.listContents("Main"))[0]?.partial, true);
    await store.saveListContent("Main", content("a", 1), AT);
    assert.equal((await store.listContents("Main"))[0]?.partial, undefined);
  });

  it("are kept apart for each profile", async () => {
    await store.saveListContent("Main", content("a", 1), AT);
    await store.saveListContent("4K", content("a", 2), AT);
    assert.deepEqual(await kept("4K"), [["a", [2]]]);
    assert.equal((await kept()).length, 2);
  });

  it("are forgotten for lists that a profile no longer has, and only for its own", async () => {
    for (const profile of ["Main", "4K"])
      for (const list of ["a", "b"]) await store.saveListContent(profile, content(list, 1), AT);
    await store.forgetListContents("Main", [{ provider: "trakt", list: "b" }]);
    assert.deepEqual(await kept("Main"), [["b", [1]]]);
    assert.equal((await kept("4K")).length, 2);
  });

  it("come without the titles of those that nobody wants", async () => {
    for (const list of ["a", "b"]) await store.saveListContent("Main", content(list, 1, 2), AT);
    const found = await store.listContents("Main", ({ list }) => list === "b");
    assert.deepEqual(
      found.map(({ list, items }) => [list, items.length]),
      [
        ["a", 0],
        ["b", 2],
      ],
    );
  });

  it("of many short lists are brought with a few statements, and none of a long one twice", async () => {
    const file = ":memory:";
    let statements = 0;
    const counted = await openStore({
      file,
      open(file) {
        const db = openDatabase(file);
        const all: typeof db.all = (...statement) => {
          if (statement[0].includes("list_contents")) statements++;
          return db.all(...statement);
        };
        return { ...db, all };
      },
    });
    const lists = Array.from({ length: 100 }, (_, index) => content(`list-${index}`, index + 1));
    const long = content("long", ...Array.from({ length: 3000 }, (_, index) => index + 1));
    for (const each of [...lists, long]) await counted.saveListContent("Main", each, AT);
    statements = 0;
    const found = await counted.listContents("Main");
    assert.ok(statements <= 4, `${statements} statements`);
    const sizes = new Map(found.map(({ list, items }) => [list, items.map(({ ids }) => ids.tmdb)]));
    for (const { list, items } of [...lists, long])
      assert.deepEqual(
        sizes.get(list),
        items.map(({ ids }) => ids.tmdb),
      );
    await counted.close();
  });

  it("leave out what does not say which title it is", async () => {
    const item = sampleItem({ description: "long", rank: 3 });
    await store.saveListContent("Main", { provider: "trakt", list: "a", items: [item] }, AT);
    const [only] = (await store.listContents("Main"))[0]?.items ?? [];
    assert.equal(only?.description, undefined);
    assert.equal(only?.title, item.title);
  });
});
