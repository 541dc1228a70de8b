import { OUTCOMES, outcomePhrases } from "../items/outcomes.ts";
import type { Run } from "../runs/run.ts";
import { cleanReason, cleanTitle } from "./clean.ts";
import { factsOf } from "./facts.ts";
import { headlineOf, summaryOf } from "./headline.ts";
import * as messages from "./messages.ts";
import type { ArrivalNews, ListNews, News, RunNews, TitleNews } from "./news.ts";
import type { Level, Line, Notice, Section } from "./notice.ts";
import { hasProblems, isBroken, listsOf } from "./run-traits.ts";

/** Runs that failed are named, up to so many: the other problems are to be read as well. */
const FAILURES = 10;

/** Makes one message of news: of one run, or of many for a digest. @param news at least one, the oldest first */
export function compose(news: News[]): Notice {
  const runs = news.filter((each): each is RunNews => each.kind === "run");
  const arrivals = news.filter((each): each is ArrivalNews => each.kind === "available");
  const profiles = new Set(news.map(({ profile }) => profile));
  const [profile] = profiles;
  const counts = sumOf(runs.map((run) => run.counts));
  const sections = [
    section("requested", requestsName(runs), unique(runs.flatMap((run) => run.requested)).map(titleLine)),
    section("available", messages.available(), unique(arrivals.map(({ title }) => title)).map(titleLine)),
    section("problems", messages.problems(), [...failures(runs), ...problemLines(runs)]),
    section("lists", messages.syncedLists(), listsOf(runs).map(listLine)),
    section(
      "results",
      messages.results(),
      outcomePhrases(counts).map((text) => ({ text })),
    ),
  ].filter(({ lines }) => lines.length > 0);
  const progress = progressOf(runs);
  return {
    level: levelOf(runs, counts),
    title: headlineOf(runs, arrivals, counts),
    summary: summaryOf(runs, arrivals, counts),
    ...(progress && { progress }),
    facts: factsOf(runs),
    sections,
    ...(profiles.size === 1 && profile !== undefined && { profile }),
    at: news.at(-1)?.at ?? "",
    news,
  };
}

const section = (kind: Section["kind"], name: string, lines: Line[]): Section => ({ kind, name, lines });

const requestsName = (runs: RunNews[]): string =>
  runs.length > 0 && runs.every(({ dryRun }) => dryRun) ? messages.wouldRequest() : messages.newRequests();

const titleLine = ({ title, poster }: TitleNews): Line => ({
  text: cleanTitle(title),
  ...(poster !== undefined && { poster }),
});

/** A problem that several runs had is one; the last reason counts. */
const problemLines = (runs: RunNews[]): Line[] =>
  unique(runs.flatMap(({ problems }) => problems)).map(({ title, status, reason }) => {
    const detail = cleanReason(reason ?? (status ? OUTCOMES[status].phrase : ""));
    return { text: cleanTitle(title), ...(detail && { detail }) };
  });

/** What a profile failed of several times is one line. */
function failures(runs: RunNews[]): Line[] {
  const lines = new Map<string, { text: string; reason: string; count: number }>();
  for (const { error, profile } of runs) {
    if (error === undefined) continue;
    const [text, reason] = [cleanTitle(profile), cleanReason(error)];
    const key = JSON.stringify([text, reason]);
    lines.set(key, { text, reason, count: (lines.get(key)?.count ?? 0) + 1 });
  }
  const all = [...lines.values()].map(({ text, reason, count }) => ({
    text: count > 1 ? messages.severalTimes(text, count) : text,
    detail: reason,
  }));
  const rest = all.length - FAILURES;
  return rest > 0 ? [...all.slice(0, FAILURES), { text: messages.andMore(rest) }] : all;
}

function unique(titles: TitleNews[]): TitleNews[] {
  return [
    ...new Map(titles.map((each) => [`${each.mediaType ?? ""} ${each.tmdbId ?? each.title}`, each])).values(),
  ];
}

function listLine({ name, url, items, requested, error }: ListNews): Line {
  const detail = error === undefined ? messages.titlesOn(items, requested) : cleanReason(error);
  const link = url !== undefined && /^https?:\/\/[^\s"<>]{1,400}$/i.test(url) ? url : undefined;
  return {
    text: cleanTitle(name),
    detail,
    ...(link !== undefined && { url: link }),
    ...(error !== undefined && { isFailed: true }),
  };
}

function sumOf(all: Run["counts"][]): Run["counts"] {
  const sum: Record<string, number> = {};
  for (const counts of all)
    for (const [status, count] of Object.entries(counts)) sum[status] = (sum[status] ?? 0) + count;
  return sum as Run["counts"];
}

function levelOf(runs: RunNews[], counts: Run["counts"]): Level {
  if (runs.some(isBroken)) return "failure";
  if (runs.some(hasProblems)) return "warning";
  return (counts.requested ?? 0) > 0 || runs.length === 0 ? "success" : "info";
}

function progressOf(runs: RunNews[]): Notice["progress"] {
  const total = runs.reduce((sum, run) => sum + run.total, 0);
  if (total === 0) return undefined;
  const bad = runs.reduce((sum, run) => sum + run.problems.length + run.missing, 0);
  return { done: Math.max(0, total - bad), total };
}
