import { computed } from "@preact/signals";
import { asked } from "../../app/database.ts";
import { route } from "../../app/route.ts";
import type { TitlesQuery } from "./title-window.ts";

/** What the address of this view may hold; everything else in it is left alone. */
export const FILTERS = [
  "text",
  "outcome",
  "provider",
  "list",
  "type",
  "yearFrom",
  "yearTo",
  "requester",
  "profile",
  "decision",
] as const;

/** What is asked for, as the address says. */
export const titlesQuery = computed((): TitlesQuery => {
  const { query } = route.value;
  const given = [...FILTERS, "sort", "order"].flatMap((name) => {
    const value = query.get(name);
    return value ? [[name, value]] : [];
  });
  return { ...asked.value, ...Object.fromEntries(given) };
});

/** How many filters are set, the search not counted. */
export const filterCount = computed(
  () => FILTERS.filter((name) => name !== "text" && route.value.query.get(name)).length,
);
