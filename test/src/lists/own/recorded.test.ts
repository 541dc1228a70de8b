import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { formatOfName } from "../../../../src/lists/own/format.ts";
import { describeWithFixtures, fixturePath } from "../../../support/fixtures.ts";
import { readOwn, said } from "./read-own.ts";

const recorded = (name: string) => readOwn(readFileSync(fixturePath(name)), { format: formatOfName(name) });

describeWithFixtures("own lists: recorded exports of IMDb", () => {
  it("reads the first generation, with lower-case columns and Feature Film", async () => {
    const { items, total } = await recorded("imdb/csv/export-v1.csv");
    assert.deepEqual([items.length, total], [7, 7]);
    const [first] = items;
    // by Const, which need not be the id of the address beside it
    assert.equal(first && said(first), "Cloverfield · 2008 · movie · imdb tt2442136");
    assert.deepEqual([first?.addedAt, first?.rating], ["2009-04-09T00:00:00.000Z", 7.1]);
  });

  for (const [name, rows] of [
    ["export-v3.csv", 3],
    ["export-v4.csv", 8],
    ["list-export-2023-08.csv", 12],
  ] as const)
    it(`reads all ${rows} titles of ${name}`, async () => {
      const { items, total, warnings } = await recorded(`imdb/csv/${name}`);
      assert.deepEqual([items.length, total, warnings], [rows, rows, []]);
      assert.ok(items.every(({ mediaType, year }) => mediaType !== "unknown" && year !== undefined));
    });

  it("reads a file that Excel stored again: Windows-1252, 470 blank rows, dates that mean nothing", async () => {
    const { items, total, warnings } = await recorded(
      "imdb/csv/watchlist-export-2020-excel-mangled-dates.csv",
    );
    assert.deepEqual([items.length, total, warnings], [19, 19, []]);
    assert.deepEqual([items[0]?.title, items[0]?.mediaType], ["Band of Brothers", "tv"]);
    assert.ok(items.every(({ addedAt, title }) => addedAt === undefined && !title.includes("\uFFFD")));
  });

  it("reads types as labels, and leaves three episodes out", async () => {
    const { items, total, warnings } = await recorded("imdb/csv/watchlist-export-2024-12.csv");
    assert.deepEqual([items.length, total], [1547, 1550]);
    assert.deepEqual(warnings, ["3 left out: an episode, not a show."]);
    assert.equal(items.filter(({ mediaType }) => mediaType === "tv").length, 340 + 66);
    assert.equal(items.filter(({ mediaType }) => mediaType === "unknown").length, 0);
    assert.equal(items[0]?.addedAt, "2018-08-08T00:00:00.000Z");
  });
});

describeWithFixtures("own lists: recorded files", () => {
  const FIRST: [string, string][] = [
    ["json-custom/letterboxd-list-radarr-2019-11.json", "Basquiat · imdb tt0115632"],
    ["json-custom/tvseries-tvdb-only.docsample.json", "tv · tvdb 75837"],
    ["rss/radarr-couchpotato_movie_list.json", "tmdb 330459"],
    [
      "trakt/csv/list-export-vip-2019-07.csv",
      "Spider-Man: Far from Home · 2019 · movie · imdb tt6320628 · tmdb 429617 · trakt 273537",
    ],
    ["letterboxd/csv/export-2025-01-watchlist.csv", "Tank · 1984"],
    ["letterboxd/csv/export-2026-07-list-5-star-tv-shows.csv", "Normal People · 2020"],
  ];
  for (const [name, title] of FIRST)
    it(`reads ${name}, its first title being ${title}`, async () => {
      const { items, warnings } = await recorded(name);
      const [first] = items;
      assert.ok(first);
      assert.ok(
        title.split(" · ").every((part) => said(first).includes(part)),
        said(first),
      );
      assert.deepEqual(warnings, []);
    });

  it("reads Letterboxd's diary feed with its TMDB ids", async () => {
    const { items, incremental } = await recorded("letterboxd/yj-rss_sample.xml");
    assert.equal(incremental, true);
    assert.ok(items.some(({ ids, mediaType }) => ids.tmdb !== undefined && mediaType === "movie"));
  });
});
