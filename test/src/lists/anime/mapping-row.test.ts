import assert from "node:assert/strict";
import { readMappingRow } from "../../../../src/lists/anime/mapping-row.ts";
import { packRow, unpackTarget } from "../../../../src/lists/anime/packed-row.ts";
import { describeWithFixtures, readJsonFixture } from "../../../support/fixtures.ts";

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
