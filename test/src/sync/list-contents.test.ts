import assert from "node:assert/strict";
import type { Item } from "../../../src/items/item.ts";
import type { FetchedEntry } from "../../../src/lists/fetch-list.ts";
import { holdBack, leftTitles } from "../../../src/sync/list-contents.ts";

const film = (tmdb: number, more: Partial<Item> = {}): Item => ({
  title: `Film ${tmdb}`,
  mediaType: "movie",
  ids: { tmdb },
  sources: [],
  ...more,
});
const films = (count: number, from = 1) => Array.from({ length: count }, (_, index) => film(from + index));
const content = (list: string, items: Item[]) => ({ provider: "trakt", list, items });

/** A list as it was fetched: as a whole, or in part. */
const fetched = (list: string, items: Item[], whole = true): FetchedEntry => ({
  entry: { list },
  items,
  ...(whole && { whole: items }),
  result: {
    provider: "trakt",
    list,
    label: `List ${list}`,
    items: items.length,
    complete: whole,
    warnings: [],
  },
});
const failed = (list: string): FetchedEntry => ({
  ...fetched(list, [], false),
  result: { ...fetched(list, [], false).result, error: { code: "unavailable", message: "Away." } },
});

describe("a list that became much shorter", () => {
  const codes = (before: number, after: number) =>
    holdBack([fetched("a", films(after))], [content("a", films(before))]).map(
      ({ result }) => result.error?.code,
    );

  it("is held back when it is suddenly empty or lost more than half", () => {
    assert.deepEqual(codes(100, 0), ["held-back"]);
    assert.deepEqual(codes(100, 49), ["held-back"]);
    assert.deepEqual(codes(5, 0), ["held-back"]);
  });

  it("is used when it lost less, when it was small, or when nothing is known of it", () => {
    assert.deepEqual(codes(100, 50), [undefined]);
    assert.deepEqual(codes(4, 0), [undefined]);
    assert.deepEqual(
      holdBack([fetched("a", [])], []).map(({ result }) => result.error),
      [undefined],
    );
  });

  it("gives no titles, and a sentence with both numbers and what to do", () => {
    const [entry] = holdBack([fetched("a", films(3))], [content("a", films(120))]);
    assert.deepEqual(entry?.items, []);
    assert.equal(entry?.whole, undefined);
    assert.match(
      entry?.result.error?.message ?? "",
      /^List a has 3 titles, but had 120 last time\..*allowShrink/,
    );
  });

  it("is left alone when it was not read as a whole, since nothing can be told", () => {
    const part = fetched("a", films(2), false);
    assert.deepEqual(holdBack([part], [content("a", films(100))]), [part]);
  });
});

describe("titles that left their lists", () => {
  const titles = (entries: FetchedEntry[], before = [content("a", films(3))], elsewhere = before) =>
    leftTitles(entries, before, elsewhere).map(({ title }) => title);

  it("are those that stand on none of them any more", () => {
    assert.deepEqual(titles([fetched("a", [film(1), film(3)])]), ["Film 2"]);
  });

  it("do not count while they stand on another list of this run", () => {
    assert.deepEqual(titles([fetched("a", [film(1)]), fetched("b", [film(2)], false)]), ["Film 3"]);
  });

  it("do not count while they stood on a list that failed, was held back or belongs to another profile", () => {
    const before = [content("a", films(3)), content("b", [film(2)])];
    assert.deepEqual(titles([fetched("a", [film(1)]), failed("b")], before), ["Film 3"]);
    const elsewhere = [...before, content("c", [film(3)])];
    assert.deepEqual(titles([fetched("a", [film(1)]), failed("b")], before, elsewhere), []);
  });

  it("are never told from a list that was read in part, or not at all", () => {
    assert.deepEqual(titles([fetched("a", [], false)]), []);
    assert.deepEqual(titles([failed("a")]), []);
  });

  it("are not those of which the site only learned another id", () => {
    const before = [content("a", [film(1, { title: "Heat", year: 1995, ids: { imdb: "tt0113277" } })])];
    const now = [film(1, { title: "Heat", year: 1995, ids: { tmdb: 949, imdb: "tt0113277" } })];
    assert.deepEqual(titles([fetched("a", now)], before), []);
    const renamed = [film(1, { title: "Heat (1995)", ids: { imdb: "tt0113277" } })];
    assert.deepEqual(titles([fetched("a", renamed)], before), []);
  });

  it("are told from a stale copy of the same list in another profile", () => {
    const before = [content("a", films(2))];
    assert.deepEqual(titles([fetched("a", [film(1)])], before, [...before, content("a", films(2))]), [
      "Film 2",
    ]);
  });
});
