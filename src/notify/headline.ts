import { outcomePhrases } from "../items/outcomes.ts";
import { cleanReason, cleanTitle } from "./clean.ts";
import * as messages from "./messages.ts";
import type { ArrivalNews, RunNews } from "./news.ts";
import { hasProblems, listsOf } from "./run-traits.ts";

/** Errors in the summary of many runs; the others stand among the problems. */
const ERRORS = 2;

type Counts = RunNews["counts"];

/** The title of a message. */
export function headlineOf(runs: RunNews[], arrivals: ArrivalNews[], counts: Counts): string {
  const [run] = runs;
  const [arrival] = arrivals;
  const isOfUser = [...runs, ...arrivals].every((each) => each.isOfUser);
  if (isOfUser)
    return `${messages.yourLists()}: ${phrases(counts, arrivals).join(", ") || messages.nothingToTell()}`;
  if (!run)
    return arrivals.length === 1 && arrival
      ? messages.nowAvailable(cleanTitle(arrival.title.title))
      : messages.arrivals(arrivals.length);
  if (runs.length > 1) return messages.digestOf(runs.length);
  const profile = cleanTitle(run.profile);
  if (run.state === "failed") return messages.syncFailed(profile);
  if (run.state === "interrupted") return messages.syncInterrupted(profile);
  if (run.state === "cancelled") return messages.syncCancelled(profile);
  if (run.dryRun) return messages.dryRunDone(profile);
  return hasProblems(run) ? messages.syncWithProblems(profile) : messages.syncDone(profile);
}

/** `3 requested`, `1 available` of what somebody waits for. */
function phrases(counts: Counts, arrivals: ArrivalNews[]): string[] {
  const there = arrivals.length + (counts.already_available ?? 0);
  const { already_available: _there, ...others } = counts;
  return [...outcomePhrases(others), ...(there > 0 ? [messages.countOf(there, "available")] : [])];
}

/** What happened, in one line. */
export function summaryOf(runs: RunNews[], arrivals: ArrivalNews[], counts: Counts): string {
  const missing = runs.reduce((sum, run) => sum + run.missing, 0);
  const lists = listsOf(runs);
  const failed = lists.filter(({ error }) => error !== undefined).length;
  const isOfUser = runs.some((run) => run.isOfUser);
  const parts = [
    ...(isOfUser ? phrases(counts, arrivals) : outcomePhrases(counts)),
    ...(!isOfUser && arrivals.length > 0 ? [messages.countOf(arrivals.length, "available")] : []),
    ...(missing > 0 ? [messages.missingTitles(missing)] : []),
    ...(failed > 0 ? [messages.failedListsOf(failed, lists.length)] : []),
  ];
  const errors = runs.flatMap(({ error }) => (error === undefined ? [] : [cleanReason(error)]));
  const said = parts.length > 0 ? messages.countsLine(parts.join(", ")) : messages.nothingToTell();
  return [said, ...[...new Set(errors)].slice(0, ERRORS)].join(" ");
}
