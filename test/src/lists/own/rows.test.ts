import assert from "node:assert/strict";
import { normaliseItem } from "../../../../src/items/normalise.ts";
import { decode } from "../../../../src/lists/decode.ts";
import { parseCsv } from "../../../../src/lists/own/csv.ts";
import { parseJson } from "../../../../src/lists/own/json.ts";
import { readRows } from "../../../../src/lists/own/rows.ts";
import { parseRss } from "../../../../src/lists/own/rss.ts";
import { textRow } from "../../../../src/lists/own/text.ts";
import { describeWithFixtures, readFixture, readJsonFixture } from "../../../support/fixtures.ts";

describe("own lists: lines of text", () => {
  const lines: [string, object | undefined][] = [
    ["Dune (2021)", { title: "Dune", year: 2021 }],
    ["Blade Runner 2049", { title: "Blade Runner 2049" }],
    ["1917", { title: "1917" }],
    ["2001: A Space Odyssey [1968]", { title: "2001: A Space Odyssey", year: 1968 }],
    ["tv: Fargo (2014)", { mediaType: "tv", title: "Fargo", year: 2014 }],
    ["movie: Fargo", { mediaType: "movie", title: "Fargo" }],
    ["tt0133093", { imdb_id: "tt0133093" }],
    ["The Matrix tt0133093", { title: "The Matrix", imdb_id: "tt0133093" }],
    ["tmdb:603", { tmdb_id: "603" }],
    ["tv: tvdb:81189", { mediaType: "tv", tvdb_id: "81189" }],
    ["https://www.themoviedb.org/tv/1396-breaking-bad", { tmdb_id: "1396", mediaType: "tv" }],
    ["https://www.imdb.com/de/title/tt0133093/?ref_=x", { imdb_id: "tt0133093" }],
    ["https://trakt.tv/movies/heat-1995", { mediaType: "movie", title: "heat", year: 1995 }],
    ["https://app.trakt.tv/shows/the-wire/seasons/2", { mediaType: "tv", title: "the wire" }],
    ["https://letterboxd.com/film/blade-runner-2049/", { title: "blade runner 2049", mediaType: "unknown" }],
    ["https://letterboxd.com/film/heat-1995/", { title: "heat", year: 1995, mediaType: "unknown" }],
    ["https://www.thetvdb.com/series/breaking-bad", { mediaType: "tv", title: "breaking bad" }],
    ["# seen", undefined],
    ["   ", undefined],
  ];
  for (const [line, row] of lines) {
    it(`reads "${line}"`, () => assert.deepEqual(textRow(line), row));
  }
});

describe("own lists: JSON", () => {
  it("reads ids, lines and objects side by side", () => {
    assert.deepEqual(
      parseJson([603, "tt0133093", "tmdb:604", "Dune (2021)", { name: "Fargo", type: "tv" }]).rows,
      [
        { tmdb_id: 603 },
        { imdb_id: "tt0133093" },
        { tmdb_id: "604" },
        { title: "Dune", year: 2021 },
        { title: "Fargo", mediaType: "tv" },
      ],
    );
  });

  it("keeps the seasons that a row names", () => {
    const { rows } = parseJson([
      { tmdb_id: 1396, type: "tv", seasons: [2] },
      { tmdb_id: 1396, type: "tv", Season: 3 },
      { tmdb_id: 1396, type: "tv", seasons: ["4", null, "5"] },
      { tmdb_id: 1396, type: "tv", seasons: 5 },
      { tmdb_id: 1396, type: "tv", seasons: [{ seasonNumber: 1, monitored: true }] },
    ]);
    assert.deepEqual(
      rows.map(({ seasons }) => seasons),
      [[2], [3], [4, 5], undefined, undefined],
    );
  });

  it("takes the type from the name of the array", () => {
    const { rows } = parseJson({ movies: [{ id: 1 }], shows: [{ id: 1 }] });
    assert.deepEqual(
      rows.map((row) => [row.tmdb_id, row.mediaType]),
      [
        [1, "movie"],
        [1, "tv"],
      ],
    );
  });

  it("reads Radarr's PascalCase and the records of a Trakt export", () => {
    assert.deepEqual(
      parseJson([{ TmdbId: 603, ImdbId: "tt0133093", Title: "The Matrix", Year: 1999 }]).rows[0],
      {
        title: "The Matrix",
        year: 1999,
        imdb_id: "tt0133093",
        tmdb_id: 603,
      },
    );
    const season = {
      type: "season",
      season: { number: 2 },
      show: { title: "Fargo", year: 2014, ids: { tmdb: 60622 } },
    };
    assert.deepEqual(parseJson([season]).rows[0], {
      title: "Fargo",
      year: 2014,
      mediaType: "tv",
      tmdb_id: 60622,
      seasons: [2],
    });
  });

  it("takes nothing but titles from a Trakt export, an episode as its show with that season", () => {
    const show = { title: "The Wire", year: 2002, ids: { trakt: 1, tmdb: 1438 } };
    const { rows, unread } = parseJson([
      { rank: 1, id: 949, type: "person", person: { name: "Al Pacino", ids: { tmdb: 1158 } } },
      { rank: 2, id: 950, type: "episode", episode: { season: 2, number: 5, ids: { tmdb: 7 } }, show },
      { rated_at: "2024-03-01T10:00:00.000Z", rating: 9, type: "show", show },
      { listed_at: "2024-03-02T10:00:00.000Z", type: "show", show },
    ]);
    assert.equal(unread, 1);
    assert.deepEqual(
      rows.map(({ tmdb_id, seasons, rating, addedAt }) => [tmdb_id, seasons, rating, addedAt]),
      [
        [1438, [2], undefined, undefined],
        [1438, undefined, 9, "2024-03-01T10:00:00.000Z"],
        [1438, undefined, undefined, "2024-03-02T10:00:00.000Z"],
      ],
    );
  });

  it("counts what names no title", () => {
    assert.equal(parseJson([{ note: "x" }, null, true]).unread, 3);
  });

  it("refuses JSON without a list", () => {
    assert.throws(() => parseJson({ error: "no" }), { code: "markup-changed" });
    assert.throws(() => parseJson("x"), { code: "markup-changed" });
  });
});

describe("own lists: CSV", () => {
  it("finds columns by name, whatever the separator and the byte order mark", async () => {
    for (const separator of [",", ";", "\t"]) {
      const text = `\uFEFF${["Title", "Year", "IMDb ID"].join(separator)}\r\n${["Léon", "1994", "tt0110413"].join(separator)}\r\n${separator}${separator}\r\n`;
      assert.deepEqual(await parseCsv(text), {
        rows: [{ title: "Léon", year: "1994", imdb_id: "tt0110413" }],
        unread: 0,
      });
    }
  });

  it("reads a file without a header", async () => {
    assert.deepEqual((await parseCsv("Dune,2021\ntt0133093\n")).rows, [
      { title: "Dune", year: 2021 },
      { imdb_id: "tt0133093" },
    ]);
  });

  it("reads the stars of a Letterboxd export as half of ten", async () => {
    const stars = await parseCsv(
      "Date,Name,Year,Letterboxd URI,Rating\n2024-01-02,Heat,1995,https://boxd.it/2a1m,4.5\n",
    );
    assert.equal(normaliseItem(stars.rows[0]).rating, 9);
    const own = await parseCsv("title,year,rating\nHeat,1995,4.5\n");
    assert.equal(normaliseItem(own.rows[0]).rating, 4.5);
  });

  it("reads quoted titles with separators and line breaks", async () => {
    assert.equal(
      (await parseCsv('title,year\n"Tick, Tick...\nBoom!",2021\n')).rows[0]?.title,
      "Tick, Tick...\nBoom!",
    );
  });
});

describe("own lists: RSS and Atom", () => {
  const feed = (items: string) =>
    `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>${items}</channel></rss>`;

  it("prefers ids to titles and reads type marks", async () => {
    const { rows } = await parseRss(
      feed(
        "<item><title>Enola Holmes 2 (2022)</title><category>movie</category><guid isPermaLink='false'>imdb://tt14641788</guid><guid>tmdb://829280</guid></item>" +
          "<item><title>Severance (2022 TV Series)</title><link>https://www.imdb.com/title/tt11280740/</link></item>" +
          "<item><title>Only words</title></item>",
      ),
    );
    assert.deepEqual(rows, [
      { title: "Enola Holmes 2", year: 2022, imdb_id: "tt14641788", tmdb_id: "829280", mediaType: "movie" },
      { title: "Severance", year: 2022, imdb_id: "tt11280740", mediaType: "tv" },
      { title: "Only words" },
    ]);
  });

  it("leaves a member's own lists in a Letterboxd feed out, and reads shows by their TVDB address", async () => {
    const { rows, unread } = await parseRss(
      feed(
        "<item><title>My best horror films</title><guid isPermaLink='false'>letterboxd-list-123</guid></item>" +
          "<item><title>The Wire</title><link>https://thetvdb.com/dereferrer/series/79126</link></item>",
      ),
    );
    assert.deepEqual([rows, unread], [[{ title: "The Wire", mediaType: "tv", tvdb_id: "79126" }], 1]);
  });

  it("reads an Atom feed with one entry, and an empty feed", async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Dune (2021)</title></entry></feed>`;
    assert.deepEqual((await parseRss(atom)).rows, [{ title: "Dune", year: 2021 }]);
    assert.deepEqual((await parseRss(feed(""))).rows, []);
  });

  it("says that broken or other XML is no feed", async () => {
    await assert.rejects(parseRss("<rss><channel>"), { code: "markup-changed" });
    await assert.rejects(parseRss("<other/>"), { code: "markup-changed" });
  });

  it("loads nothing that an entity points to", async () => {
    const text = `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${feed("<item><title>&x; (2021)</title></item>").slice(21)}`;
    const read = await parseRss(text).catch(() => ({ rows: [] }));
    assert.equal(JSON.stringify(read).includes("root:"), false);
  });
});

describe("own lists: telling the form", () => {
  it("believes the text more than the extension", async () => {
    assert.equal(
      (await readRows("<rss><channel><item><title>A (2000)</title></item></channel></rss>", "x", "json")).rows
        .length,
      1,
    );
    await assert.rejects(readRows("<!DOCTYPE html><html></html>", "Own list", "json"), {
      code: "markup-changed",
    });
  });

  it("reads text, CSV and JSON without any hint", async () => {
    assert.equal((await readRows("Dune (2021)\nWhat's Up, Doc? (1972)", "x")).rows.length, 2);
    assert.equal((await readRows("title,year\nDune,2021", "x")).rows.length, 1);
    assert.equal((await readRows("[603]", "x")).rows.length, 1);
    await assert.rejects(readRows("[603", "x", "json"), { code: "markup-changed" });
  });

  it("reads Windows-1252 and UTF-16 where the file is not UTF-8", () => {
    assert.equal(decode(Uint8Array.from([0x4c, 0xe9, 0x6f, 0x6e])), "Léon");
    assert.equal(decode(Uint8Array.from([0xff, 0xfe, 0x4c, 0x00])), "L");
    assert.equal(decode(new TextEncoder().encode("Léon")), "Léon");
  });
});

describeWithFixtures("own lists: recorded files", () => {
  it("reads the Radarr list with TMDB numbers under id and empty years", () => {
    const { rows, unread } = parseJson(readJsonFixture("json-custom/letterboxd-list-radarr-2019-11.json"));
    assert.deepEqual(rows[0], { title: "Basquiat", imdb_id: "tt0115632", tmdb_id: 549 });
    assert.equal(unread, 0);
  });

  it("reads shows that have only IMDb ids, without inventing a type", () => {
    const { rows } = parseJson(readJsonFixture("json-custom/moviemeter-tv-2020-11.excerpt.json"));
    assert.deepEqual([rows[0]?.imdb_id, rows[0]?.mediaType], ["tt8111088", undefined]);
  });

  it("takes a list of nothing but TVDB ids as shows", () => {
    const { rows } = parseJson(readJsonFixture("json-custom/tvseries-tvdb-only.docsample.json"));
    assert.deepEqual(rows[0], { tvdb_id: "75837", mediaType: "tv" });
  });

  it("reads CouchPotato's list behind its byte order mark", async () => {
    const { rows } = await readRows(readFixture("rss/radarr-couchpotato_movie_list.json"), "x", "json");
    assert.equal(rows[0]?.tmdb_id, 330459);
    assert.equal(rows[0]?.mediaType, "movie");
  });

  it("reads Trakt's CSV export with the ids of the title", async () => {
    const { rows } = await parseCsv(readFixture("trakt/csv/list-export-vip-2019-07.csv"));
    assert.deepEqual(
      [rows[0]?.title, rows[0]?.tmdb_id, rows[0]?.imdb_id, rows[0]?.mediaType],
      ["Spider-Man: Far from Home", "429617", "tt6320628", "movie"],
    );
  });

  it("reads Letterboxd's exports, the list with its many-line description included", async () => {
    const watchlist = await parseCsv(readFixture("letterboxd/csv/export-2025-01-watchlist.csv"));
    assert.deepEqual([watchlist.rows[0]?.title, watchlist.rows[0]?.year], ["Tank", "1984"]);
    const shows = await parseCsv(readFixture("letterboxd/csv/export-2026-07-list-5-star-tv-shows.csv"));
    assert.deepEqual([shows.rows[0]?.title, shows.rows[0]?.year, shows.unread], ["Normal People", "2020", 0]);
    const long = await parseCsv(readFixture("letterboxd/csv/export-2025-01-list.csv"));
    assert.ok(long.rows.length > 5);
  });

  it("reads Letterboxd's diary feed with its TMDB ids", async () => {
    const { rows } = await parseRss(readFixture("letterboxd/yj-rss_sample.xml"));
    assert.ok(rows.length > 0);
    assert.ok(rows.filter((row) => row.tmdb_id && row.mediaType === "movie").length > 0);
  });
});
