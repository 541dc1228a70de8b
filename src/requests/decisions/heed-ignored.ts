import type { Item } from "../../items/item.ts";
import type { Decision } from "../../state/port/decisions.ts";
import type { Store } from "../../state/store.ts";
import * as messages from "../messages.ts";

/**
 * Leaves out what a person decided to ignore: what a list names so, and under every other name the title that it is.
 *
 * @param item - with its match, as far as one is known
 * @param decisions - on what its list names so
 * @returns the item with the outcome `skipped`; undefined when nobody decided so
 */
export async function heedIgnored(
  item: Item,
  decisions: Decision[],
  store: Pick<Store, "ignoredAs"> | undefined,
  now: () => Date = () => new Date(),
): Promise<Item | undefined> {
  const ignored =
    decisions.find(({ kind }) => kind === "ignore") ?? (item.match && (await store?.ignoredAs(item.match)));
  return ignored && leftOut(item, ignored, now());
}

function leftOut({ outcomes: _, ...item }: Item, { at, by }: Decision, now: Date): Item {
  const reason = messages.ignored(at.slice(0, 10), by);
  return { ...item, outcome: { status: "skipped", reason, at: now.toISOString() } };
}
