import type * as watch from "../../../src/watch/messages.ts";
import type { Examples } from "./examples.ts";

export const WATCH: Examples<typeof watch> = {
  badNameRule: [2, "no site is chosen. Choose one, or remove the row."],
  fileTooLarge: ["/data/lists/movies.csv", 50],
  fileUnreadable: ["/data/lists/movies.csv", "EACCES"],
  folderGone: ["/data/lists", "it does not exist"],
  linkLeadsOut: ["/data/lists/movies.csv"],
  noMoreWatches: ["/data/lists", "ENOSPC"],
  notAbsolute: ["lists"],
  nothingToWatch: [],
  reasonOf: ["ENOENT"],
  rulePattern: [],
  ruleProvider: [],
  tooDeep: ["/data/*/*/*/*/*/*/*/*/*/*/*/*.csv", 10],
  tooManyFiles: ["/data/lists", 1000],
  unusableName: ["/data/lists/movies.zip#a.csv"],
  watchingFailed: ["/data/lists", "no permission"],
};
