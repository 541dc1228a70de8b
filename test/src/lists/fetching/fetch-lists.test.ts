import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { CancelledError } from "../../../../src/errors.ts";
import type { Item } from "../../../../src/items/item.ts";
import { fetchLists } from "../../../../src/lists/fetching/fetch-lists.ts";
import { ListError } from "../../../../src/lists/list-error.ts";
import type { FetchContext, ListProvider } from "../../../../src/lists/provider.ts";
import { registerProvider, unregisterProvider } from "../../../../src/lists/registry.ts";

const item = (title: string, imdb: string, more: Partial<Item> = {}): Item => ({
  title,
  mediaType: "movie",
  ids: { imdb },
  sources: [],
  ...more,
});

/** Lists by name; a function fails or waits as it likes. */
const lists: Record<string, (context: FetchContext) => Promise<Item[]>> = {
  one: async () => [item("Alien", "tt0078748"), item("Heat", "tt0113277", { year: 1995 })],
  two: async () => [item("Heat", "tt0113277", { year: 1995 }), item("Dune", "tt1160419", { year: 2021 })],
  broken: async () => {
    throw new ListError("private", 'List "broken" is private. Make it public.');
  },
  crashing: async () => {
    throw new TypeError("x is not a function");
  },
};
let active = 0;
let most = 0;
let fetched: string[] = [];

const shelf: ListProvider = {
  id: "shelf",
  name: "Shelf",
  forms: [{ example: "shelf:one", meaning: "a list" }],
  parse(text) {
    const id = /^shelf:(\w+)$/.exec(text)?.[1];
    return id === undefined ? undefined : { provider: "shelf", kind: "list", id, label: `Shelf list ${id}` };
  },
  async fetch({ id }, context) {
    fetched.push(id);
    most = Math.max(most, ++active);
    await sleep(2);
    try {
      const items = (await lists[id]?.(context)) ?? [];
      return { items, total: items.length, complete: true, via: "api", warnings: [] };
    } finally {
      active--;
    }
  },
};

describe("fetching lists", () => {
  before(() => registerProvider(shelf));
  after(() => void unregisterProvider("shelf"));
  beforeEach(() => {
    most = 0;
    fetched = [];
  });

  it("goes on when one list fails, and never takes it for an empty one", async () => {
    const { items, entries } = await fetchLists([
      { list: "shelf:broken" },
      { list: "shelf:one" },
      { list: "?" },
    ]);
    assert.deepEqual(
      items.map(({ title }) => title),
      ["Alien", "Heat"],
    );
    assert.deepEqual(
      entries.map(({ result }) => [result.label, result.items, result.complete, result.error?.code]),
      [
        ["Shelf list broken", 0, false, "private"],
        ["Shelf list one", 2, true, undefined],
        ["?", 0, false, "bad-input"],
      ],
    );
  });

  it("calls an error that nobody expected unavailable, with a sentence", async () => {
    const { entries } = await fetchLists([{ list: "shelf:crashing" }]);
    assert.ok(entries[0]?.result.error);
    assert.match(entries[0].result.error.message, /Shelf/);
  });

  it("takes a title that stands on two lists once, and keeps both lists and who asks", async () => {
    const { items } = await fetchLists([
      { list: "shelf:one", name: "Mine" },
      { list: "shelf:two", requestAs: 4 },
    ]);
    assert.deepEqual(
      items.map(({ title }) => title),
      ["Alien", "Heat", "Dune"],
    );
    assert.deepEqual(items[1]?.sources, [
      { provider: "shelf", list: "one", name: "Mine" },
      { provider: "shelf", list: "two", requestAs: 4 },
    ]);
  });

  it("fetches a list that several entries want only once, and filters for each", async () => {
    const { entries } = await fetchLists([
      { list: "shelf:two", yearFrom: 2000 },
      { list: "shelf:two", limit: 1 },
    ]);
    assert.deepEqual(fetched, ["two"]);
    assert.deepEqual(
      entries.map(({ items }) => items.map(({ title }) => title)),
      [["Dune"], ["Heat"]],
    );
    assert.match(entries[0]?.result.warnings.join() ?? "", /1 left out/);
  });

  it("leaves disabled lists alone and keeps to the bound", async () => {
    for (const name of ["a", "b", "c", "d"]) lists[name] = async () => [];
    const entries = ["a", "b", "c", "d"].map((name) => ({ list: `shelf:${name}` }));
    const seen: number[] = [];
    await fetchLists(
      [...entries, { list: "shelf:one", enabled: false }],
      {},
      {
        concurrency: 2,
        onProgress: ({ done }) => seen.push(done),
      },
    );
    assert.deepEqual([most, fetched.includes("one"), seen.at(-1)], [2, false, 4]);
  });

  it("does not take a list for a whole one that its limit may have cut, though entries were left out of it", async () => {
    lists.persons = async () => [item("Alien", "tt0078748"), item("Heat", "tt0113277")];
    const cut: ListProvider = {
      ...shelf,
      // three rows were read, one of which is a person; the list has forty
      fetch: async (list, context) => ({ ...(await shelf.fetch(list, context)), total: 40 }),
    };
    registerProvider(cut, { replace: true });
    try {
      const { entries } = await fetchLists([{ list: "shelf:persons", limit: 3 }]);
      assert.equal(entries[0]?.whole, undefined);
      const all = await fetchLists([{ list: "shelf:persons", limit: 50 }]);
      assert.equal(all.entries[0]?.whole?.length, 2);
    } finally {
      registerProvider(shelf, { replace: true });
    }
  });

  it("goes on when something below one list was cancelled that nobody here cancelled", async () => {
    lists.closing = async () => {
      throw new CancelledError("The server node was deployed anew.");
    };
    const { entries } = await fetchLists([{ list: "shelf:closing" }, { list: "shelf:one" }]);
    assert.deepEqual(
      entries.map(({ result }) => [result.items, result.error?.code]),
      [
        [0, "unavailable"],
        [2, undefined],
      ],
    );
  });

  it("stops when it is cancelled", async () => {
    const cancel = new AbortController();
    lists.slow = async ({ pause }) => {
      await pause(60_000);
      return [];
    };
    const running = fetchLists([{ list: "shelf:slow" }], {}, { signal: cancel.signal });
    setTimeout(() => cancel.abort(), 5);
    await assert.rejects(running, { code: "cancelled" });
  });
});
