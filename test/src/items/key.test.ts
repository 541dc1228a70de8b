import assert from "node:assert/strict";
import { itemKey } from "../../../src/items/key.ts";
import { normaliseItem } from "../../../src/items/normalise.ts";

const key = (input: unknown) => itemKey(normaliseItem(input));

describe("itemKey", () => {
  it("takes the strongest id, with the media type where numbers need one", () => {
    assert.equal(
      key({ title: "The Matrix", type: "movie", tmdb_id: 603, imdb_id: "tt0133093" }),
      "movie:tmdb:603",
    );
    assert.equal(key({ title: "The Matrix", imdb_id: "tt133093", tvdb_id: 169 }), "imdb:tt0133093");
    assert.equal(key({ title: "Breaking Bad", type: "show", tvdb_id: "81189" }), "tv:tvdb:81189");
    assert.equal(key({ id: 1396 }), "unknown:tmdb:1396");
  });

  it("prefers an IMDb id to a TMDB number of unknown type", () => {
    assert.equal(key({ title: "Mirror", tmdb_id: 1396, imdb_id: "tt0072443" }), "imdb:tt0072443");
  });

  it("keeps a movie and a show with the same number apart", () => {
    assert.notEqual(
      key({ type: "movie", tmdb_id: 550, title: "a" }),
      key({ type: "tv", tmdb_id: 550, title: "a" }),
    );
  });

  it("folds the title when there is no id", () => {
    assert.equal(key({ title: "WALL·E", year: 2008 }), key({ title: "Wall-E (2008)" }));
    assert.equal(key({ title: "WALL·E", year: 2008 }), "title:wall e|2008|movie");
  });

  it("keeps titles of punctuation only apart", () => {
    assert.notEqual(key({ title: "!!!" }), key({ title: "???" }));
  });

  it("does not change through match, outcome, sources or seasons", () => {
    const item = normaliseItem({ title: "Dark", type: "tv", tmdb_id: 70523 });
    const later = {
      ...item,
      seasons: [1],
      sources: [{ provider: "trakt", list: "a" }],
      match: { tmdbId: 1, mediaType: "movie" as const, title: "x", matchedBy: "imdb" as const },
      outcome: { status: "failed" as const, at: "2026-01-01T00:00:00Z" },
    };
    assert.equal(itemKey(later), itemKey(item));
  });
});
