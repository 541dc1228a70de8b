import assert from "node:assert/strict";
import { loadMapping } from "../../../../src/lists/anime/load-mapping.ts";
import { readMappingRow } from "../../../../src/lists/anime/mapping-row.ts";
import { type AnimeEntry, toTitles } from "../../../../src/lists/anime/to-titles.ts";
import { createProcessCache } from "../../../../src/lists/process-cache.ts";
import type { FetchContext } from "../../../../src/lists/provider.ts";
import { animeTable, type TableRecord } from "../../../servers/anime/anime-table.ts";
import { startAnime } from "../../../servers/anime/start-anime.ts";
import type { ListSite } from "../../../servers/list-site.ts";
import { contextFor } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readJsonFixture } from "../../../support/fixtures.ts";

const DAY = 24 * 60 * 60 * 1000;

describe("One record of the table of anime ids", () => {
  const cases: [string, unknown, object | undefined][] = [
    [
      "2026-06",
      { anilist_id: 1, themoviedb_id: { tv: 30991 }, season: { tvdb: 1, tmdb: 1 }, tvdb_id: 76885 },
      { anilist: 1, tv: 30991, tvdb: 76885, season: 1 },
    ],
    [
      "2026-06, a compilation",
      { mal_id: 5, themoviedb_id: { movie: [1, 2] }, imdb_id: ["tt0213338"] },
      { mal: 5, movies: [1, 2], imdb: "tt0213338" },
    ],
    ["2026-05", { anilist_id: 2, themoviedb_id: { movie: 16 } }, { anilist: 2, movies: [16] }],
    [
      "2025",
      { anilist_id: 3, type: "TV", themoviedb_id: 26209, thetvdb_id: 72025, imdb_id: "tt0286390" },
      { anilist: 3, tv: 26209, tvdb: 72025, imdb: "tt0286390" },
    ],
    [
      "2025, two films",
      { anilist_id: 4, type: "MOVIE", themoviedb_id: "968868,968870" },
      { anilist: 4, movies: [968868, 968870] },
    ],
    [
      "a special",
      { anilist_id: 6, themoviedb_id: { tv: 890 }, season: { tvdb: 0, tmdb: 0 } },
      { anilist: 6, tv: 890, special: true },
    ],
    [
      "a film with the season of a special",
      { anilist_id: 7, themoviedb_id: { movie: [9] }, season: { tvdb: 0 } },
      { anilist: 7, movies: [9] },
    ],
    [
      "a season that differs between the two",
      { anilist_id: 8, themoviedb_id: { tv: 209867 }, season: { tvdb: 2, tmdb: 1 } },
      { anilist: 8, tv: 209867, season: 1 },
    ],
    ["one that leads nowhere", { anilist_id: 9, mal_id: 9 }, undefined],
    ["no record", "x", undefined],
  ];
  for (const [title, record, row] of cases)
    it(`is read in the form of ${title}`, () => assert.deepEqual(readMappingRow(record), row));
});

describe("The table of anime ids", () => {
  let site: ListSite;
  let table: TableRecord[];
  let version: string;
  let now: Date;
  let context: FetchContext;
  beforeEach(async () => {
    table = animeTable(50);
    version = "1";
    now = new Date("2026-03-01T00:00:00Z");
    site = await startAnime({
      get table() {
        return table;
      },
      version: () => version,
    });
    context = contextFor(site.origin, { cache: createProcessCache(), settings: { mappingRows: 50 } });
  });
  afterEach(() => site.close());
  const load = (change: Partial<FetchContext> = {}) => loadMapping({ ...context, ...change }, () => now);

  it("is fetched once a week at most, and then only asked whether it has changed", async () => {
    assert.deepEqual((await load()).find({ anilist: 3 })?.movies, [900_002]);
    now = new Date(now.getTime() + 6 * DAY);
    await load();
    assert.equal(site.requests.length, 1);
    now = new Date(now.getTime() + 2 * DAY);
    await load();
    assert.equal(site.requests[1]?.headers["if-none-match"], '"1"');
    await load();
    assert.equal(site.requests.length, 2);
    version = "2";
    table = animeTable(60);
    now = new Date(now.getTime() + 8 * DAY);
    assert.deepEqual((await load()).find({ anilist: 60 })?.movies, [900_059]);
  });

  it("is fetched once for all who want it at the same time", async () => {
    await Promise.all([load(), load(), load()]);
    assert.equal(site.requests.length, 1);
  });

  it("keeps the sites' numbers apart", async () => {
    const mapping = await load();
    assert.deepEqual(mapping.find({ mal: 10_001 })?.movies, [900_000]);
    assert.equal(mapping.find({ mal: 1 }), undefined);
    assert.equal(mapping.find({ anilist: 10_001 }), undefined);
  });

  for (const [title, spoil] of [
    ["is shorter than it can be", () => (table = animeTable(10))],
    ["has no TMDB ids", () => (table = animeTable(50).map(({ anilist_id }) => ({ anilist_id, tvdb_id: 1 })))],
    ["is a page", () => site.fault({ kind: "answer", status: 200, body: "<html>" })],
    ["cannot be had", () => site.fault({ kind: "drop" })],
  ] as [string, () => unknown][])
    it(`stays the old one when the new one ${title}`, async () => {
      await load();
      version = "2";
      now = new Date(now.getTime() + 8 * DAY);
      spoil();
      const mapping = await load();
      assert.deepEqual(mapping.find({ anilist: 50 })?.movies, [900_049]);
      assert.equal(mapping.warning, undefined);
      now = new Date(now.getTime() + 40 * DAY);
      assert.match((await load()).warning ?? "", /48 days old/);
    });

  it("fails the list when there has never been one", async () => {
    site.fault({ kind: "answer", status: 500 });
    await assert.rejects(load(), { code: "unavailable", message: /table/ });
  });

  it("is asked for at its own origin, whatever the site's own is", async () => {
    const origins: (string | undefined)[] = [];
    await load({
      origin: (_origin, shared) => {
        origins.push(shared);
        return site.origin;
      },
    });
    assert.deepEqual(origins, ["anime-mapping"]);
  });
});

describe("Entries of anime sites", () => {
  const table: TableRecord[] = animeTable(30, [
    { anilist_id: 100, themoviedb_id: { tv: 890 }, season: { tmdb: 1 } },
    { anilist_id: 101, themoviedb_id: { tv: 890 }, season: { tmdb: 2 } },
    { anilist_id: 102, themoviedb_id: { tv: 890 }, season: { tmdb: 0 } },
    { anilist_id: 103, themoviedb_id: { movie: [11, 12] } },
    { anilist_id: 104, tvdb_id: 81797 },
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

  it("that nobody knows stay titles to be searched for, and are counted", async () => {
    const { items, warnings } = await titles([{ anilist: 9999, title: "Strange", year: 1999 }]);
    assert.deepEqual([items[0]?.title, items[0]?.year, items[0]?.mediaType], ["Strange", 1999, "unknown"]);
    assert.match(warnings[0] ?? "", /^1 of 1 are not in the table/);
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
    assert.deepEqual(await toTitles([], context), { items: [], warnings: [] });
  });
});

describeWithFixtures("A recorded list of 52 planned anime, with its part of the real table", () => {
  interface PlannedMedia {
    id: number;
    idMal?: number;
    format: string;
    title: { romaji: string };
    startDate?: { year?: number };
  }
  interface Planned {
    data: { MediaListCollection: { lists: { entries?: { media: PlannedMedia }[] }[] } };
  }

  it("becomes the 37 titles that were counted by hand, with one entry left over", async () => {
    const { data } = readJsonFixture<Planned>("anilist/seanime-MediaListCollection-planning-52.excerpt.json");
    const entries = data.MediaListCollection.lists
      .flatMap((list) => list.entries ?? [])
      .map(({ media: { id, idMal, format, title, startDate } }) => ({
        anilist: id,
        mal: idMal,
        format,
        title: title.romaji,
        year: startDate?.year,
      }));
    assert.equal(entries.length, 52);
    const site = await startAnime({
      table: readJsonFixture("anime-mapping/fribb-2026-06-30.joined-for-planning-list.json"),
    });
    try {
      const context = contextFor(site.origin, { settings: { mappingRows: 1, specials: "parent" } });
      const { items } = await toTitles(entries, context);
      const found = items.filter(({ ids }) => ids.tmdb !== undefined || ids.imdb !== undefined);
      // 33 by TMDB; four have an IMDb id only
      assert.equal(found.length, 37);
      assert.equal(found.filter(({ ids }) => ids.tmdb !== undefined).length, 33);
      assert.equal(items.length - found.length, 1);
      assert.ok(found.some(({ ids, mediaType }) => ids.tmdb === 890 && mediaType === "tv"));
    } finally {
      await site.close();
    }
  });
});
