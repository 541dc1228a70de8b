import { itReadsShapes } from "./json-shapes.ts";

const heat = { title: "Heat", year: 1995 };

/** JSON as sites and apps write it, and what it says. */
const SHAPES: [string, unknown, string[]][] = [
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
];

describe("own lists: JSON of sites and apps", () => itReadsShapes(SHAPES));
