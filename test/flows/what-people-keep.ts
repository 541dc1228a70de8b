import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCatalogue } from "../servers/catalogue/catalogue.ts";
import { film, show } from "../servers/catalogue/title.ts";

/** A list as somebody kept it, and the titles of the catalogue below that they meant; all others must not be requested. */
export interface KeptList {
  file: string;
  text: string;
  /** Options of the entry, for instance `mediaType`. */
  options?: Record<string, unknown>;
  means: string[];
}

/** Titles 1, 2, 3, 4, 5 and 7 are there for those who take a row's number for a title. */
export const catalogue = () =>
  createCatalogue([
    film(1, undefined, "Decoy One", 1990),
    film(2, undefined, "Decoy Two", 1991),
    film(3, undefined, "Decoy Three", 1992),
    film(4, undefined, "Decoy Four", 1993),
    film(5, undefined, "Decoy Five", 1995),
    film(7, undefined, "Decoy Seven", 1994),
    film(169, undefined, "Decoy of a TVDB movie", 1999),
    show(85987, undefined, 985987, "Decoy of an episode", [2018]),
    film(949, "0113277", "Heat", 1995),
    film(348, "0078748", "Alien", 1979),
    film(438631, "1160419", "Dune", 2021),
    film(841, "0087182", "Dune", 1984),
    film(603, "0133093", "The Matrix", 1999),
    film(335984, "1856101", "Blade Runner 2049", 2017),
    film(78, "0083658", "Blade Runner", 1982),
    film(530915, "8579674", "1917", 2019),
    film(275, "0116282", "Fargo", 1996),
    show(60622, "2802850", 269613, "Fargo", [2014]),
    show(1396, "0903747", 81189, "Breaking Bad", [2008, 2009]),
    show(4607, "0411008", 73739, "Lost", [2004, 2005]),
    show(71446, "6468322", 327417, "Money Heist", [2017], {
      original: "La casa de papel",
      translations: { de: "Haus des Geldes" },
    }),
    film(9001, undefined, "Pilot", 2008),
    film(9002, undefined, "The Kiss", 1958),
    film(9003, "0100002", "Quiet Harbour", 2021),
    film(9004, undefined, "Pier Nine S1E1", 1994),
    film(9005, undefined, "Gravel", 2013),
    film(9006, undefined, "Lantern", 2012),
  ]);

const RATINGS =
  "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors";
const rated = (id: string, title: string, type: string, year: number) =>
  `${id},7,2026-01-01,${title},${title},https://www.imdb.com/title/${id},${type},8,100,${year},Drama,1,${year}-01-20,X`;
const feed = (entries: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>W</title>${entries}</channel></rss>`;

/** A title may stand on several lists. */
export const LISTS: KeptList[] = [
  {
    file: "row-numbers.csv",
    text: "id,title,year,type\n1,Heat,1995,movie\n2,Alien,1979,movie\n3,Dune,2021,movie\n",
    means: ["movie 949", "movie 348", "movie 438631"],
  },
  {
    file: "row-numbers.json",
    text: '{"movies": [{"id": 5, "title": "Heat", "year": 1995}, {"id": 4, "title": "Alien", "year": 1979}]}',
    means: ["movie 949", "movie 348"],
  },
  {
    file: "requests.json",
    text: '{"results": [{"id": 7, "type": "movie", "media": {"id": 3, "mediaType": "movie", "tmdbId": 603}}]}',
    means: ["movie 603"],
  },
  {
    file: "shows-only.csv",
    text: "Date,Name,Year,Letterboxd URI\n2026-01-01,Blade Runner,1982,https://boxd.it/a\n2026-01-01,Fargo,2014,https://boxd.it/b\n",
    options: { mediaType: "tv" },
    means: ["tv 60622"],
  },
  {
    file: "episodes-of-imdb.csv",
    text: [
      RATINGS,
      rated("tt9900100", "Pilot", "Episodio TV", 2008),
      rated("tt9900101", "Pilot", "TV-Folge", 2008),
      rated("tt9900102", "Pilot", "Épisode TV", 2008),
      rated("tt9900103", "Pilot", "Something else", 2008),
      rated("tt0113277", "Heat", "Film", 1995),
    ].join("\n"),
    means: ["movie 949"],
  },
  {
    file: "feed.xml",
    text: feed(
      '<item><title>Quiet Harbour (2021)</title><description>From the maker of tt0083658.</description><guid isPermaLink="false">imdb://tt0100002</guid></item>' +
        "<item><title>Gravel (2013 Documentary)</title></item><item><title>Lantern (2012 TV Movie)</title></item>",
    ),
    means: ["movie 9003", "movie 9005", "movie 9006"],
  },
  {
    file: "old-years.csv",
    text: "Name,Year\nThe Kiss,1882\nPilot,1066\n",
    means: [],
  },
  {
    file: "tmdb-ratings.csv",
    text: "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,Date Rated\n85987,tt0583459,tv,Pier Nine S1E1,1994-09-22T00:00:00Z,1,1,6.9,8,2026-01-01T00:00:00Z\n",
    means: [],
  },
  {
    file: "liberator.csv",
    text: "imdb_id,tvdb_id,type,title,season,episode\ntt9900200,73739,episode,Breaking Bad,2,3\ntt0903747,81189,show,Breaking Bad,,\n",
    means: ["tv 1396"],
  },
  {
    file: "liberator-movies.json",
    text: '[{"uuid":"x","id":{"tvdb":169,"imdb":"tt0087182"},"title":"Dune","is_watched":false}]',
    means: ["movie 841"],
  },
  {
    file: "wrong-ids.json",
    text: '[{"title": "Breaking Bad", "type": "tv", "tvdb_id": 73739}, {"title": "Haus des Geldes", "type": "tv", "tvdb_id": 327417}]',
    means: ["tv 71446"],
  },
  {
    file: "spoken.txt",
    text: "Dune 2021\nThe Matrix, 1999\nBlade Runner 2049\n1917\ntv: Fargo\n",
    means: ["movie 438631", "movie 603", "movie 335984", "movie 530915", "tv 60622"],
  },
];

/** Writes the lists into a folder; returns them as entries of a list-source. */
export const writeLists = (folder: string): Record<string, unknown>[] =>
  LISTS.map(({ file, text, options }) => {
    const path = join(folder, file);
    writeFileSync(path, text);
    return { enabled: true, provider: "detect", list: path, ...options };
  });
