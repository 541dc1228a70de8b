import { films1980to1999 } from "./films-1980-to-1999.ts";
import { filmsSince2000 } from "./films-since-2000.ts";
import { filmsUntil1979 } from "./films-until-1979.ts";
import { invented } from "./invented.ts";
import { numbers } from "./numbers.ts";
import { punctuation } from "./punctuation.ts";
import { remakes } from "./remakes.ts";
import { shows } from "./shows.ts";
import type { CatalogueTitle } from "./title.ts";
import { translated } from "./translated.ts";
import { twins } from "./twins.ts";

/** Real titles whose names alone decide. */
const ordinaryTitles: readonly CatalogueTitle[] = [
  ...filmsUntil1979,
  ...films1980to1999,
  ...filmsSince2000,
  ...shows,
];

/** Real titles that are hard to match. */
const hardCases: readonly CatalogueTitle[] = [
  ...remakes,
  ...punctuation,
  ...numbers,
  ...translated,
  ...twins,
];

/** All real titles of this folder. */
export const realTitles: readonly CatalogueTitle[] = [...ordinaryTitles, ...hardCases];

/** Everything the test server knows: the real titles and a dozen invented hard cases. */
export const allTitles: readonly CatalogueTitle[] = [...realTitles, ...invented];
