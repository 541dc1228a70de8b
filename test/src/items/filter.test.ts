import assert from "node:assert/strict";
import { filterItems } from "../../../src/items/filter.ts";
import type { Item } from "../../../src/items/item.ts";
import { normaliseItem } from "../../../src/items/normalise.ts";

const items = [
  { title: "Metropolis", year: 1927, type: "movie", rating: 8.3 },
  { title: "Dune", year: 2021, type: "movie", rating: 8 },
  { title: "Dark", year: 2017, type: "tv" },
  { title: "Some Title", type: "movie", rating: 5 },
  { title: "Unknown Kind", year: 2020, imdb_id: "tt1234567", rating: 9 },
].map((row) => normaliseItem(row));
const titles = (filter: Parameters<typeof filterItems>[1]) =>
  filterItems(items, filter).items.map((item) => item.title);

describe("filterItems", () => {
  it("lets everything pass by default", () => {
    assert.deepEqual(filterItems(items, {}), { items, dropped: [] });
    assert.deepEqual(filterItems(items, { limit: 0, mediaType: "", yearFrom: 0 }).items, items);
  });

  it("keeps one media type; what is not known to be of another passes with the wish", () => {
    assert.deepEqual(titles({ mediaType: "tv" }), ["Dark", "Unknown Kind"]);
    assert.deepEqual(titles({ mediaType: "movie" }), ["Metropolis", "Dune", "Some Title", "Unknown Kind"]);
    const [source] = filterItems([{ ...items[4], sources: [{ provider: "own", list: "x" }] } as Item], {
      mediaType: "movie",
      minRating: 5,
    }).items.flatMap(({ sources }) => sources);
    assert.deepEqual(source?.wish, { mediaType: "movie" });
  });

  it("keeps years from and to, both inclusive", () => {
    assert.deepEqual(titles({ yearFrom: 2017, yearTo: 2020 }), ["Dark", "Some Title", "Unknown Kind"]);
  });

  it("keeps a minimum rating", () => {
    assert.deepEqual(titles({ minRating: 8 }), ["Metropolis", "Dune", "Dark", "Unknown Kind"]);
  });

  it("counts the limit after the other filters", () => {
    assert.deepEqual(titles({ mediaType: "movie", limit: 2 }), ["Metropolis", "Dune"]);
  });

  it("says what was dropped and why", () => {
    assert.deepEqual(filterItems(items, { yearFrom: 2000, minRating: 8.5, limit: 1 }).dropped, [
      { reason: "before 2000", count: 1 },
      { reason: "rated below 8.5", count: 2 },
      { reason: "beyond the limit of 1", count: 1 },
    ]);
  });
});
