const WORD = "(?:seasons?|staffeln?|saisons?|temporadas?|stagion[ei]|seizoen|sezon|säsong)";
const NUMBERS = "(\\d{1,3})(?:\\s?(?:[-–—&+,]|to|bis|and|und)\\s?(\\d{1,3}))?";
const WHOLE = new RegExp(`^(?:${WORD}\\s?${NUMBERS}|S(\\d{1,3})(?:\\s?E\\d{1,4})?)$`, "iu");
const AT_END = new RegExp(
  `(?:\\s[-–—|]|[,:;])?\\s(?:${WORD}\\s?${NUMBERS}|[Ss](\\d{1,3})(?:\\s?[Ee]\\d{1,4})?)$`,
  "u",
);
const AT_END_ANY_CASE = new RegExp(AT_END.source, "iu");
/** Films whose name ends like a season. */
const NO_SEASON = /^(?:(?:the )?open|closed|hunting|mating|silly) season \d/i;

/** The seasons that a note names as a whole: `Season 2`, `Seasons 1-3`, `S02`, `S02E05`. */
export const seasonsOf = (text: string): number[] | undefined => range(WHOLE.exec(text));

/** Takes a season off the end of a title: `Fargo, Season 2`, `Fargo S02`. */
export function takeSeason(text: string): { title: string; seasons: number[] } | undefined {
  if (NO_SEASON.test(text)) return undefined;
  const found = AT_END_ANY_CASE.exec(text);
  const seasons = range(found);
  return found && found.index > 0 && seasons
    ? { title: text.slice(0, found.index).trim(), seasons }
    : undefined;
}

function range(found: RegExpExecArray | null): number[] | undefined {
  if (!found) return undefined;
  const first = Number(found[1] ?? found[3]);
  const last = Number(found[2] ?? first);
  if (last < first || last - first > 60) return [first];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
