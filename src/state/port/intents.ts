import type { Item, Match, MediaType } from "../../items/item.ts";

/** A request that was about to be sent. */
export interface Intent {
  mediaType: MediaType;
  /** TMDB id. */
  tmdbId: number;
  is4k: boolean;
  /** Of a show, empty for all of them; empty for a movie. */
  seasons: number[];
  /** Id of the user in whose name; absent: the owner of the API key. */
  requester?: number;
  /** For whom: the run, and the item as it was then. Absent where it was for none, or written before version 11. */
  runId?: string;
  item?: Item;
}

/** Requests that are about to be sent. */
export interface IntentMemory {
  /**
   * Remembers that a request is about to be sent. To record the title as `requested` settles it.
   *
   * @throws CancelledError when the signal is aborted while it waits
   */
  intend(server: string, intent: Intent, at: string, signal?: AbortSignal): Promise<void>;
  /** A request that was about to be sent and of which nobody knows what became. */
  intent(
    server: string,
    title: Pick<Match, "mediaType" | "tmdbId">,
    is4k: boolean,
  ): Promise<Intent | undefined>;
  /** Those on a server that were written before a time (ISO 8601). */
  openIntents(server: string, before: string): Promise<Intent[]>;
  settleIntent(server: string, title: Pick<Match, "mediaType" | "tmdbId">, is4k: boolean): Promise<void>;
}
