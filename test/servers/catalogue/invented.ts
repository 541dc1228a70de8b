import { type CatalogueTitle, film, show } from "./title.ts";

/** Titles that do not exist, for what no real title does; ids from 890000 on. */
export const invented: CatalogueTitle[] = [
  // Words that the server takes for a prefix, anywhere in a title.
  film(890_001, "99890001", "The Class of year:1984", 2003),
  film(890_002, "99890002", "imdb:tt0111161 and Other Stories", 2011),
  film(890_003, undefined, "tmdb:603", 2015),
  show(890_004, undefined, 890_004, "tvdb:81189", [2018]),
  // Words that a program may stumble over.
  film(890_005, "99890005", "undefined", 2012),
  film(890_006, "99890006", "constructor", 2013),
  film(890_007, "99890007", "__proto__", 2014),
  film(890_008, "99890008", 'The Title That Is 100% Sure; It\'s "Quoted" & <b>Bold</b>', 2016),
  // Shows that Sonarr cannot take, for they have no TVDB id.
  show(890_009, "99890009", undefined, "Nowhere on TVDB", [2019, 2020]),
  show(890_013, "99890013", undefined, "Nowhere on TVDB Either", [2021]),
  // Two films of one name and one year.
  film(890_010, "99890010", "Same Name Same Year", 2020),
  film(890_011, "99890011", "Same Name Same Year", 2020),
  // No release date yet.
  film(890_012, "99890012", "Announced and Undated", 0),
];
