import { itReadsShapes } from "./json-shapes.ts";

const heat = { title: "Heat", year: 1995 };

/** JSON as media servers, download managers and trackers at home write it, and what it says. */
const SHAPES: [string, unknown, string[]][] = [
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
    "Overseerr, requests",
    {
      pageInfo: { pages: 1 },
      results: [{ id: 7, type: "movie", media: { id: 3, mediaType: "movie", tmdbId: 603 } }],
    },
    ["movie · tmdb 603"],
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
];

describe("own lists: JSON of servers at home", () => itReadsShapes(SHAPES));
