import assert from "node:assert/strict";
import { dedupe } from "../../../src/items/dedupe.ts";
import type { Item } from "../../../src/items/item.ts";
import { normaliseItem } from "../../../src/items/normalise.ts";

const from = (list: string, row: object): Item => ({
  ...normaliseItem(row),
  sources: [{ provider: "own", list }],
});
const lists = (item: Item | undefined) => item?.sources.map((source) => source.list);

describe("dedupe", () => {
  it("joins by any shared id, also through a third item, and keeps all sources", () => {
    const result = dedupe([
      from("a", { title: "The Matrix", type: "movie", tmdb_id: 603 }),
      from("b", { title: "Matrix", imdb_id: "tt0133093", year: 1999 }),
      from("c", { title: "matrix", type: "movie", tmdb_id: 603, imdb_id: "tt0133093", rating: 8 }),
    ]);
    assert.equal(result.length, 1);
    const [item] = result;
    assert.deepEqual(lists(item), ["a", "b", "c"]);
    assert.deepEqual(item?.ids, { tmdb: 603, imdb: "tt0133093" });
    assert.deepEqual([item?.title, item?.year, item?.rating], ["The Matrix", 1999, 8]);
  });

  it("keeps a movie and a show with equal numbers apart", () => {
    const result = dedupe([
      from("a", { title: "Fight Club", type: "movie", tmdb_id: 550 }),
      from("a", { title: "Till Death Us Do Part", type: "tv", tmdb_id: 550 }),
    ]);
    assert.equal(result.length, 2);
  });

  it("joins an item without ids by folded title, year and type", () => {
    const result = dedupe([
      from("a", { title: "Amelie", year: 2001 }),
      from("b", { title: "Amélie", year: 2001, type: "movie", imdb_id: "tt0211915" }),
    ]);
    assert.equal(result.length, 1);
    assert.equal(result[0]?.ids.imdb, "tt0211915");
  });

  it("keeps the same title of another year or type apart", () => {
    const result = dedupe([
      from("a", { title: "Dune", year: 1984 }),
      from("b", { title: "Dune", year: 2021 }),
      from("c", { title: "Dune", year: 2021, type: "tv" }),
    ]);
    assert.equal(result.length, 3);
  });

  it("does not decide between two titles of one name and year", () => {
    const result = dedupe([
      from("a", { title: "Pinocchio", year: 2022, type: "movie", tmdb_id: 532639 }),
      from("b", { title: "Pinocchio", year: 2022, type: "movie", tmdb_id: 555604 }),
      from("c", { title: "Pinocchio", year: 2022 }),
    ]);
    assert.equal(result.length, 3);
  });

  it("unites seasons", () => {
    const season = (number: number) =>
      from("a", { title: "Dark", type: "tv", tmdb_id: 70523, seasons: [number] });
    assert.deepEqual(dedupe([season(3), season(1), season(1)])[0]?.seasons, [1, 3]);
  });

  it("takes a source without seasons for the whole show", () => {
    const [item] = dedupe([
      from("a", { title: "Dark", type: "tv", tmdb_id: 70523, seasons: [1] }),
      from("b", { title: "Dark", type: "tv", tmdb_id: 70523 }),
      from("c", { title: "Dark", type: "tv", tmdb_id: 70523, seasons: [3] }),
    ]);
    assert.equal(item && "seasons" in item, false);
  });

  it("takes no number from a list that has the type wrong", () => {
    const [item, ...more] = dedupe([
      from("a", { title: "The Matrix", type: "movie", imdb_id: "tt0133093" }),
      from("b", { title: "The Matrix", type: "tv", imdb_id: "tt0133093", tmdb_id: 603 }),
    ]);
    assert.deepEqual([item?.mediaType, item?.ids, more.length], ["movie", { imdb: "tt0133093" }, 0]);
  });

  it("takes the type from the list that knows it", () => {
    const [item] = dedupe([
      from("a", { title: "The Matrix", imdb_id: "tt0133093" }),
      from("b", { title: "The Matrix", type: "movie", imdb_id: "tt0133093", tmdb_id: 603 }),
    ]);
    assert.deepEqual([item?.mediaType, item?.ids.tmdb], ["movie", 603]);
  });

  it("names a list only once that holds a title twice", () => {
    const row = { title: "Heat", year: 1995, type: "movie", tmdb_id: 949 };
    assert.deepEqual(lists(dedupe([from("a", row), from("a", row), from("b", row)])[0]), ["a", "b"]);
  });

  it("keeps the order of first appearance and does not change its input", () => {
    const items = ["c", "a", "b", "a"].map((title) => Object.freeze(from("x", { title, year: 2000 })));
    assert.deepEqual(
      dedupe(items).map((item) => item.title),
      ["c", "a", "b"],
    );
  });

  it("handles ten thousand items at once", () => {
    const items = Array.from({ length: 10_000 }, (_, n) => from("a", { title: `t${n % 5000}`, year: 2000 }));
    const start = performance.now();
    assert.equal(dedupe(items).length, 5000);
    assert.ok(performance.now() - start < 2000);
  });

  it("joins an item of which neither type nor id is known to the one title of its name and year", () => {
    const open = { title: "Heat", year: 1995, mediaType: "unknown" };
    const movie = { title: "Heat", year: 1995, mediaType: "movie", ids: { tmdb: 949 } };
    const show = { title: "Heat", year: 1995, mediaType: "tv", ids: { tmdb: 7 } };
    const types = (rows: object[]) =>
      dedupe(rows.map((row) => normaliseItem(row))).map(({ mediaType }) => mediaType);
    assert.deepEqual(types([open, movie]), ["movie"]);
    assert.deepEqual(types([{ ...movie, ids: {} }, open, open]), ["movie"]);
    assert.deepEqual(types([open, { ...movie, year: 1986 }]), ["unknown", "movie"]);
    assert.deepEqual(types([movie, show, open]), ["movie", "tv", "unknown"]);
  });
});
