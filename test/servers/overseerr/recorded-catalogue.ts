import { createCatalogue } from "../catalogue/catalogue.ts";
import { film, show } from "../catalogue/title.ts";
import { allTitles } from "../catalogue/titles.ts";

/** The catalogue with what the recordings asked for beside real titles; those were recorded against invented ones too. */
export const recordedCatalogue = () =>
  createCatalogue([
    ...allTitles,
    film(900_151, "98900151", "Adults Only", 1985, { adult: true }),
    show(800_041, "98000041", undefined, "Electric Labyrinth?", [2002, 2003, 2004, 2005, 2006, 2007], {
      day: "12-02",
    }),
    show(800_082, "98000082", 800_082, "Paper Lighthouse", [2010, 2011]),
    show(800_408, "98000408", 800_408, "Iron River 100%", [2012], { day: "12-24" }),
    show(800_012, "98000012", 800_012, "Golden Mirror Hall 100%", [1966], { day: "03-05" }),
  ]);
