import type { ItemType } from "../../items/item.ts";
import { imdbKind } from "./type-words.ts";

/**
 * What kind of title an IMDb title type is.
 *
 * @param type `titleType.id`, or the label of a CSV export in any language of IMDb's site
 * @returns `unknown` for a type that is not known: the id decides then
 */
export function mediaTypeOf(type: string): ItemType {
  const kind = imdbKind(type);
  if (kind === "show") return "tv";
  return kind === "movie" ? "movie" : "unknown";
}

/** The word for a title that is no film and no show (`episode`, `video game`); undefined for all others. */
export function leftOutAs(type: string): string | undefined {
  const kind = imdbKind(type);
  return kind === undefined || kind === "movie" || kind === "show" ? undefined : kind;
}
