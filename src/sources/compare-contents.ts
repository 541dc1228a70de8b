import { dedupeInSlices } from "../items/dedupe.ts";
import type { Item } from "../items/item.ts";
import type { ListEntry } from "../lists/entries/list-entry.ts";
import { listIds } from "../lists/entries/list-ids.ts";
import type { FetchedEntry } from "../lists/fetching/fetch-list.ts";
import type { FetchedLists } from "../lists/fetching/fetch-lists.ts";
import { type ContentMemory, holdBack, leftTitles, rememberContents } from "./list-contents.ts";

/** What is to be known of a run to compare its lists with those of the last one. */
export interface Comparison {
  profile: string;
  dryRun: boolean;
  /** Use lists that became much shorter at once. */
  allowShrink?: boolean;
  /** All lists that the profile has, disabled ones included; absent when that is not known. Others are forgotten. */
  profileLists?: ListEntry[];
}

/** The lists of a run beside those of the last one. */
export interface Compared extends FetchedLists {
  /** Titles that stand on no list any more. */
  left: Item[];
  /** To be called once `left` is sent: from then on those titles are forgotten. */
  remember(): Promise<void>;
}

/**
 * Compares what was fetched with what stood on the lists last time: holds back what shrank, finds what left.
 *
 * @param memory without it nothing is held back and nothing has left
 */
export async function compareContents(
  { profile, dryRun, allowShrink, profileLists }: Comparison,
  fetched: FetchedLists,
  memory: ContentMemory | undefined,
): Promise<Compared> {
  if (!memory) return { ...fetched, left: [], remember: async () => {} };
  const before = await memory.listContents(profile);
  const kept = allowShrink ? fetched.entries : holdBack(fetched.entries, before);
  return {
    entries: kept,
    items: await itemsOf(kept, fetched),
    left: await leftTitles(kept, before, (wanted) => memory.listContents(undefined, wanted)),
    async remember() {
      // a dry run changes nothing, so the next run has to find the same
      if (dryRun) return;
      const all = profileLists && listIds(profileLists);
      await rememberContents(memory, profile, kept, all, new Date().toISOString());
    },
  };
}

async function itemsOf(kept: FetchedEntry[], fetched: FetchedLists): Promise<Item[]> {
  const heldBack = kept.some((entry, index) => entry !== fetched.entries[index]);
  return heldBack ? dedupeInSlices(kept.flatMap(({ items }) => items)) : fetched.items;
}
