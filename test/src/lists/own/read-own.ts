import type { Item } from "../../../../src/items/item.ts";
import type { ListFormat } from "../../../../src/lists/own/format.ts";
import { readContents } from "../../../../src/lists/own/read-contents.ts";

/** Reads an own list as the provider does. */
export const readOwn = (
  source: string | Uint8Array,
  options: { format?: ListFormat; entry?: string; most?: number; limit?: number } = {},
) => readContents(source, { label: "The list", most: 100_000, ...options });

/** An item in one line: `Fargo · 2014 · tv · tmdb 60622 · season 2`. What is not known is not there. */
export function said({ title, year, mediaType, ids, seasons }: Item): string {
  const parts = [title, year, mediaType === "unknown" ? undefined : mediaType];
  for (const [site, id] of Object.entries(ids)) parts.push(`${site} ${id}`);
  if (seasons) parts.push(`season ${seasons.join("+")}`);
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}
