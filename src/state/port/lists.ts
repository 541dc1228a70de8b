import type { Item } from "../../items/item.ts";
import type { ListResult } from "../../runs/run.ts";

/** What stood on a list when it was last read as a whole. */
export interface ListContent {
  provider: string;
  list: string;
  items: Item[];
  /** The list was not read as a whole: nothing can be said to have left it. */
  partial?: boolean;
}

/** What stands on lists. */
export interface ListMemory {
  /** Remembers a list's content: the items, their membership, the list's row. A failed list stays as it was. */
  saveList(result: ListResult, items: Item[], at: string, signal?: AbortSignal): Promise<void>;
  /**
   * What stood on the lists of a profile, or of all, when they were last read.
   *
   * @param wanted whose titles are needed; the others come without any @default all
   */
  listContents(
    profile?: string,
    wanted?: (content: Omit<ListContent, "items">) => boolean,
  ): Promise<ListContent[]>;
  /** Replaces what is remembered of a list of a profile. */
  saveListContent(profile: string, content: ListContent, at: string): Promise<void>;
  /** Forgets what stood on lists that the profile no longer has. */
  forgetListContents(profile: string, keep: Pick<ListContent, "provider" | "list">[]): Promise<void>;
}
