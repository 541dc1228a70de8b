import assert from "node:assert/strict";
import { readObjects } from "../../../../src/lists/own/read-contents.ts";
import { readOwn, said } from "./read-own.ts";

const heat = { title: "Heat", year: 1995 };

/** JSON as programs write it, and what it says. */
const SHAPES: [string, unknown, string[]][] = [
  [
    "an array of titles",
    [heat, { title: "Alien", year: "1979", type: "movie" }],
    ["Heat · 1995", "Alien · 1979 · movie"],
  ],
  [
    "lines of text",
    ["Heat (1995)", "tv: Fargo", "tt0113277"],
    ["Heat · 1995", "Fargo · tv", "imdb tt0113277"],
  ],
  ["numbers", [949, 348], ["tmdb 949", "tmdb 348"]],
  [
    "ids of all sorts",
    [949, "tt0113277", "tmdb:348", "tvdb:81189"],
    ["tmdb 949", "imdb tt0113277", "tmdb 348", "tvdb 81189"],
  ],
  [
    "rows",
    [
      ["Heat", 1995],
      ["Alien", 1979],
    ],
    ["Heat · 1995", "Alien · 1979"],
  ],
  [
    "rows with a header",
    [
      ["Title", "Year"],
      ["Heat", 1995],
    ],
    ["Heat · 1995"],
  ],
  ["one title", heat, ["Heat · 1995"]],
  [
    "titles under their IMDb ids",
    { tt0113277: heat, tt0078748: { title: "Alien" } },
    ["Heat · 1995 · imdb tt0113277", "Alien · imdb tt0078748"],
  ],
  [
    "movies and shows",
    { movies: [heat], tv_shows: [{ title: "Lost", year: 2004 }] },
    ["Heat · 1995 · movie", "Lost · 2004 · tv"],
  ],
  [
    "names in any spelling",
    { Films: [heat], "tv-series": [{ name: "Lost" }] },
    ["Heat · 1995 · movie", "Lost · tv"],
  ],
  ["a name that nobody knows, deep down", { export: { mine: { things: [heat] } } }, ["Heat · 1995"]],
  [
    "ids of movies and shows",
    { movies: [949], shows: ["tt0411008"] },
    ["movie · tmdb 949", "tv · imdb tt0411008"],
  ],
  [
    "lists of lists",
    [
      { name: "A", items: [heat] },
      { name: "B", items: [{ title: "Alien" }] },
    ],
    ["Heat · 1995", "Alien"],
  ],
  [
    "Trakt, a watchlist",
    [
      {
        rank: 1,
        id: 77,
        listed_at: "2024-01-01T00:00:00Z",
        type: "movie",
        movie: { ...heat, ids: { trakt: 1, slug: "heat-1995", imdb: "tt0113277", tmdb: 949 } },
      },
    ],
    ["Heat · 1995 · movie · imdb tt0113277 · tmdb 949 · trakt 1"],
  ],
  [
    "Trakt, a season and an episode",
    [
      {
        type: "season",
        season: { number: 2, ids: { tmdb: 5 } },
        show: { title: "Fargo", year: 2014, ids: { tmdb: 60622 } },
      },
      {
        type: "episode",
        episode: { season: 3, number: 1, title: "x", ids: { tmdb: 6 } },
        show: { title: "Fargo", year: 2014, ids: { tmdb: 60622 } },
      },
    ],
    ["Fargo · 2014 · tv · tmdb 60622 · season 2", "Fargo · 2014 · tv · tmdb 60622 · season 3"],
  ],
  [
    "Simkl, a backup",
    {
      movies: [{ status: "plantowatch", movie: { ...heat, ids: { tmdb: "949" } } }],
      shows: [],
      anime: [
        {
          status: "watching",
          anime_type: "tv",
          show: { title: "Cowboy Bebop", year: 1998, ids: { mal: "1" } },
        },
      ],
    },
    ["Heat · 1995 · movie · tmdb 949", "Cowboy Bebop · 1998 · tv · mal 1"],
  ],
  [
    "Plex, a library",
    {
      MediaContainer: {
        size: 1,
        Metadata: [
          {
            ratingKey: "9",
            type: "movie",
            ...heat,
            guid: "plex://movie/5d77",
            Guid: [{ id: "imdb://tt0113277" }, { id: "tmdb://949" }],
            Genre: [{ tag: "Crime" }],
            Role: [{ tag: "Al Pacino", id: 4 }],
          },
        ],
      },
    },
    ["Heat · 1995 · movie · imdb tt0113277 · tmdb 949"],
  ],
  [
    "Plex, a feed",
    {
      title: "Watchlist",
      items: [
        { title: "Heat (1995)", category: "movie", guids: ["imdb://tt0113277", "tmdb://949", "tvdb://171"] },
      ],
    },
    ["Heat · 1995 · movie · imdb tt0113277 · tmdb 949"],
  ],
  [
    "Plex, an old agent",
    [{ ...heat, guid: "com.plexapp.agents.imdb://tt0113277?lang=en" }],
    ["Heat · 1995 · imdb tt0113277"],
  ],
  [
    "Jellyfin",
    {
      Items: [
        {
          Name: "Heat",
          Id: "0123456789abcdef0123456789abcdef",
          Type: "Movie",
          ProductionYear: 1995,
          ProviderIds: { Tmdb: "949", Imdb: "tt0113277", TmdbCollection: "5" },
        },
        { Name: "Fargo", Type: "Series", ProductionYear: 2014, ProviderIds: { Tvdb: "269613" } },
      ],
      TotalRecordCount: 2,
    },
    ["Heat · 1995 · movie · imdb tt0113277 · tmdb 949", "Fargo · 2014 · tv · tvdb 269613"],
  ],
  [
    "Radarr",
    [
      {
        id: 5,
        ...heat,
        tmdbId: 949,
        imdbId: "tt0113277",
        monitored: true,
        images: [{ coverType: "poster", url: "/x" }],
        genres: ["Crime"],
      },
    ],
    ["Heat · 1995 · imdb tt0113277 · tmdb 949"],
  ],
  [
    "Radarr, a custom list in capitals",
    [{ TmdbId: 949, ImdbId: "tt0113277", Title: "Heat", Year: 1995 }],
    ["Heat · 1995 · imdb tt0113277 · tmdb 949"],
  ],
  [
    "Sonarr",
    [
      {
        id: 7,
        title: "Lost",
        year: 2004,
        tvdbId: 73739,
        imdbId: "tt0411008",
        seasons: [{ seasonNumber: 1, monitored: true }],
      },
    ],
    ["Lost · 2004 · tv · imdb tt0411008 · tvdb 73739"],
  ],
  [
    "Sonarr, missing episodes",
    {
      page: 1,
      records: [
        {
          id: 44,
          title: "Pilot",
          seasonNumber: 1,
          episodeNumber: 2,
          seriesId: 7,
          tvdbId: 349232,
          series: { id: 7, title: "Lost", year: 2004, tvdbId: 73739 },
        },
      ],
    },
    ["Lost · 2004 · tv · tvdb 73739 · season 1"],
  ],
  [
    "Sonarr, a custom list",
    [
      { title: "Lost", tvdbId: "73739" },
      { title: "Fargo", tvdbId: "269613" },
    ],
    ["Lost · tv · tvdb 73739", "Fargo · tv · tvdb 269613"],
  ],
  [
    "TMDB, external ids",
    {
      id: 5,
      name: "My list",
      items: [
        {
          media_type: "tv",
          name: "Lost",
          first_air_date: "2004-09-22",
          external_ids: { imdb_id: "tt0411008", tvdb_id: 73739 },
        },
      ],
    },
    ["Lost · 2004 · tv · imdb tt0411008 · tvdb 73739"],
  ],
  [
    "TVMaze",
    [
      {
        id: 618,
        name: "Lost",
        premiered: "2004-09-22",
        externals: { tvrage: 4284, thetvdb: 73739, imdb: "tt0411008" },
      },
    ],
    ["Lost · 2004 · imdb tt0411008"],
  ],
  [
    "MDBList",
    [
      {
        tmdb_id: 949,
        rank: 1,
        adult: 0,
        title: "Heat",
        imdb_id: "tt0113277",
        tvdb_id: null,
        mediatype: "movie",
        release_year: 1995,
      },
    ],
    ["Heat · 1995 · movie · imdb tt0113277 · tmdb 949"],
  ],
  [
    "Overseerr, requests",
    {
      pageInfo: { pages: 1 },
      results: [{ id: 7, type: "movie", media: { id: 3, mediaType: "movie", tmdbId: 603 } }],
    },
    ["movie · tmdb 603"],
  ],
  [
    "TV Time Liberator, shows",
    [
      {
        uuid: "x",
        id: { tvdb: 81189, imdb: "tt0903747" },
        created_at: "2020-01-01 00:00:00",
        title: "Breaking Bad",
        status: "not_started_yet",
        seasons: [{ number: 1, episodes: [{ id: { tvdb: 349232 }, number: 1 }] }],
      },
    ],
    ["Breaking Bad · tv · imdb tt0903747 · tvdb 81189"],
  ],
  [
    "TV Time Liberator, movies",
    [{ uuid: "x", id: { tvdb: 169, imdb: "tt0087182" }, title: "Dune", is_watched: false }],
    ["Dune · imdb tt0087182"],
  ],
  [
    "SeriesGuide, shows",
    [
      {
        tmdb_id: 1396,
        tvdb_id: 81189,
        imdb_id: "tt0903747",
        title: "Breaking Bad",
        seasons: [{ season: 1, episodes: [] }],
      },
    ],
    ["Breaking Bad · tv · imdb tt0903747 · tmdb 1396 · tvdb 81189"],
  ],
  [
    "Watcharr",
    [{ id: 1, status: "PLANNED", rating: 8, content: { id: 5, tmdbId: 949, title: "Heat", type: "movie" } }],
    ["Heat · movie · tmdb 949"],
  ],
  [
    "Ryot",
    { metadata: [{ lot: "movie", source: "tmdb", identifier: "949", source_id: "Heat" }] },
    ["Heat · movie · tmdb 949"],
  ],
  [
    "Kodi",
    {
      id: 1,
      jsonrpc: "2.0",
      result: {
        limits: { total: 1 },
        tvshows: [{ tvshowid: 1, label: "Lost", title: "Lost", year: 2004, uniqueid: { tvdb: "73739" } }],
      },
    },
    ["Lost · 2004 · tv · tvdb 73739"],
  ],
  [
    "AniList",
    {
      data: {
        Page: {
          media: [
            { idMal: 1, title: { romaji: "Cowboy Bebop", english: null, native: "カウボーイビバップ" } },
          ],
        },
      },
    },
    ["Cowboy Bebop · mal 1"],
  ],
  [
    "links",
    [
      { name: "Heat", links: ["https://example.org", "https://www.imdb.com/title/tt0113277/"] },
      { title: "Lost", url: "https://www.themoviedb.org/tv/4607-lost" },
    ],
    ["Heat · imdb tt0113277", "Lost · tv · tmdb 4607"],
  ],
  ["an IMDb id under id", [{ id: "tt0113277", title: "Heat" }], ["Heat · imdb tt0113277"]],
  [
    "seasons",
    [
      { tmdb_id: 1396, type: "tv", seasons: [2, "3"] },
      { tmdb_id: 1396, type: "tv", Season: 4 },
      { tmdb_id: 1396, type: "tv", seasons: 5 },
    ],
    ["tv · tmdb 1396 · season 2+3", "tv · tmdb 1396 · season 4", "tv · tmdb 1396"],
  ],
  ["nothing", [], []],
  ["an empty list under its name", { movies: [] }, []],
];

describe("own lists: JSON", () => {
  for (const [what, value, expected] of SHAPES)
    it(`reads ${what}`, async () => {
      const { items } = await readOwn(JSON.stringify(value), { format: "json" });
      assert.deepEqual(items.map(said), expected);
      const sent = await readObjects(value as object, { label: "The message", most: 1000 });
      assert.deepEqual(sent.items.map(said), expected, "the same when it comes in a message");
    });

  const LEFT_OUT: [string, unknown, string[], RegExp][] = [
    [
      "what is done with at Simkl",
      {
        movies: [
          { status: "completed", movie: heat },
          { status: "plantowatch", movie: { title: "Alien" } },
        ],
      },
      ["Alien · movie"],
      /1 left out: marked as completed/,
    ],
    [
      "people",
      [{ type: "person", person: { name: "Al Pacino", ids: { tmdb: 1158 } } }, heat],
      ["Heat · 1995"],
      /1 left out: a person/,
    ],
    [
      "an episode without its show",
      [{ Type: "Episode", Name: "Pilot", ProviderIds: { Tvdb: "5" } }, heat],
      ["Heat · 1995"],
      /1 left out: an episode/,
    ],
    [
      "books",
      {
        media: [
          { lot: "book", source: "openlibrary", identifier: "1" },
          { lot: "movie", source: "tmdb", identifier: "949" },
        ],
      },
      ["movie · tmdb 949"],
      /1 left out: a book/,
    ],
    ["a number alone among titles", [949, heat], ["Heat · 1995"], /1 left out: a number alone/],
    ["what is no title", [{ note: "x" }, null, heat], ["Heat · 1995"], /1 left out: no title and no id/],
    [
      "other arrays",
      { movies: [heat], genres: [{ id: 28, name: "Action" }], profiles: [{ id: 1, name: "HD" }] },
      ["Heat · 1995 · movie"],
      /1 under "genres".*1 under "profiles"|1 under "profiles".*1 under "genres"/,
    ],
  ];
  for (const [what, value, expected, warning] of LEFT_OUT)
    it(`leaves ${what} out, and says so`, async () => {
      const { items, warnings } = await readOwn(JSON.stringify(value));
      assert.deepEqual(items.map(said), expected);
      assert.match(warnings.join(" "), warning);
    });

  it("refuses JSON without a list", async () => {
    await assert.rejects(readOwn('{"error":"no"}'), { code: "markup-changed" });
    await assert.rejects(readOwn('"x"', { format: "json" }), { code: "markup-changed" });
    await assert.rejects(readOwn("[603", { format: "json" }), { code: "markup-changed" });
    await assert.rejects(readOwn('[{"note":"x"},null]'), { code: "bad-input" });
  });

  it("survives objects of a Function node that throw, or lead back to themselves", async () => {
    const throwing = {
      get title() {
        throw new Error("no");
      },
    };
    const hostile = {
      title: {
        toString: () => {
          throw new Error("no");
        },
      },
      name: "Alien",
    };
    const circle: Record<string, unknown> = { title: "Heat" };
    circle.self = circle;
    circle.list = [circle];
    const { items } = await readObjects([throwing, hostile, circle], { label: "The message", most: 10 });
    assert.deepEqual(items.map(said), ["Alien", "Heat"]);
    await readObjects({ a: circle }, { label: "The message", most: 10 });
  });
});
