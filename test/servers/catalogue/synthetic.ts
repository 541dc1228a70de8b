import { type CatalogueTitle, film, show } from "./title.ts";

const first = [
  "Silent",
  "Golden",
  "Hidden",
  "Broken",
  "Crimson",
  "Distant",
  "Electric",
  "Frozen",
  "Hollow",
  "Iron",
];
const second = [
  "River",
  "Garden",
  "Harbour",
  "Mirror",
  "Mountain",
  "Letter",
  "Orchard",
  "Signal",
  "Station",
  "Voyage",
];
const third = ["of Ash", "at Dawn", "in Winter", "of Salt", "by Night", "of Glass", "in Exile", "of Smoke"];

/** The lowest TMDB id of an invented title; no real one is that high for years to come. */
const FIRST_SYNTHETIC_ID = 900_000;

/**
 * Invented titles for volume tests: every fourth is a show, ids count up from 900000, the same number gives the same
 * titles each time. Names are unique: they end in the running number.
 */
export function syntheticTitles(count: number): CatalogueTitle[] {
  return Array.from({ length: count }, (_, index) => {
    const id = FIRST_SYNTHETIC_ID + index;
    const name = [pick(first, index), pick(second, index / 10), pick(third, index / 100), index].join(" ");
    const year = 1950 + (index % 75);
    const imdb = `9${String(index).padStart(7, "0")}`;
    if (index % 4 !== 3) return film(id, imdb, name, year);
    const seasons = Array.from({ length: 1 + (index % 5) }, (_, season) => year + season);
    return show(id, imdb, id, name, seasons, { specials: index % 8 === 3 });
  });
}

const pick = (words: string[], number: number) => words[Math.floor(number) % words.length];
