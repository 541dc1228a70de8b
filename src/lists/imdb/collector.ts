import type { Item, ItemSource } from "../../items/item.ts";
import { DOUBLE, type RowCount, rowCount } from "../row-count.ts";
import { type ImdbTitle, toItem } from "./to-item.ts";

/** Gathers the titles of a list, page by page. */
export interface Collector {
  readonly items: Item[];
  /** Entries looked at so far, those that were left out included. */
  readonly seen: number;
  /** Whether the limit is reached. */
  readonly full: boolean;
  /**
   * Takes one entry; undefined is an entry without a title.
   *
   * @returns whether it is one that was not there before
   */
  add(title: ImdbTitle | undefined): boolean;
  /** What became of the entries looked at. */
  count(): { rows: RowCount };
  /** One sentence for everything that was left out. */
  warnings(): string[];
}

/**
 * Makes a {@link Collector}: a title that stands in the list twice is taken once, and what is neither a film nor a
 * show is counted instead of taken.
 *
 * @param limit stop taking titles after so many
 */
export function createCollector(source: ItemSource, limit = Number.POSITIVE_INFINITY): Collector {
  const items: Item[] = [];
  const ids = new Set<string>();
  const leftOut = new Map<string, number>();
  let seen = 0;
  let doubles = 0;
  const leave = (kind: string): void => void leftOut.set(kind, (leftOut.get(kind) ?? 0) + 1);
  return {
    items,
    get seen() {
      return seen;
    },
    get full() {
      return items.length >= limit;
    },
    add(title) {
      if (items.length >= limit) return false;
      seen++;
      if (!title) leave("entry without a title");
      if (title && ids.has(title.id)) doubles++;
      if (!title || ids.has(title.id)) return false;
      ids.add(title.id);
      if (title.leftOut) leave(title.leftOut);
      else items.push(toItem(title, source, seen));
      return true;
    },
    count: () => rowCount(seen, { ...Object.fromEntries(leftOut), [DOUBLE]: doubles }),
    warnings() {
      if (leftOut.size === 0) return [];
      const counts = [...leftOut].map(([kind, count]) => `${count} ${plural(kind, count)}`);
      return [`${counts.join(", ")} left out.`];
    },
  };
}

function plural(kind: string, count: number): string {
  if (count === 1) return kind;
  return kind === "entry without a title" ? "entries without a title" : `${kind}s`;
}
