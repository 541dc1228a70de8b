import type { Item } from "../items/item.ts";

/** What a server says has happened to a title. */
export type ServerEventKind =
  | "available"
  | "requested"
  | "approved"
  | "declined"
  | "failed"
  | "added"
  | "deleted";

/** An event of a server. */
export interface ServerEvent {
  kind: ServerEventKind;
  /** The title as the sender names it; its seasons, where it names some. */
  item: Pick<Item, "title" | "year" | "mediaType" | "ids" | "seasons">;
  is4k?: boolean;
  /** All that was asked for of it, as opposed to single episodes. */
  whole: boolean;
  /** Who says so, as people call it: `Seerr`, `Radarr`. */
  by: string;
  /** Id of the request on the server. */
  requestId?: number;
  /** Name of the user who requested it. */
  requestedBy?: string;
}

/** A list that is named in a request. */
export interface NamedList {
  provider?: string;
  list: string;
}

/** A sync that is asked for. */
export interface SyncWish {
  /** Lists to read in place of all. */
  lists?: NamedList[];
  /** Titles that came with the request, in place of lists. */
  items?: Item[];
  dryRun?: boolean;
}

/** What is to be done about a request. */
export type Verdict =
  | ({ result: "sync" } & SyncWish)
  | { result: "event"; event: ServerEvent }
  | { result: "ignored"; reason: string };
