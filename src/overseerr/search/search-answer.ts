import type { Match } from "../../items/item.ts";
import type { TitleResult } from "./search-result.ts";
import type { Candidate } from "./title-match.ts";

/** What the server's search said about one id or title. */
export type SearchAnswer =
  | { kind: "found"; result: TitleResult; matchedBy: Match["matchedBy"]; score?: number }
  | { kind: "ambiguous"; candidates: Candidate[]; definitive: boolean }
  /** `definitive` is false when TMDB failing behind the server would have looked the same. */
  | { kind: "nothing"; candidates: Candidate[]; definitive: boolean };

/** The answer of a search that knows the title; `score` only for matches by title. */
export const found = (result: TitleResult, matchedBy: Match["matchedBy"], score?: number): SearchAnswer => ({
  kind: "found",
  result,
  matchedBy,
  ...(score !== undefined && { score }),
});
