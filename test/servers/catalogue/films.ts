import { type CatalogueMovie, film } from "./title.ts";

/** Well-known films whose titles are no trouble to anybody. */
export const famousFilms: CatalogueMovie[] = [
  film(278, "0111161", "The Shawshank Redemption", 1994, {
    day: "09-23",
    translations: { de: "Die Verurteilten" },
  }),
];
