import assert from "node:assert/strict";
import { type AnimeEntry, toTitles } from "../../../../src/lists/anime/to-titles.ts";
import { animeTable, type TableRecord } from "../../../servers/anime/anime-table.ts";
import { startAnime } from "../../../servers/anime/start-anime.ts";
import { contextFor } from "../../../support/fetch-context.ts";

describe("Entries of anime sites", () => {
  const table: TableRecord[] = animeTable(30, [
    { anilist_id: 100, themoviedb_id: { tv: 890 }, season: { tmdb: 1 } },
    { anilist_id: 101, themoviedb_id: { tv: 890 }, season: { tmdb: 2 } },
    { anilist_id: 102, themoviedb_id: { tv: 890 }, season: { tmdb: 0 } },
    { anilist_id: 103, themoviedb_id: { movie: [11, 12] } },
    { anilist_id: 104, tvdb_id: 81797 },
    { anilist_id: 105, themoviedb_id: { tv: 891 }, tvdb_id: 81797 },
    { anilist_id: 106, themoviedb_id: { tv: 892 }, tvdb_id: 81797 },
    { anilist_id: 107, imdb_id: ["tt0213338"] },
  ]);
  async function titles(entries: Partial<AnimeEntry>[], settings: Record<string, unknown> = {}) {
    const site = await startAnime({ table });
    try {
      const named = entries.map((entry, index) => ({ title: `Entry ${index}`, year: 2020, ...entry }));
      return await toTitles(named, contextFor(site.origin, { settings: { mappingRows: 30, ...settings } }));
    } finally {
      await site.close();
    }
  }
  const ids = ({ items }: Awaited<ReturnType<typeof titles>>) =>
    items.map(({ mediaType, ids: { tmdb, tvdb }, seasons }) => [mediaType, tmdb ?? tvdb, seasons]);

  it("of one show become that show, as a whole", async () => {
    assert.deepEqual(ids(await titles([{ anilist: 100 }, { anilist: 101 }])), [["tv", 890, undefined]]);
  });

  it("become the show's seasons that they are, if that is wanted", async () => {
    const mapped = await titles([{ anilist: 101 }, { anilist: 100 }], { seasons: "mapped" });
    assert.deepEqual(ids(mapped), [["tv", 890, [1, 2]]]);
  });

  it("that are specials are left out, or mean their show", async () => {
    const { items, warnings } = await titles([{ anilist: 102 }]);
    assert.deepEqual([items, warnings], [[], ["1 is a special of a show, and left out."]]);
    assert.deepEqual(ids(await titles([{ anilist: 102 }], { specials: "parent" })), [["tv", 890, undefined]]);
  });

  it("that are compilations become each of their films", async () => {
    assert.deepEqual(ids(await titles([{ anilist: 103 }])), [
      ["movie", 11, undefined],
      ["movie", 12, undefined],
    ]);
  });

  it("that only TVDB knows keep its id, and no year that may be a later season's", async () => {
    const { items } = await titles([{ anilist: 104 }]);
    assert.deepEqual([items[0]?.ids.tvdb, items[0]?.mediaType, items[0]?.year], [81797, "tv", undefined]);
  });

  it("that are two shows of TMDB stay two, though TVDB has them as one", async () => {
    const two = await titles([{ anilist: 105 }, { anilist: 106 }]);
    assert.deepEqual(ids(two), [
      ["tv", 891, undefined],
      ["tv", 892, undefined],
    ]);
  });

  it("that only IMDb knows keep its id, and no type that nobody has told", async () => {
    const { items } = await titles([{ anilist: 107, format: "MOVIE" }]);
    assert.deepEqual([items[0]?.ids.imdb, items[0]?.mediaType], ["tt0213338", "unknown"]);
  });

  it("carry the numbers of the entry that came first", async () => {
    const { items } = await titles([
      { anilist: 101, mal: 5101 },
      { anilist: 100, mal: 5100 },
    ]);
    assert.deepEqual([items[0]?.ids.anilist, items[0]?.ids.mal], [101, 5101]);
  });

  it("that nobody knows are series only where their format says so", async () => {
    const { items } = await titles([
      { anilist: 9998, format: "TV" },
      { anilist: 9999, format: "OVA" },
    ]);
    assert.deepEqual(
      items.map(({ mediaType }) => mediaType),
      ["tv", "unknown"],
    );
  });

  it("that nobody knows stay titles to be searched for, and are counted", async () => {
    const { items, warnings } = await titles([{ anilist: 9999, title: "Strange", year: 1999 }]);
    assert.deepEqual([items[0]?.title, items[0]?.year, items[0]?.mediaType], ["Strange", 1999, "unknown"]);
    assert.match(warnings[0] ?? "", /^1 of 1 is not in the table/);
  });

  it("for adults, and music videos, are left out and counted", async () => {
    const { items, warnings } = await titles([
      { anilist: 1, isAdult: true },
      { anilist: 2, format: "MUSIC" },
      { anilist: 3 },
    ]);
    assert.equal(items.length, 1);
    assert.equal(warnings.length, 2);
  });

  it("need no table when there are none", async () => {
    const context = contextFor("http://127.0.0.1:9");
    const { items, warnings, rows } = await toTitles([], context);
    assert.deepEqual([items, warnings, rows], [[], [], { read: 0, left: {} }]);
  });
});
