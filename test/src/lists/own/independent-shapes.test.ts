import assert from "node:assert/strict";
import { readOwn, said } from "./read-own.ts";

/** Answers of programs and feeds, written from what those programs send; what each means, and what is left out of it. */
const SHAPES: [string, unknown, string[], Record<string, number>][] = [
  [
    "plex",
    {
      MediaContainer: {
        size: 2,
        title1: "Movies",
        Metadata: [
          {
            ratingKey: "11",
            type: "movie",
            title: "Heat",
            year: 1995,
            Guid: [{ id: "imdb://tt0113277" }, { id: "tmdb://949" }],
          },
          {
            ratingKey: "12",
            type: "show",
            title: "Dark",
            year: 2017,
            childCount: 3,
            Guid: [{ id: "tvdb://334824" }],
          },
        ],
      },
    },
    ["Heat · 1995 · movie · imdb tt0113277 · tmdb 949", "Dark · 2017 · tv · tvdb 334824"],
    {},
  ],
  [
    "jellyfin",
    {
      Items: [
        {
          Name: "Heat",
          Id: "0a1b",
          ProductionYear: 1995,
          Type: "Movie",
          ProviderIds: { Tmdb: "949", Imdb: "tt0113277" },
        },
        { Name: "Al Pacino", Type: "Person", Id: "aa" },
      ],
      TotalRecordCount: 2,
    },
    ["Heat · 1995 · movie · imdb tt0113277 · tmdb 949"],
    { "a person": 1 },
  ],
  [
    "kodi",
    {
      id: 1,
      jsonrpc: "2.0",
      result: {
        limits: { start: 0, end: 1, total: 1 },
        movies: [
          {
            movieid: 5,
            label: "Heat",
            title: "Heat",
            year: 1995,
            uniqueid: { imdb: "tt0113277", tmdb: "949" },
          },
        ],
      },
    },
    ["Heat · 1995 · movie · imdb tt0113277 · tmdb 949"],
    {},
  ],
  [
    "sonarr",
    [
      {
        id: 3,
        title: "Dark",
        year: 2017,
        tvdbId: 334824,
        imdbId: "tt5753856",
        seasons: [
          { seasonNumber: 1, monitored: true },
          { seasonNumber: 2, monitored: false },
        ],
      },
    ],
    ["Dark · 2017 · tv · imdb tt5753856 · tvdb 334824"],
    {},
  ],
  [
    "radarr",
    [
      {
        id: 7,
        title: "Heat",
        originalTitle: "Heat",
        tmdbId: 949,
        imdbId: "tt0113277",
        year: 1995,
        hasFile: false,
      },
    ],
    ["Heat · 1995 · imdb tt0113277 · tmdb 949"],
    {},
  ],
  [
    "simkl",
    {
      shows: [
        {
          status: "plantowatch",
          show: { title: "Dark", year: 2017, ids: { simkl: 1, imdb: "tt5753856", tmdb: "70523" } },
        },
      ],
      movies: [{ movie: { title: "Heat", year: 1995, ids: { tmdb: "949" } } }],
    },
    ["Dark · 2017 · tv · imdb tt5753856 · tmdb 70523 · simkl 1", "Heat · 1995 · movie · tmdb 949"],
    {},
  ],
  [
    "trakt",
    [
      {
        rank: 1,
        type: "season",
        season: { number: 2, ids: { trakt: 9 } },
        show: { title: "Dark", year: 2017, ids: { tmdb: 70523 } },
      },
    ],
    ["Dark · 2017 · tv · tmdb 70523 · season 2"],
    {},
  ],
  [
    "omdb",
    {
      Search: [
        { Title: "Heat", Year: "1995", imdbID: "tt0113277", Type: "movie", Poster: "N/A" },
        { Title: "Dark", Year: "2017–2020", imdbID: "tt5753856", Type: "series" },
      ],
      totalResults: "2",
      Response: "True",
    },
    ["Heat · 1995 · movie · imdb tt0113277", "Dark · 2017 · tv · imdb tt5753856"],
    {},
  ],
  [
    "yamtrack",
    [{ media_id: "949", source: "tmdb", media_type: "movie", title: "Heat", status: "Planning" }],
    ["Heat · movie · tmdb 949"],
    {},
  ],
  [
    "watcharr",
    [
      {
        id: 1,
        status: "PLANNED",
        content: { id: 44, tmdbId: 949, title: "Heat", type: "movie", release_date: "1995-12-15T00:00:00Z" },
      },
    ],
    ["Heat · 1995 · movie · tmdb 949"],
    {},
  ],
  [
    "home assistant",
    {
      state: "2",
      attributes: {
        friendly_name: "Watchlist",
        icon: "mdi:movie",
        items: [
          { title: "Heat", year: "1995" },
          { title: "Dark", year: null },
        ],
      },
    },
    ["Heat · 1995", "Dark"],
    {},
  ],
  ["strings", ["Heat (1995)", "Dark", "tt0133093"], ["Heat · 1995", "Dark", "imdb tt0133093"], {}],
  [
    "keyed by id",
    { tt0113277: { title: "Heat" }, tt5753856: { title: "Dark" } },
    ["Heat · imdb tt0113277", "Dark · imdb tt5753856"],
    {},
  ],
  [
    "numeric title",
    [
      { title: 1917, year: 2019, type: "film" },
      { title: "1984", year: "1984" },
    ],
    ["1917 · 2019 · movie", "1984 · 1984"],
    {},
  ],
  [
    "nulls",
    [null, { title: "Heat", year: null, tmdb_id: null }, { title: "" }, {}],
    ["Heat"],
    { "neither an object nor text": 1, "no title and no id": 2 },
  ],
  [
    "letterboxd",
    '<?xml version="1.0"?><rss version="2.0" xmlns:letterboxd="https://letterboxd.com" xmlns:tmdb="https://themoviedb.org"><channel><title>My feed</title><link>https://x.example</link><item><title>Heat, 1995 - ★★★★</title><letterboxd:filmTitle>Heat</letterboxd:filmTitle><letterboxd:filmYear>1995</letterboxd:filmYear><tmdb:movieId>949</tmdb:movieId></item></channel></rss>',
    ["Heat · 1995 · movie · tmdb 949"],
    {},
  ],
  [
    "letterboxd tv",
    '<?xml version="1.0"?><rss version="2.0" xmlns:letterboxd="https://letterboxd.com" xmlns:tmdb="https://themoviedb.org"><channel><title>My feed</title><link>https://x.example</link><item><title>Chernobyl, 2019</title><letterboxd:filmTitle>Chernobyl</letterboxd:filmTitle><letterboxd:filmYear>2019</letterboxd:filmYear><tmdb:tvId>87108</tmdb:tvId></item></channel></rss>',
    ["Chernobyl · 2019 · tv · tmdb 87108"],
    {},
  ],
  [
    "imdb",
    '<?xml version="1.0"?><rss version="2.0" xmlns:letterboxd="https://letterboxd.com" xmlns:tmdb="https://themoviedb.org"><channel><title>My feed</title><link>https://x.example</link><item><title>Heat (1995)</title><link>https://www.imdb.com/title/tt0113277/</link></item></channel></rss>',
    ["Heat · 1995 · imdb tt0113277"],
    {},
  ],
  [
    "entities",
    '<?xml version="1.0"?><rss version="2.0" xmlns:letterboxd="https://letterboxd.com" xmlns:tmdb="https://themoviedb.org"><channel><title>My feed</title><link>https://x.example</link><item><title><![CDATA[Fast & Furious (2009)]]></title></item><item><title>Am&#233;lie (2001)</title></item></channel></rss>',
    ["Fast & Furious · 2009", "Amélie · 2001"],
    {},
  ],
  [
    "atom",
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>List</title><author><name>Me</name></author><entry><title type="html">Tom &amp;amp; Jerry (2021)</title><id>u:1</id></entry></feed>',
    ["Tom & Jerry · 2021"],
    {},
  ],
];

describe("own lists as other programs send them", () => {
  for (const [name, source, meant, leftOut] of SHAPES)
    it(`reads ${name}`, async () => {
      const { items, left } = await readOwn(typeof source === "string" ? source : JSON.stringify(source));
      assert.deepEqual(items.map(said), meant);
      assert.deepEqual(left, leftOut);
    });
});
