import assert from "node:assert/strict";
import type { Item } from "../../../src/items/item.ts";
import type { FetchedEntry } from "../../../src/lists/fetching/fetch-list.ts";
import {
  type ContentMemory,
  holdBack,
  leftTitles,
  rememberContents,
} from "../../../src/sources/list-contents.ts";
import type { ListContent } from "../../../src/state/port/lists.ts";

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

  it("is not held back for being shorter than what was read in part last time", () => {
    const before = [{ ...content("a", films(100)), partial: true }];
    assert.equal(holdBack([fetched("a", films(3))], before)[0]?.result.error, undefined);
  });

  it("is left alone when it was not read as a whole, since nothing can be told", () => {
    const part = fetched("a", films(2), false);
    assert.deepEqual(holdBack([part], [content("a", films(100))]), [part]);
  });
});

describe("titles that left their lists", () => {
  const titles = async (
    entries: FetchedEntry[],
    before: ListContent[] = [content("a", films(3))],
    elsewhere = before,
  ) => {
    const left = await leftTitles(entries, before, async (wanted) => elsewhere.filter(wanted));
    return left.map(({ title }) => title);
  };

  it("are those that stand on none of them any more", async () => {
    assert.deepEqual(await titles([fetched("a", [film(1), film(3)])]), ["Film 2"]);
  });

  it("do not count while they stand on another list of this run", async () => {
    assert.deepEqual(await titles([fetched("a", [film(1)]), fetched("b", [film(2)], false)]), ["Film 3"]);
  });

  it("do not count while they stood on a list that failed, was held back or belongs to another profile", async () => {
    const before = [content("a", films(3)), content("b", [film(2)])];
    assert.deepEqual(await titles([fetched("a", [film(1)]), failed("b")], before), ["Film 3"]);
    const elsewhere = [...before, content("c", [film(3)])];
    assert.deepEqual(await titles([fetched("a", [film(1)]), failed("b")], before, elsewhere), []);
  });

  it("do not count while they stood on a list that is never read as a whole, and could not be read now", async () => {
    const before = [content("a", films(3)), { ...content("feed", [film(2)]), partial: true }];
    assert.deepEqual(await titles([fetched("a", [film(1)]), failed("feed")], before), ["Film 3"]);
    assert.deepEqual(await titles([fetched("a", [film(1)])], before), ["Film 3"]);
    // it was read, and they are gone from there as well
    assert.deepEqual(await titles([fetched("a", [film(1)]), fetched("feed", [], false)], before), [
      "Film 2",
      "Film 3",
    ]);
  });

  it("are never told from what was read in part last time", async () => {
    assert.deepEqual(
      await titles([fetched("a", [film(1)])], [{ ...content("a", films(3)), partial: true }]),
      [],
    );
  });

  it("are never told from a list that was read in part, or not at all", async () => {
    assert.deepEqual(await titles([fetched("a", [], false)]), []);
    assert.deepEqual(await titles([failed("a")]), []);
  });

  it("are not those of which the site only learned another id", async () => {
    const before = [content("a", [film(1, { title: "Heat", year: 1995, ids: { imdb: "tt0113277" } })])];
    const now = [film(1, { title: "Heat", year: 1995, ids: { tmdb: 949, imdb: "tt0113277" } })];
    assert.deepEqual(await titles([fetched("a", now)], before), []);
    const renamed = [film(1, { title: "Heat (1995)", ids: { imdb: "tt0113277" } })];
    assert.deepEqual(await titles([fetched("a", renamed)], before), []);
  });

  it("are looked for on the lists of other profiles only where some may have left", async () => {
    let looks = 0;
    const everywhere = async () => {
      looks++;
      return [];
    };
    await leftTitles([fetched("a", films(3))], [], everywhere);
    await leftTitles([fetched("a", films(4))], [content("a", films(3))], everywhere);
    assert.equal(looks, 0);
    await leftTitles([fetched("a", films(2))], [content("a", films(3))], everywhere);
    assert.equal(looks, 1);
  });

  it("are told from a stale copy of the same list in another profile", async () => {
    const before = [content("a", films(2))];
    assert.deepEqual(await titles([fetched("a", [film(1)])], before, [...before, content("a", films(2))]), [
      "Film 2",
    ]);
  });
});

describe("what is remembered of lists", () => {
  const AT = "2026-03-01T12:00:00.000Z";
  async function remember(
    entries: FetchedEntry[],
    before: ListContent[] = [],
  ): Promise<[string, number, boolean][]> {
    const saved: [string, number, boolean][] = [];
    const memory: ContentMemory = {
      listContents: async () => before,
      saveListContent: async (_, { list, items, partial = false }) =>
        void saved.push([list, items.length, partial]),
      forgetListContents: async () => {},
    };
    await rememberContents(memory, "Main", entries, undefined, AT);
    return saved;
  }

  it("is all of one that was read as a whole, and marked where only a part came", async () => {
    assert.deepEqual(
      await remember([fetched("a", films(3)), fetched("feed", films(2), false), failed("c")]),
      [
        ["a", 3, false],
        ["feed", 2, true],
      ],
    );
  });

  it("stays as it was when only a part of it came this time", async () => {
    assert.deepEqual(await remember([fetched("a", films(2), false)], [content("a", films(3))]), []);
  });

  it("is nothing of a list that arrives with its message", async () => {
    const arrived = fetched("payload", films(2), false);
    arrived.result.via = "message";
    assert.deepEqual(await remember([arrived]), []);
  });
});
