import type { OutcomeStatus } from "../items/item.ts";
import { OUTCOMES } from "../items/outcomes.ts";
import type { News, RunNews, TitleNews, Wanted } from "./news.ts";

/** What a run does that somebody may have waited for. */
const DONE: readonly OutcomeStatus[] = ["requested", "would_request", "cancelled"];

/** Runs that did not come to their end. */
const BROKEN: readonly RunNews["state"][] = ["failed", "interrupted"];

/** Whether a person who wants this is to read of it. */
export function isWorthTelling(news: News, wanted: Wanted): boolean {
  if (wanted === "always") return true;
  if (news.kind === "available") return wanted === "news";
  const { counts, isKnown, problems, missing } = news;
  if (hasFailures(news) || ((problems.length > 0 || missing > 0) && !isKnown)) return true;
  return wanted === "news" && DONE.some((status) => (counts[status] ?? 0) > 0);
}

/** What failed may go away by itself, or not: it is told each time, as opposed to titles that nobody finds, or that a flow loses. */
const hasFailures = ({ state, lists, problems }: RunNews): boolean =>
  BROKEN.includes(state) || lists.some(({ error }) => error !== undefined) || problems.some(isFailure);

const isFailure = ({ status }: TitleNews): boolean =>
  status !== undefined && OUTCOMES[status].level === "broken";

/** What stands for the problems of a run, to know them again in the next one. */
export const problemMarks = ({ problems, missing }: RunNews): string[] => [
  ...problems.map(({ title, status = "" }) => `${status} ${title}`),
  ...(missing > 0 ? [`missing ${missing}`] : []),
];

/** Whether a run has no problem that the one before did not have. */
export const isAllKnown = (marks: readonly string[], before: readonly string[] | undefined): boolean => {
  const known = new Set(before);
  return marks.every((mark) => known.has(mark));
};
