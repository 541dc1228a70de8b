import assert from "node:assert/strict";
import { conformance } from "../../../src/lists/conformance.ts";
import { fetchList } from "../../../src/lists/fetching/fetch-lists.ts";
import { stevenlu } from "../../../src/lists/stevenlu.ts";
import { syntheticTitles } from "../../servers/catalogue/synthetic.ts";
import { startListSite } from "../../servers/list-site.ts";
import { startStevenlu } from "../../servers/stevenlu/start-stevenlu.ts";
import { describeWithFixtures, readJsonFixture } from "../../support/fixtures.ts";

const movies = syntheticTitles(20).filter(({ mediaType }) => mediaType === "movie");

describe("Steven Lu", () => {
  const checks = conformance(stevenlu, {
    understands: [
      { input: "stevenlu", id: "stevenlu" },
      { input: "StevenLu", id: "stevenlu" },
      { input: "https://popular-movies-data.stevenlu.com/movies.json", id: "stevenlu" },
      { input: "https://s3.amazonaws.com/popular-movies/movies.json", id: "stevenlu" },
      { input: "http://s3.amazonaws.com/popular-movies/all-movies.json", id: "all-movies" },
      { input: "https://movies.stevenlu.com/", id: "stevenlu" },
      { input: "https://movies.stevenlu.com/movies-imdb-min7.json", id: "movies-imdb-min7" },
      { input: "all-movies", id: "all-movies" },
      { input: "movies-metacritic-min60", id: "movies-metacritic-min60" },
      { input: "movies-rottentomatoes-min80.json", id: "movies-rottentomatoes-min80" },
      { input: "movies-imdb-min5", id: "movies-imdb-min5" },
      { input: "https://popular-movies-data.stevenlu.com/movies-20240101.json?x=1", id: "movies-20240101" },
    ],
    refuses: ["https://popular-movies-data.stevenlu.com/series.json"],
    ignores: [
      "movies",
      "movies.json",
      "movies-imdb-min9",
      "https://s3.amazonaws.com/other/movies.json",
      "Heat",
    ],
    start: () => startStevenlu({ movies, "all-movies": [] }),
    list: { input: "stevenlu", titles: movies.length, total: movies.length },
    empty: "all-movies",
    situations: [
      { title: "there is no such day", code: "not-found", input: "movies-20180101" },
      {
        title: "the bucket hides what it has not",
        code: "not-found",
        fault: { kind: "answer", status: 403 },
      },
    ],
  });
  for (const { title, run } of checks) it(title, run);
});

describeWithFixtures("Steven Lu in the shape of the project's program", () => {
  for (const [file, ids] of [
    ["movies.SYNTHETIC.json", { tmdb: 969681, imdb: "tt22084616" }],
    ["movies-old-no-tmdb.SYNTHETIC.json", { imdb: "tt6751668" }],
  ] as const)
    it(`reads ${file} as movies without a year`, async () => {
      const site = await startListSite(() => ({ json: readJsonFixture(`stevenlu/${file}`) }));
      const { items } = await fetchList({ list: "stevenlu" }, { origins: { stevenlu: site.origin } });
      await site.close();
      assert.deepEqual(items[0]?.ids, ids);
      assert.equal(items[0]?.mediaType, "movie");
      assert.equal(items[0]?.year, undefined);
    });
});
