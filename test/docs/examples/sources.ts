import type * as sources from "../../../src/sources/messages.ts";
import type { Examples } from "./examples.ts";

export const SOURCES: Examples<typeof sources> = {
  allListsFailed: [["Trakt is limiting requests. The next run tries again."]],
  heldBack: ["Trakt watchlist of sean", 0, 120],
  noLists: [],
  noReason: [],
};
