import * as v from "valibot";
import { refuseOddRows } from "../read-shape.ts";
import type { ImdbList } from "./imdb-list.ts";
import { type ImdbTitle, readEdge } from "./to-item.ts";

/** The place of a title that IMDb deleted, and what is none: `nm0000199` is a person. */
const NO_TITLE = v.union([v.null(), v.looseObject({ id: v.pipe(v.string(), v.regex(/^(?!tt)[a-z]{2}\d/)) })]);

/** The places are those of `readEdge`. */
const BESIDES = v.union([
  v.looseObject({ title: NO_TITLE }),
  v.looseObject({ listItem: NO_TITLE }),
  v.looseObject({ node: NO_TITLE }),
  v.looseObject({ node: v.looseObject({ title: NO_TITLE }) }),
  v.looseObject({ node: v.looseObject({ item: NO_TITLE }) }),
]);

/**
 * Reads the entries of a list, a chart or a search; undefined is an entry without a title.
 *
 * @throws ListError `markup-changed` when not one of them has the form that IMDb is known to write
 */
export function readEdges(edges: readonly unknown[], list: ImdbList): (ImdbTitle | undefined)[] {
  const titles = edges.map(readEdge);
  refuseOddEntries(edges, titles, BESIDES, list);
  return titles;
}

/** As `refuseOddRows`. @param titles what was read of the entries */
export function refuseOddEntries(
  entries: readonly unknown[],
  titles: readonly (ImdbTitle | undefined)[],
  besides: v.GenericSchema,
  { label }: ImdbList,
): void {
  const found = titles.filter((title) => title !== undefined).length;
  refuseOddRows(entries, found, besides, { site: "IMDb", label });
}
