import type { Item, Match } from "../items/item.ts";
import type { TitleDetail } from "../state/port/findings.ts";
import { isUnnamed } from "./needs-no-look.ts";

/** What the server calls the title, for people; an item that came with an id only gets its name. */
export function withNames(item: Item, match: Match, detail: TitleDetail): { item: Item; match: Match } {
  const { title, year } = detail;
  return {
    item: isUnnamed(item, match) ? { ...item, title, ...(year !== undefined && { year }) } : item,
    match: { ...match, title, ...(year !== undefined && { year }) },
  };
}
