import type { ListNews, RunNews } from "./news.ts";

export const isBroken = ({ state }: RunNews): boolean => state === "failed" || state === "interrupted";
export const hasProblems = ({ state, problems, lists, missing }: RunNews): boolean =>
  state === "completed_with_errors" ||
  problems.length > 0 ||
  missing > 0 ||
  lists.some(({ error }) => error !== undefined);

/** Each list as the last run that read it found it, with the requests of all. */
export function listsOf(runs: RunNews[]): ListNews[] {
  const lists = new Map<string, ListNews>();
  for (const list of runs.flatMap((run) => run.lists)) {
    const requested = (lists.get(list.name)?.requested ?? 0) + (list.requested ?? 0);
    lists.set(list.name, { ...list, ...(requested > 0 && { requested }) });
  }
  return [...lists.values()];
}
