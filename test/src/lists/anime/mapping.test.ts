import assert from "node:assert/strict";
import { loadMapping } from "../../../../src/lists/anime/load-mapping.ts";
import { readMappingRow } from "../../../../src/lists/anime/mapping-row.ts";
import { packRow, unpackTarget } from "../../../../src/lists/anime/packed-row.ts";
import { type AnimeEntry, toTitles } from "../../../../src/lists/anime/to-titles.ts";
import { createProcessCache } from "../../../../src/lists/process-cache.ts";
import type { FetchContext } from "../../../../src/lists/provider.ts";
import { animeTable, type TableRecord } from "../../../servers/anime/anime-table.ts";
import { startAnime } from "../../../servers/anime/start-anime.ts";
import { type ListSite, startListSite } from "../../../servers/list-site.ts";
import { contextFor } from "../../../support/fetch-context.ts";
import { describeWithFixtures, readJsonFixture } from "../../../support/fixtures.ts";

const film = (tmdb: number) => ({ kind: "movies", tmdb: [tmdb] });

const DAY = 24 * 60 * 60 * 1000;

describe("One record of the table of anime ids", () => {
  const show = (tmdb: number, season?: number) => ({
    kind: "show",
    tmdb,
    ...(season !== undefined && { season }),
  });
  const movies = (...tmdb: number[]) => ({ kind: "movies", tmdb });
  const cases: [string, unknown, object | undefined][] = [
    [
      "2026-06",
      { themoviedb_id: { tv: 30991 }, season: { tvdb: 1, tmdb: 1 }, tvdb_id: 76885 },
      show(30991, 1),
    ],
    [
      "2026-06, a compilation",
      { themoviedb_id: { movie: [1, 2] }, imdb_id: ["tt0213338", "tt0213339"] },
      movies(1, 2),
    ],
    ["2026-05", { themoviedb_id: { movie: 16 } }, movies(16)],
    ["2026-01", { type: "TV", themoviedb_id: 5, tvdb_id: 7, season: { tvdb: 2, tmdb: 2 } }, show(5, 2)],
    ["2025", { type: "TV", themoviedb_id: 26209, thetvdb_id: 72025, imdb_id: "tt0286390" }, show(26209)],
    ["2025, two films", { type: "MOVIE", themoviedb_id: "968868,968870" }, movies(968868, 968870)],
    [
      "a film that is a show's special",
      { type: "MOVIE", themoviedb_id: { tv: 890 }, season: { tmdb: 0 } },
      show(890, 0),
    ],
    ["a special by TVDB alone", { themoviedb_id: { tv: 890 }, season: { tvdb: 0 } }, show(890, 0)],
    [
      "a film with the season of a special",
      { themoviedb_id: { movie: [9] }, season: { tvdb: 0 } },
      movies(9),
    ],
    [
      "a season that differs between the two",
      { themoviedb_id: { tv: 209867 }, season: { tvdb: 2, tmdb: 1 } },
      show(209867, 1),
    ],
    ["a season counted on through all", { themoviedb_id: { tv: 5 }, season: { tmdb: -1 } }, show(5)],
    [
      "a show that only TVDB knows",
      { type: "TV", thetvdb_id: 378609, imdb_id: null },
      { kind: "tvdb", tvdb: 378609 },
    ],
    [
      "a special that only TVDB knows",
      { tvdb_id: 5, season: { tvdb: 0 } },
      { kind: "tvdb", tvdb: 5, season: 0 },
    ],
    [
      "a film under its show's number at TVDB",
      { type: "MOVIE", thetvdb_id: 70350, imdb_id: "tt0923811" },
      { kind: "imdb", imdb: "tt0923811" },
    ],
    [
      "a film that only TVDB has",
      { type: "MOVIE", thetvdb_id: 70350 },
      { kind: "tvdb", tvdb: 70350, season: 0 },
    ],
    ["one that only IMDb knows", { imdb_id: ["[tt15439344]"] }, { kind: "imdb", imdb: "tt15439344" }],
    ["one that leads nowhere", { anilist_id: 9, mal_id: 9 }, undefined],
    ["no record", "x", undefined],
  ];
  for (const [title, record, target] of cases)
    it(`is read in the form of ${title}, and kept without a loss`, () => {
      const row = readMappingRow(record);
      assert.deepEqual(row?.target, target);
      if (row) assert.deepEqual(unpackTarget(packRow(row)), target);
    });

  it("keeps the number of every site", () => {
    const record = { anilist_id: 1, mal_id: 2, anidb_id: 3, kitsu_id: 4, simkl_id: 5, tvdb_id: 6 };
    assert.deepEqual(readMappingRow(record)?.ids, { anilist: 1, mal: 2, anidb: 3, kitsu: 4, simkl: 5 });
  });
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
    assert.deepEqual((await load()).find({ anilist: 3 }), film(900_002));
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
    assert.deepEqual((await load()).find({ anilist: 60 }), film(900_059));
  });

  it("is fetched once for all who want it at the same time", async () => {
    await Promise.all([load(), load(), load()]);
    assert.equal(site.requests.length, 1);
  });

  it("goes on for the others when the one who asked first gives up, and ends with the last", async () => {
    const first = new AbortController();
    const second = new AbortController();
    site.fault({ kind: "hang" });
    const waiting = [load({ signal: first.signal }), load({ signal: second.signal })];
    first.abort();
    await assert.rejects(waiting[0] ?? Promise.resolve(), { code: "cancelled" });
    site.fault(undefined);
    second.abort();
    await assert.rejects(waiting[1] ?? Promise.resolve(), { code: "cancelled" });
    assert.deepEqual((await load()).find({ anilist: 1 }), film(900_000));
  });

  it("is there for the second when the first gave up", async () => {
    const first = new AbortController();
    const waiting = load({ signal: first.signal });
    const other = load();
    first.abort();
    await assert.rejects(waiting, { code: "cancelled" });
    assert.deepEqual((await other).find({ anilist: 1 }), film(900_000));
    assert.equal(site.requests.length, 1);
  });

  it("is the new one when it has as many rows as the old one, and no ETag tells them apart", async () => {
    const bare = await startListSite(() => ({ json: table }));
    const fromBare = () => load({ origin: () => bare.origin });
    try {
      assert.deepEqual((await fromBare()).find({ anilist: 1 }), film(900_000));
      table = animeTable(50).map((row) => ({ ...row, themoviedb_id: { movie: [7] } }));
      now = new Date(now.getTime() + 8 * DAY);
      assert.deepEqual((await fromBare()).find({ anilist: 1 }), film(7));
    } finally {
      await bare.close();
    }
  });

  it("is tried again after a day when it could not be renewed, not by every list", async () => {
    await load();
    now = new Date(now.getTime() + 8 * DAY);
    table = animeTable(10);
    version = "2";
    await load();
    await load();
    assert.equal(site.requests.length, 2);
    now = new Date(now.getTime() + DAY);
    table = animeTable(60);
    assert.deepEqual((await load()).find({ anilist: 60 }), film(900_059));
    assert.equal(site.requests.length, 3);
  });

  it("is whole from 20,000 entries on", async () => {
    const real = { settings: {} };
    table = animeTable(19_999);
    await assert.rejects(load(real), { code: "unavailable", message: /not the whole table \(19999 entries/ });
    table = animeTable(20_000);
    assert.deepEqual((await load(real)).find({ anilist: 20_000 }), film(919_999));
    table = animeTable(20_000).map((row, index) =>
      index < 4_999 ? row : { anilist_id: index + 1, tvdb_id: 1 },
    );
    await assert.rejects(load({ ...real, cache: createProcessCache() }), { message: /4999 with a TMDB id/ });
  });

  it("takes a few hundred kilobytes in the memory", async () => {
    table = animeTable(10_000);
    await load();
    assert.ok(JSON.stringify(context.cache.get("anime-mapping", "rows")).length < 400_000);
  });

  it("keeps the sites' numbers apart", async () => {
    const mapping = await load();
    assert.deepEqual(mapping.find({ mal: 10_001 }), film(900_000));
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
      assert.deepEqual(mapping.find({ anilist: 50 }), film(900_049));
      assert.equal(mapping.warning, undefined);
      now = new Date(now.getTime() + 40 * DAY);
      assert.match((await load()).warning ?? "", /48 days old/);
    });

  it("fails the list when there has never been one", async () => {
    site.fault({ kind: "answer", status: 500 });
    await assert.rejects(load(), {
      code: "unavailable",
      message: /table .* could not be read: GitHub answered HTTP 500\./,
    });
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

describeWithFixtures("The table of anime ids as recorded", () => {
  const targets = (recording: string) =>
    readJsonFixture<unknown[]>(`anime-mapping/${recording}`).map((record) => readMappingRow(record)?.target);
  const count = (all: ReturnType<typeof targets>) => {
    const kinds = all.map((target) => target?.kind ?? "nothing");
    return Object.fromEntries(
      [...new Set(kinds)].sort().map((kind) => [kind, kinds.filter((each) => each === kind).length]),
    );
  };

  it("is read in the form of 2024, in which a film has its show's number at TVDB", () => {
    const all = targets("fribb-anime-list-mini-2024-05.excerpt.json");
    assert.deepEqual(count(all), { movies: 25, nothing: 5, tvdb: 47 });
    assert.deepEqual(all.filter((target) => target?.kind === "movies" && target.tmdb.length > 1).length, 6);
  });

  it("is read in the form of 2026, in which an OVA can be a film", () => {
    const all = targets("fribb-anime-list-full-2026.excerpt.json");
    assert.deepEqual(count(all), { movies: 3, show: 11 });
    assert.deepEqual(all[7], { kind: "movies", tmdb: [1390599] });
    assert.equal(all.filter((target) => target?.kind === "show" && target.season === 0).length, 2);
  });
});
