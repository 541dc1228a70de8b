import type { Item } from "./item.ts";

/** Whether people wrote it themselves: own lists, to-do lists, and what a flow made. */
export const isByHand = ({ sources }: Pick<Item, "sources">): boolean =>
  sources.every(({ provider }) => provider === "own" || provider === "home-assistant");
