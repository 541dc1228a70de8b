import type { Scope } from "../../scope.ts";
import type { Decision } from "../../state/port/decisions.ts";
import type { TitleMatchOptions } from "./title-match.ts";

/** How an item is looked for. */
export interface ResolveOptions extends Pick<TitleMatchOptions, "yearTolerance" | "minScore" | "typeStrict"> {
  /** Language of the titles in the lists, ISO 639-1, for searches by title. @default the server's own */
  language?: string;
  /** What people decided of the item, see `Store.decisionsOn`. @default read from the memory */
  decisions?: Decision[];
  /** Of the run this belongs to; the library is read once for each. */
  scope?: Scope;
  signal?: AbortSignal;
  now?: () => Date;
}
