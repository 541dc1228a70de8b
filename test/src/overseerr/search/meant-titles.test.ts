import assert from "node:assert/strict";
import type { Item } from "../../../../src/items/item.ts";
import { resolveItem } from "../../../../src/overseerr/search/resolve.ts";
import type { ResolveOptions } from "../../../../src/overseerr/search/resolve-options.ts";
import { createCatalogue } from "../../../servers/catalogue/catalogue.ts";
import { film, show } from "../../../servers/catalogue/title.ts";
import { overseerrPerTest } from "../../../support/with-overseerr.ts";

const TITLES = [
  film(1, "1160419", "Dune", 2021),
  film(2, "0087182", "Dune", 1984),
  film(3, "0133093", "The Matrix", 1999),
  film(4, "1856101", "Blade Runner 2049", 2017),
  film(5, undefined, "Blade Runner", 1982),
  film(6, undefined, "1917", 2019),
  film(7, "0116282", "Fargo", 1996),
  show(8, "2802850", 269613, "Fargo", [2014]),
  film(9, undefined, "Pilot", 2008),
  film(10, undefined, "The Kiss", 1958),
  show(11, "0411008", 73739, "Lost", [2004]),
  film(12, "0111161", "The Shawshank Redemption", 1994, { translations: { de: "Die Verurteilten" } }),
  film(13, "0113277", "Heat", 1995),
  show(15, "6468322", 327417, "Money Heist", [2017], {
    original: "La casa de papel",
    translations: { de: "Haus des Geldes" },
  }),
  film(14, undefined, "2001: A Space Odyssey", 1968),
  film(16, "0079501", "Mad Max", 1979),
  film(17, "0078748", "Alien", 1979),
  film(18, "0080000", "Stalker", 1979),
];

const own = { provider: "own", list: "films.txt" };
const item = (more: Partial<Item>): Item => ({
  title: "",
  mediaType: "unknown",
  ids: {},
  sources: [own],
  ...more,
});

interface Case {
  what: string;
  item: Partial<Item>;
  options?: ResolveOptions;
  /** TMDB id, or what becomes of it. */
  expected: number | "not_found" | "ambiguous" | "skipped";
}

const CASES: Case[] = [
  // a spoken year, after the whole text
  { what: "a spoken year", item: { title: "Dune 2021" }, expected: 1 },
  { what: "a year after a comma", item: { title: "The Matrix, 1999" }, expected: 3 },
  { what: "the year of another one", item: { title: "Dune 1984" }, expected: 2 },
  { what: "a number that is part of the title", item: { title: "Blade Runner 2049" }, expected: 4 },
  { what: "a number that is the title", item: { title: "1917" }, expected: 6 },
  { what: "a number before the title", item: { title: "2001: A Space Odyssey" }, expected: 14 },
  { what: "a spoken year that fits nothing", item: { title: "The Matrix 1920" }, expected: "not_found" },
  // a type that was written counts
  { what: "a written show", item: { title: "Fargo", mediaType: "tv" }, expected: 8 },
  { what: "a written movie", item: { title: "Fargo", mediaType: "movie" }, expected: 7 },
  { what: "no type", item: { title: "Fargo" }, expected: "ambiguous" },
  {
    what: "a type that a site says",
    item: { title: "Fargo", mediaType: "tv", sources: [{ provider: "trakt", list: "x" }] },
    expected: "ambiguous",
  },
  // an id that leads nowhere
  {
    what: "an episode's id with a film's name",
    item: { title: "Pilot", year: 2008, ids: { imdb: "tt9900100" } },
    expected: "not_found",
  },
  {
    what: "a film's dead id",
    item: { title: "Pilot", year: 2008, mediaType: "movie", ids: { imdb: "tt9900100" } },
    expected: 9,
  },
  { what: "an old year", item: { title: "The Kiss", year: 1882 }, expected: "not_found" },
  // ids beside names
  {
    what: "a made-up TVDB id",
    item: { title: "Breaking Bad", mediaType: "tv", ids: { tvdb: 73739 } },
    expected: "ambiguous",
  },
  {
    what: "an IMDb id of another title",
    item: { title: "Alien", year: 1979, ids: { imdb: "tt0113277" } },
    expected: "ambiguous",
  },
  {
    what: "an IMDb id of another title, without a year",
    item: { title: "Alien", ids: { imdb: "tt0113277" } },
    expected: "ambiguous",
  },
  {
    what: "an IMDb id of another title of the same year",
    item: { title: "Alien", year: 1979, mediaType: "movie", ids: { imdb: "tt0079501" } },
    expected: "ambiguous",
  },
  {
    what: "a translated name that the server does not find, with its year",
    item: { title: "Der Weg in die Zone", year: 1979, ids: { imdb: "tt0080000" } },
    expected: 18,
  },
  {
    what: "a translated name with its year",
    item: { title: "Die Verurteilten", year: 1994, ids: { imdb: "tt0111161" } },
    expected: 12,
  },
  {
    what: "a translated name without a year",
    item: { title: "Die Verurteilten", ids: { imdb: "tt0111161" } },
    expected: 12,
  },
  {
    what: "a TVDB id beside a translated name",
    item: { title: "Haus des Geldes", mediaType: "tv", ids: { tvdb: 327417 } },
    expected: 15,
  },
  {
    what: "a translated name with the year of another country",
    item: { title: "Haus des Geldes", year: 2020, ids: { imdb: "tt6468322" } },
    expected: 15,
  },
  {
    what: "a TVDB id beside a dead TMDB number of no type",
    item: { title: "Lost", ids: { tmdb: 999_999, tvdb: 73739 } },
    expected: 11,
  },
  {
    what: "another show's TVDB id beside a dead TMDB number of no type",
    item: { title: "Breaking Bad", ids: { tmdb: 999_999, tvdb: 73739 } },
    expected: "ambiguous",
  },
  {
    what: "a hint among several of the name",
    item: { title: "Dune", mediaType: "movie", hints: { tmdb: 2 } },
    expected: 2,
  },
  {
    what: "a hint at another title",
    item: { title: "Heat", year: 1995, hints: { tmdb: 1 } },
    expected: 13,
  },
  {
    what: "a year that is one off",
    item: { title: "Heat", year: 1996, ids: { imdb: "tt0113277" } },
    expected: 13,
  },
  { what: "an id alone", item: { ids: { imdb: "tt0113277" } }, expected: 13 },
  // what a list's options want
  {
    what: "movies only: a movie",
    item: { title: "Heat", year: 1995, sources: [{ ...own, wish: { mediaType: "movie" } }] },
    expected: 13,
  },
  {
    what: "movies only: a show",
    item: { title: "Fargo", year: 2014, sources: [{ ...own, wish: { mediaType: "movie" } }] },
    expected: "skipped",
  },
  {
    what: "shows only: a show",
    item: { title: "Fargo", year: 2014, sources: [{ ...own, wish: { mediaType: "tv" } }] },
    expected: 8,
  },
  {
    what: "years: one too old",
    item: { ids: { imdb: "tt0113277" }, sources: [{ ...own, wish: { yearFrom: 2000 } }] },
    expected: "skipped",
  },
  {
    what: "two lists, one of which wants it",
    item: {
      title: "Fargo",
      year: 2014,
      sources: [
        { ...own, wish: { mediaType: "movie" } },
        { provider: "own", list: "shows.txt" },
      ],
    },
    expected: 8,
  },
];

describe("the title that is meant", () => {
  const { start } = overseerrPerTest();

  for (const { what, item: given, options, expected } of CASES)
    it(`by ${what}`, async () => {
      const { overseerr } = await start({ catalogue: createCatalogue(TITLES) });
      const { kind, item: found } = await resolveItem(item(given), { overseerr }, options);
      const outcome = found.outcome?.status ?? kind;
      assert.equal(found.match?.tmdbId ?? outcome, expected, found.outcome?.reason);
      // and again, from what is remembered
      const again = await resolveItem(item(given), { overseerr }, options);
      assert.equal(again.item.match?.tmdbId ?? again.item.outcome?.status, expected);
    });

  describe("by the TVDB id of a show in the library", () => {
    const lost = { title: "Lost", mediaType: "tv" as const, ids: { tvdb: 73739 } };
    const startWithLost = async () => {
      const { server, overseerr } = await start({ catalogue: createCatalogue(TITLES) });
      server.addMedia({ mediaType: "tv", tmdbId: 11, status: 4 });
      return { server, overseerr };
    };

    for (const year of [undefined, 2008])
      it(`not for another name${year ? " with its year" : ""}`, async () => {
        const { overseerr } = await startWithLost();
        const given = { ...lost, title: "Breaking Bad", ...(year && { year }) };
        const { kind, item: found } = await resolveItem(item(given), { overseerr });
        assert.deepEqual([kind, found.match], ["ambiguous", undefined]);
        assert.match(
          found.outcome?.reason ?? "",
          /^TVDB 73739 is "Lost" \(2004\), but the list has "Breaking Bad"/,
        );
      });

    it("for its own name, with one question for good", async () => {
      const { server, overseerr } = await startWithLost();
      for (const _ of [1, 2]) {
        const { item: found } = await resolveItem(item(lost), { overseerr });
        assert.deepEqual([found.match?.tmdbId, found.match?.status], [11, 4]);
      }
      assert.equal(server.calls["GET /search"], 1);
    });
  });
});
