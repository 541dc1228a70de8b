import { isByHand } from "../../items/is-by-hand.ts";
import type { Item, Outcome } from "../../items/item.ts";
import type { TitleResult } from "./search-result.ts";
import { compareNames, type NameLikeness } from "./title-variants.ts";

export interface TitleMatchOptions {
  /** A year that differs by one still fits, with a score of 0.95. @default true */
  yearTolerance?: boolean;
  /** Lowest score that is accepted. Below 0.9 the answers become guesses. @default 0.9 */
  minScore?: number;
  /** A title must have the media type that the list says. @default true */
  typeStrict?: boolean;
  /**
   * Whether `results` are all that the server has under this name. If not, a title without a year cannot be told to
   * be the only one. @default true
   */
  allSeen?: boolean;
}

export type TitleMatch =
  | { kind: "found"; result: TitleResult; score: number }
  | { kind: "ambiguous"; candidates: Candidate[] }
  | { kind: "none" };

export type Candidate = NonNullable<Outcome["candidates"]>[number];

interface Scored {
  result: TitleResult;
  score: number;
  name: NameLikeness;
  ownType: boolean;
}

/** Scores of a result by its name (rows) and how its year fits (columns); by construction, not by measurement. */
const SCORES: Record<NameLikeness, Record<"same" | "near" | "missing" | "other", number>> = {
  exact: { same: 1, near: 0.95, missing: 0.9, other: 0.5 },
  variant: { same: 0.92, near: 0.8, missing: 0.7, other: 0.4 },
  subtitle: { same: 0.92, near: 0.7, missing: 0.6, other: 0.3 },
  other: { same: 0.3, near: 0.2, missing: 0.1, other: 0 },
};

/**
 * Decides which of the results of a title search the item is: the single best one, if it is good enough. Two that are
 * equally good, or another that casts doubt on the best, make it ambiguous: never a guess.
 *
 * @param results movies and shows as the server's search gave them
 */
export function matchTitle(item: Item, results: TitleResult[], options: TitleMatchOptions = {}): TitleMatch {
  const { minScore = 0.9, typeStrict = true, allSeen = true } = options;
  const scored = unique(results)
    .map((result) => score(item, result, options))
    .sort((a, b) => b.score - a.score);
  const eligible = typeStrict ? scored.filter(({ ownType }) => ownType) : preferOwnType(scored);
  const [best] = eligible;
  if (!best || best.score < minScore) return { kind: "none" };
  const equals = eligible.filter(({ score }) => score === best.score);
  const doubts = scored.filter((other) => other !== best && castsDoubt(item, best, other));
  const isOpen = equals.length > 1 || doubts.length > 0 || (item.year === undefined && !allSeen);
  const hinted = isOpen ? hintedAt(item, [...equals, ...doubts]) : undefined;
  if (hinted) return { kind: "found", result: hinted.result, score: hinted.score };
  if (equals.length > 1 || doubts.length > 0)
    return { kind: "ambiguous", candidates: toCandidates([...equals, ...doubts]) };
  if (item.year === undefined && !allSeen) return { kind: "ambiguous", candidates: toCandidates([best]) };
  return { kind: "found", result: best.result, score: best.score };
}

/** The one of several fitting titles that has the number which stands beside the name; a number alone decides nothing. */
function hintedAt({ hints }: Item, fitting: Scored[]): Scored | undefined {
  if (hints?.tmdb === undefined) return undefined;
  const [only, ...more] = fitting.filter(({ result, ownType }) => ownType && result.tmdbId === hints.tmdb);
  return more.length === 0 ? only : undefined;
}

/** What a person may choose from when nothing fits for certain: same year and type, and the same name of any year. */
export function nearCandidates(item: Item, results: TitleResult[]): Candidate[] {
  return toCandidates(
    unique(results)
      .map((result) => score(item, result, {}))
      .filter(({ name, ownType, score }) => name !== "other" || (ownType && score >= SCORES.other.same)),
  );
}

function score(item: Item, result: TitleResult, options: TitleMatchOptions): Scored {
  const names = [result.title, result.originalTitle].filter((name) => name !== undefined);
  const found = names.map((name) => compareNames(item.title, name));
  const name =
    (["exact", "variant", "subtitle"] as const).find((likeness) => found.includes(likeness)) ?? "other";
  const year = compareYears(item.year, result.year, options.yearTolerance ?? true);
  const ownType = item.mediaType === "unknown" || item.mediaType === result.mediaType;
  return { result, score: SCORES[name][year], name, ownType };
}

function compareYears(wanted: number | undefined, found: number | undefined, tolerance: boolean) {
  if (wanted === undefined) return "missing";
  if (found === undefined) return "other";
  const distance = Math.abs(wanted - found);
  if (distance === 0) return "same";
  return distance === 1 && tolerance ? "near" : "other";
}

/** With loose types the list's word still decides between two that fit equally well. */
function preferOwnType(scored: Scored[]): Scored[] {
  const best = scored[0]?.score;
  return scored.filter(
    (one) => one.ownType || !scored.some((other) => other.ownType && other.score === best),
  );
}

/**
 * Whether a result makes the best one doubtful: a better fit of the other media type (the list may have the type
 * wrong); without a year, any other of exactly this name and the type that is wanted; and for a name that only resembles, any of exactly this name
 * whatever its year (the list's year may be wrong).
 */
function castsDoubt(item: Item, best: Scored, other: Scored): boolean {
  if (other.name !== "exact") return false;
  if (other.score > best.score) return true;
  if (item.year === undefined) return other.ownType || !isWritten(item);
  return best.name !== "exact";
}

/** A type that somebody wrote counts: "tv: Fargo" is not doubtful because a film has that name. Sites get it wrong. */
const isWritten = ({ mediaType, sources }: Item): boolean =>
  mediaType !== "unknown" && sources.length > 0 && isByHand({ sources });

/** The same title may stand on two pages, or in two searches. */
function unique(results: TitleResult[]): TitleResult[] {
  return [...new Map(results.map((result) => [`${result.mediaType}:${result.tmdbId}`, result])).values()];
}

function toCandidates(scored: Scored[]): Candidate[] {
  return [...new Set(scored)].slice(0, 10).map(({ result }) => toCandidate(result));
}

/** What a person needs in order to choose. */
export const toCandidate = ({ tmdbId, mediaType, title, year }: TitleResult): Candidate => ({
  tmdbId,
  mediaType,
  title,
  ...(year !== undefined && { year }),
});
