import type { Item, Match, MediaType } from "../../items/item.ts";

/** What a person decided about a title, for every list that names it so: see items/named-key.ts. */
export interface Decision {
  /** How lists name it. */
  name: string;
  /** Never to be asked for; or which title of the server it is. */
  kind: "ignore" | "match";
  /** As a list names it. */
  item: Pick<Item, "title" | "year" | "mediaType" | "ids">;
  /**
   * Which title of the server is meant. One that is ignored is so under all names, where it was known which one it is.
   */
  match?: { mediaType: MediaType; tmdbId: number; title: string; year?: number };
  /** Name of the user of Node-RED, where it has users. */
  by?: string;
  /** ISO 8601. */
  at: string;
}

/** Which decisions. */
interface DecisionQuery {
  kind?: Decision["kind"];
  /** Part of the title, case and accents ignored. */
  text?: string;
  /** @default 100 */
  limit?: number;
  /** @default 0 */
  offset?: number;
}

/** What people decided about titles. */
export interface DecisionMemory {
  /**
   * Remembers for good what a person decided about a title; an earlier decision of the kind is replaced.
   *
   * @param seen - when the decision was made that the person knows of, null for none: where there is another one by now,
   *   nothing is done
   * @returns whether it was, and what was decided before
   */
  decide(
    decision: Omit<Decision, "name">,
    seen?: string | null,
  ): Promise<{ done: boolean; before: Decision | undefined }>;
  /** Forgets a decision. @param name as {@link Decision} has it @returns false when there is none */
  takeBack(name: string, kind: Decision["kind"]): Promise<boolean>;
  /** What was decided about what a list names so, at most one of each kind, unless it is a bare id. */
  decisionsOn(item: Decision["item"]): Promise<Decision[]>;
  /** The decision to ignore a title of the server, by whatever name it was made. */
  ignoredAs(title: Pick<Match, "mediaType" | "tmdbId">): Promise<Decision | undefined>;
  /** Newest first. */
  decisions(query?: DecisionQuery): Promise<{ decisions: Decision[]; total: number }>;
}
