import assert from "node:assert/strict";
import { openStore } from "../../../src/state/sqlite-store.ts";
import type { Store } from "../../../src/state/store.ts";
import { sampleItem } from "../../support/state-samples.ts";

const AT = "2026-03-01T12:00:00.000Z";

describe("the contents of lists in the store", () => {
  let store: Store;
  beforeEach(() => {
    store = openStore({ file: ":memory:" });
  });
  afterEach(() => store.close());
  const content = (list: string, ...tmdb: number[]) => ({
    provider: "trakt",
    list,
    items: tmdb.map((id) => sampleItem({ ids: { tmdb: id } })),
  });
  const kept = (profile?: string) =>
    store.listContents(profile).map(({ list, items }) => [list, items.map(({ ids }) => ids.tmdb)]);

  it("are those of the last whole reading", () => {
    store.saveListContent("Main", content("a", 1, 2), AT);
    store.saveListContent("Main", content("a", 2, 3), AT);
    assert.deepEqual(kept("Main"), [["a", [2, 3]]]);
  });

  it("say when only a part was read", () => {
    store.saveListContent("Main", { ...content("a", 1), partial: true }, AT);
    assert.equal(store.listContents("Main")[0]?.partial, true);
    store.saveListContent("Main", content("a", 1), AT);
    assert.equal(store.listContents("Main")[0]?.partial, undefined);
  });

  it("are kept apart for each profile", () => {
    store.saveListContent("Main", content("a", 1), AT);
    store.saveListContent("4K", content("a", 2), AT);
    assert.deepEqual(kept("4K"), [["a", [2]]]);
    assert.equal(kept().length, 2);
  });

  it("are forgotten for lists that a profile no longer has, and only for its own", () => {
    for (const profile of ["Main", "4K"])
      for (const list of ["a", "b"]) store.saveListContent(profile, content(list, 1), AT);
    store.forgetListContents("Main", [{ provider: "trakt", list: "b" }]);
    assert.deepEqual(kept("Main"), [["b", [1]]]);
    assert.equal(kept("4K").length, 2);
  });

  it("leave out what does not say which title it is", () => {
    const item = sampleItem({ description: "long", rank: 3 });
    store.saveListContent("Main", { provider: "trakt", list: "a", items: [item] }, AT);
    const [only] = store.listContents("Main")[0]?.items ?? [];
    assert.equal(only?.description, undefined);
    assert.equal(only?.title, item.title);
  });
});
