import type * as items from "../../../src/items/messages.ts";
import type { Examples } from "./examples.ts";

export const ITEMS: Examples<typeof items> = {
  ambiguous: [],
  availableSince: ["2026-11-29", "Radarr"],
  beyondLimit: [100],
  blocklisted: [],
  declined: [],
  importedAs: ["the Python ListSync", "requested"],
  impossibleYear: ["Dune", "20211"],
  notAMovie: [],
  notAShow: [],
  notFound: [],
  quotaUsedUp: [],
  ratedBelow: [7],
  unreadable: ["Item 3"],
};
