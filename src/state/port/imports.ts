import type { MediaType } from "../../items/item.ts";
import type { StoredItem } from "./titles.ts";

/** What another program noted of a title of the server. */
export interface ImportedTitle {
  /** As that program had it. */
  mediaType: MediaType;
  tmdbId: number;
  title: string;
  year?: number;
  /** That program's word: `requested`. */
  status: string;
  /** ISO 8601. */
  at: string;
}

/** Which imported titles. */
interface ImportQuery {
  /** Part of the title, case and accents ignored. */
  text?: string;
  mediaType?: MediaType;
  /** @default 100 */
  limit?: number;
  /** @default 0 */
  offset?: number;
}

/**
 * What other programs noted, to be looked up. Nothing that decides reads it: it says neither whose a request is nor that
 * something was deleted, because nobody here saw it happen.
 */
export interface ImportMemory {
  /**
   * Remembers for good what another program noted; what it noted of the same titles before is replaced.
   *
   * @param by name of the program
   */
  importTitles(titles: readonly ImportedTitle[], by: string): Promise<void>;
  /** Newest first. */
  importedTitles(query?: ImportQuery): Promise<{ items: StoredItem[]; total: number }>;
}
