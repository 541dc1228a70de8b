import { famousFilms } from "./films.ts";
import type { CatalogueTitle } from "./title.ts";

/** All real titles of this folder. */
export const allTitles: readonly CatalogueTitle[] = [...famousFilms];
