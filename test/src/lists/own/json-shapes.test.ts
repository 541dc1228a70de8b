import { itReadsShapes } from "./json-shapes.ts";

const heat = { title: "Heat", year: 1995 };

/** JSON as people and programs write it, and what it says. */
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

describe("own lists: JSON", () => itReadsShapes(SHAPES));
