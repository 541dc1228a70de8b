import type { MediaType } from "../../../../src/items/item.ts";

/** A title as a list writes it, and which title of the catalogue is meant. */
export interface HardTitle {
  kind: string;
  title: string;
  /** As the list says; may be off by one. */
  year: number;
  /** As the list says; may be wrong. */
  type: MediaType;
  /** What is meant. */
  means: { mediaType: MediaType; tmdbId: number };
  seasons?: number[];
}

const rows = (kind: string, entries: [string, number, MediaType, number, MediaType?][]): HardTitle[] =>
  entries.map(([title, year, type, tmdbId, mediaType = type]) => ({
    kind,
    title,
    year,
    type,
    means: { mediaType, tmdbId },
  }));

/** Titles on which list programs go wrong. */
export const hardTitles: HardTitle[] = [
  ...rows("same title, other year", [
    ["Dune", 1984, "movie", 841],
    ["Dune", 2021, "movie", 438631],
    ["The Thing", 1982, "movie", 1091],
    ["The Thing", 2011, "movie", 60935],
    ["Halloween", 1978, "movie", 948],
    ["Halloween", 2018, "movie", 424139],
    ["Crash", 2005, "movie", 1640],
    ["Frozen", 2010, "movie", 44363],
    ["Frozen", 2013, "movie", 109445],
    ["The Office", 2001, "tv", 2996],
    ["The Office", 2005, "tv", 2316],
  ]),
  ...rows("remakes", [
    ["A Star Is Born", 1954, "movie", 3111],
    ["A Star Is Born", 2018, "movie", 332562],
    ["Oldboy", 2003, "movie", 670],
    ["Oldboy", 2013, "movie", 87516],
    ["Battlestar Galactica", 1978, "tv", 501],
    ["Battlestar Galactica", 2004, "tv", 1972],
    ["One Piece", 2023, "tv", 111110],
    ["The Texas Chain Saw Massacre", 1974, "movie", 30497],
    ["Evil Dead", 2013, "movie", 109428],
  ]),
  ...rows("accents", [
    ["Amelie", 2001, "movie", 194],
    ["Léon: The Professional", 1994, "movie", 101],
    ["Leon The Professional", 1994, "movie", 101],
    ["Les Miserables", 2012, "movie", 82695],
    ["Pokemon Detective Pikachu", 2019, "movie", 447404],
    ["Shogun", 2024, "tv", 126308],
    ["Bruno", 2009, "movie", 18480],
  ]),
  ...rows("punctuation", [
    ["WALL·E", 2008, "movie", 10681],
    ["Wall-E", 2008, "movie", 10681],
    ["M*A*S*H", 1970, "movie", 651],
    ["M*A*S*H", 1972, "tv", 918],
    ["8½", 1963, "movie", 422],
    ["8 1/2", 1963, "movie", 422],
    ["What's Up, Doc?", 1972, "movie", 6949],
    ["Whats Up Doc", 1972, "movie", 6949],
    ["tick, tick... BOOM!", 2021, "movie", 537116],
    ["Face/Off", 1997, "movie", 754],
    ["(500) Days of Summer", 2009, "movie", 19913],
    ["Love, Death &amp; Robots", 2019, "tv", 86831],
    ["Mr. and Mrs. Smith", 2005, "movie", 787],
    ["Monsters Inc", 2001, "movie", 585],
    ["[REC]", 2007, "movie", 8329],
    ["Birdman", 2014, "movie", 194662],
    ["Good Night and Good Luck", 2005, "movie", 3291],
  ]),
  ...rows("numbers", [
    ["1917", 2019, "movie", 530915],
    ["Blade Runner 2049", 2017, "movie", 335984],
    ["2001: A Space Odyssey", 1968, "movie", 62],
    ["2012", 2009, "movie", 14161],
    ["1984", 1984, "movie", 9314],
    ["300", 2007, "movie", 1271],
    ["9", 2009, "movie", 12244],
    ["Alien 3", 1992, "movie", 8077],
    ["Rocky 2", 1979, "movie", 1367],
    ["Back to the Future Part 2", 1989, "movie", 165],
    ["Harry Potter and the Deathly Hallows: Part 2", 2011, "movie", 12445],
    ["Kill Bill: Volume 1", 2003, "movie", 24],
    ["24", 2001, "tv", 1973],
    ["12 Monkeys", 2015, "tv", 60948],
    ["Twelve Monkeys", 1995, "movie", 63],
  ]),
  ...rows("movie and show of one name", [
    ["Fargo", 1996, "movie", 275],
    ["Fargo", 2014, "tv", 60622],
    ["Westworld", 1973, "movie", 2362],
    ["Westworld", 2016, "tv", 63247],
    ["Watchmen", 2009, "movie", 13183],
    ["Watchmen", 2019, "tv", 79788],
    ["Ted", 2012, "movie", 72105],
    ["Ted", 2024, "tv", 201834],
    ["Star Trek", 1966, "tv", 253],
  ]),
  ...rows("one TMDB number for movie and show", [
    ["Mirror", 1975, "movie", 1396],
    ["Breaking Bad", 2008, "tv", 1396],
    ["Stalker", 1979, "movie", 1398],
    ["The Sopranos", 1999, "tv", 1398],
    ["Jaws: The Revenge", 1987, "movie", 580],
    ["Star Trek: Deep Space Nine", 1993, "tv", 580],
  ]),
  ...rows("translated", [
    ["Die Verurteilten", 1994, "movie", 278],
    ["Das Leben der Anderen", 2006, "movie", 582],
    ["기생충", 2019, "movie", 496243],
    ["La casa de papel", 2017, "tv", 71446],
    ["千と千尋の神隠し", 2001, "movie", 129],
    ["Shichinin no samurai", 1954, "movie", 346],
    ["Haus des Geldes", 2017, "tv", 71446],
    ["Spiel mir das Lied vom Tod", 1968, "movie", 335],
  ]),
  ...rows("year off by one", [
    ["Ex Machina", 2014, "movie", 264660],
    ["Parasite", 2020, "movie", 496243],
    ["Let the Right One In", 2009, "movie", 13310],
    ["Severance", 2021, "tv", 95396],
    ["Pet Sematary", 1990, "movie", 8913],
  ]),
  ...rows("film listed as a show", [
    ["The Matrix Reloaded", 2003, "tv", 604, "movie"],
    ["Stalker", 1979, "tv", 1398, "movie"],
    ["Zodiac", 2007, "tv", 1949, "movie"],
    ["Westworld", 1973, "tv", 2362, "movie"],
  ]),
  ...rows("show listed as a film", [
    ["Breaking Bad", 2008, "movie", 1396, "tv"],
    ["Chernobyl", 2019, "movie", 87108, "tv"],
    ["Futurama", 1999, "movie", 615, "tv"],
    ["Fargo", 2014, "movie", 60622, "tv"],
    ["Watchmen", 2019, "movie", 79788, "tv"],
  ]),
  ...[[1], [2, 3], [1, 2, 3]].map(
    (seasons): HardTitle => ({
      kind: "several seasons of one show",
      title: "Dark",
      year: 2017,
      type: "tv",
      means: { mediaType: "tv", tmdbId: 70523 },
      seasons,
    }),
  ),
];
