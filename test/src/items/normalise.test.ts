import assert from "node:assert/strict";
import { InputError } from "../../../src/errors.ts";
import { normaliseItem } from "../../../src/items/normalise.ts";

describe("normaliseItem", () => {
  it("accepts the loose form", () => {
    assert.deepEqual(
      normaliseItem({
        title: " The  Matrix ",
        media_type: "Movie",
        release_date: "1999-03-31",
        imdb_id: "tt133093",
        tmdb_id: "603",
        tvdb_id: "",
        description: "A hacker &amp; his choice",
        rating: "8.7",
      }),
      {
        title: "The Matrix",
        year: 1999,
        mediaType: "movie",
        ids: { tmdb: 603, imdb: "tt0133093" },
        rating: 8.7,
        description: "A hacker & his choice",
        sources: [],
      },
    );
  });

  it("leaves a normal item as it is", () => {
    const item = normaliseItem({
      title: "Dark",
      mediaType: "tv",
      year: 2017,
      ids: { tmdb: 70523, trakt: 119172, mdblist: "dark" },
      seasons: [2, 1],
      rank: 3,
      addedAt: "2026-01-02T03:04:05.000Z",
      sources: [{ provider: "trakt", list: "sean/shows", requestAs: 2 }],
    });
    assert.deepEqual(normaliseItem(item), item);
    assert.deepEqual(item.seasons, [1, 2]);
    assert.deepEqual(item.sources, [{ provider: "trakt", list: "sean/shows", requestAs: 2 }]);
  });

  describe("media type", () => {
    for (const word of ["tv", "Series", "SHOW", "television", "TV Mini-Series", "tvSeries"])
      it(`reads “${word}” as a show`, () => {
        assert.equal(normaliseItem({ title: "x", type: word }).mediaType, "tv");
      });
    it("is movie when it is empty and there is no id to ask", () => {
      assert.equal(normaliseItem({ title: "x", mediaType: "" }).mediaType, "movie");
    });
    it("stays unknown when it is empty and an id can decide", () => {
      assert.equal(normaliseItem({ title: "x", imdb_id: "tt0133093" }).mediaType, "unknown");
    });
    it("stays unknown for a strange word", () => {
      assert.equal(normaliseItem({ title: "x", type: "videogame" }).mediaType, "unknown");
    });
    it("is tv when the row names seasons", () => {
      assert.equal(normaliseItem({ title: "x", season: "2" }).mediaType, "tv");
    });
  });

  describe("year", () => {
    const cases: [string, unknown, number | undefined][] = [
      ["a number", 2021, 2021],
      ["a date as text", "2021-10-01", 2021],
      ["a Date", new Date("2021-10-01T00:00:00Z"), 2021],
      ["a span", "1999–2003", 1999],
      ["nothing in a word", "soon", undefined],
      ["nothing in 0", 0, undefined],
      ["nothing in a date of year 1", "0001-01-01T00:00:00Z", undefined],
      ["the first moving pictures", 1874, 1874],
    ];
    for (const [name, value, year] of cases)
      it(`reads ${name}`, () => {
        assert.equal(normaliseItem({ title: "x", year: value }).year, year);
      });
    it("is taken from brackets behind the title", () => {
      const { title, year } = normaliseItem({ title: "Heat (1995)" });
      assert.deepEqual({ title, year }, { title: "Heat", year: 1995 });
    });
    for (const value of [1066, "9999", 20211, "95"])
      it(`makes no guess of ${JSON.stringify(value)}, which no title can have`, () => {
        assert.throws(() => normaliseItem({ title: "x", year: value }), {
          code: "bad-input",
          message: /the year/,
        });
        assert.deepEqual(normaliseItem({ title: "x", year: value, imdb_id: "tt0133093" }).ids, {
          imdb: "tt0133093",
        });
      });
    it("is never taken from a number that belongs to the title", () => {
      for (const title of ["Blade Runner 2049", "1917", "Class of 1984"]) {
        const item = normaliseItem({ title });
        assert.deepEqual({ title: item.title, year: item.year }, { title, year: undefined });
      }
    });
    it("leaves brackets that contradict the year to the title", () => {
      assert.equal(normaliseItem({ title: "Chronicle (1912)", year: 2012 }).title, "Chronicle (1912)");
    });
  });

  describe("ids", () => {
    const imdb: [unknown, string | undefined][] = [
      ["tt0133093", "tt0133093"],
      ["133093", "tt0133093"],
      [133093, "tt0133093"],
      ["TT00133093", "tt0133093"],
      ["tt12345678", "tt12345678"],
      ["https://www.imdb.com/title/tt0133093/?ref_=x", "tt0133093"],
      ["nm0000206", undefined],
      ["", undefined],
      ["tt", undefined],
    ];
    for (const [value, id] of imdb)
      it(`reads the IMDb id ${JSON.stringify(value)} as ${id}`, () => {
        assert.equal(normaliseItem({ title: "x", imdb_id: value }).ids.imdb, id);
      });
    it("are found in external_ids, ids and ProviderIds, with keys in any case", () => {
      assert.equal(normaliseItem({ title: "x", external_ids: { imdb: "0133093" } }).ids.imdb, "tt0133093");
      assert.equal(normaliseItem({ Name: "x", ProviderIds: { Tmdb: "603", IMDb: "" } }).ids.tmdb, 603);
      assert.equal(normaliseItem({ Title: "x", TmdbId: 603 }).ids.tmdb, 603);
    });
    it("may be a bare id, which means TMDB", () => {
      assert.deepEqual(normaliseItem({ id: "603" }).ids, { tmdb: 603 });
    });
    it("beside a name, a bare id is a hint, and only without any other id", () => {
      const { ids, hints } = normaliseItem({ id: 1, title: "Heat", year: 1995 });
      assert.deepEqual([ids, hints], [{}, { tmdb: 1 }]);
      const known = normaliseItem({ id: 1, title: "Heat", year: 1995, tmdb_id: 949 });
      assert.deepEqual([known.ids, known.hints], [{ tmdb: 949 }, undefined]);
      assert.deepEqual(normaliseItem({ id: "tt0113277", title: "Heat" }).ids, { imdb: "tt0113277" });
      assert.deepEqual(normaliseItem(normaliseItem({ id: 1, title: "Heat" })).hints, { tmdb: 1 });
    });
    it("are ignored when they are 0, negative, fractional or no numbers", () => {
      for (const value of [0, -1, 1.5, "x", "0", null])
        assert.deepEqual(normaliseItem({ title: "x", tmdb_id: value, tvdb_id: value }).ids, {});
    });
  });

  describe("rating", () => {
    it("is on the scale 0 to 10", () => assert.equal(normaliseItem({ title: "x", rating: 4.5 }).rating, 4.5));
    it("above 10 is percent", () => assert.equal(normaliseItem({ title: "x", rating: 87 }).rating, 8.7));
    it("follows a named scale", () =>
      assert.equal(normaliseItem({ title: "x", rating: 4.5, rating_scale: 5 }).rating, 9));
    it("that is none is left out", () =>
      assert.equal("rating" in normaliseItem({ title: "x", rating: "N/A" }), false));
  });

  describe("text", () => {
    const ids: [unknown, object, string][] = [
      ["tt0133093", { imdb: "tt0133093" }, "unknown"],
      ["tmdb:603", { tmdb: 603 }, "unknown"],
      [603, { tmdb: 603 }, "unknown"],
      ["movie:603", { tmdb: 603 }, "movie"],
      ["tv/1396", { tmdb: 1396 }, "tv"],
      ["tvdb:81189", { tvdb: 81189 }, "unknown"],
    ];
    for (const [text, expected, type] of ids)
      it(`reads ${JSON.stringify(text)} as an id`, () => {
        const item = normaliseItem(text);
        assert.deepEqual(item.ids, expected);
        assert.equal(item.mediaType, type);
      });
    it("reads digits as a title", () => {
      const { title, ids } = normaliseItem("1917");
      assert.deepEqual([title, ids], ["1917", {}]);
    });
    it("reads a title with a year", () => {
      const item = normaliseItem("Blade Runner 2049 (2017)");
      assert.deepEqual([item.title, item.year, item.mediaType], ["Blade Runner 2049", 2017, "movie"]);
    });
  });

  it("refuses what has neither title nor id, and names the row", () => {
    for (const bad of [{}, { title: "  " }, "", null, undefined, 0, { title: "", trakt_id: 5 }])
      assert.throws(() => normaliseItem(bad), InputError);
    assert.throws(() => normaliseItem({ year: 2020 }, 2), {
      code: "bad-input",
      message: /^Row 2 has no readable title or id/,
    });
  });
});
