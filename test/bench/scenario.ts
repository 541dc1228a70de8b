import { parseArgs } from "node:util";

/** What the lists name titles by. */
export type Ids = "tmdb" | "imdb" | "title";

/** One world that is measured, from its first sync on. */
export interface Scenario {
  /** On the lists. */
  titles: number;
  ids: Ids;
  /** The setting "Parallel calls" of the server. */
  concurrency: number;
  /** Least number of rows in the server's library; the titles of the lists that it has are among them. */
  library: number;
}

/** Which sync of a scenario: all new, at once again, once more, and with one title of a hundred exchanged for a new one. */
export const RUNS = ["first", "again", "steady", "1 % new"] as const;
export type RunName = (typeof RUNS)[number];

const CHOICE = {
  titles: [100, 1000, 10_000, 100_000],
  ids: ["tmdb", "imdb", "title"] as Ids[],
  concurrency: [4, 10],
  library: [2306, 50_000],
};

/**
 * The scenarios that somebody chose, smallest first: `--titles 100,1000 --ids tmdb,imdb --concurrency 4 --library 2306`;
 * what is not named is measured in all its values.
 *
 * @throws Error that says which values there are
 */
export function chooseScenarios(args: string[]): Scenario[] {
  const { values } = parseArgs({
    args,
    options: {
      titles: { type: "string" },
      ids: { type: "string" },
      concurrency: { type: "string" },
      library: { type: "string" },
    },
  });
  const ids = wordsOf(values.ids) ?? CHOICE.ids;
  const strange = ids.find((word) => !CHOICE.ids.includes(word as Ids));
  if (strange !== undefined)
    throw new Error(`--ids is "${strange}". Set it to some of ${CHOICE.ids.join(",")}.`);
  const numbers = (name: "titles" | "concurrency" | "library") =>
    wordsOf(values[name])?.map((word) => wholeNumber(name, word)) ?? CHOICE[name];
  return numbers("titles").flatMap((titles) =>
    numbers("library").flatMap((library) =>
      (ids as Ids[]).flatMap((id) =>
        numbers("concurrency").map((concurrency) => ({ titles, ids: id, concurrency, library })),
      ),
    ),
  );
}

const wordsOf = (text: string | undefined) => text?.split(",").map((word) => word.trim());

function wholeNumber(name: string, word: string): number {
  const value = Number(word);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} is "${word}". Set it to whole numbers from 1, commas between.`);
  return value;
}
