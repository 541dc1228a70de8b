import type { OutcomeStatus } from "../items/item.ts";
import { OUTCOMES, outcomePhrases, outcomesWhere } from "../items/outcomes.ts";
import { nameList } from "../lists/entries/name-list.ts";
import type { Store } from "../state/store.ts";
import type { RunSummary } from "./events.ts";
import { firstNames } from "./first-names.ts";
import * as messages from "./messages.ts";
import type { Run } from "./run.ts";

/** What is asked for, or would be. */
const ASKED: OutcomeStatus[] = ["requested", "would_request"];
/** What a person can do something about; declined and blocklisted titles have been decided on. */
const PROBLEMS = outcomesWhere(({ needsPerson }) => needsPerson);

/** A run in numbers, names and one line. The titles come from what the store recorded for it. */
export async function summarise(store: Pick<Store, "itemPages">, run: Run, now: Date): Promise<RunSummary> {
  const recorded = Object.values(run.counts).reduce((sum, number) => sum + number, 0);
  const total = Math.max(run.total ?? 0, recorded);
  const missing = total - recorded;
  const end = run.finishedAt === undefined ? now.getTime() : Date.parse(run.finishedAt);
  const titles = await titlesOf(store, run.id);
  const problems = titles.filter(({ status }) => PROBLEMS.includes(status));
  return {
    runId: run.id,
    profile: run.profile,
    state: run.state,
    dryRun: run.dryRun,
    trigger: run.trigger,
    startedAt: run.startedAt,
    ...(run.finishedAt !== undefined && { finishedAt: run.finishedAt }),
    duration: Math.max(0, Math.round((end - Date.parse(run.startedAt)) / 100) / 10),
    total,
    counts: run.counts,
    lists: run.lists,
    requested: titles.filter(({ status }) => ASKED.includes(status)).map(({ title }) => title),
    problems,
    missing,
    ...(run.error && { error: run.error }),
    text: describe(run, missing, problems),
  };
}

async function titlesOf(store: Pick<Store, "itemPages">, runId: string) {
  const titles: { title: string; status: OutcomeStatus; reason?: string }[] = [];
  for await (const page of store.itemPages({ runId, statuses: [...ASKED, ...PROBLEMS] }))
    for (const { item, outcome } of page) {
      if (!outcome) continue;
      const { title, year } = { ...item, ...item.match };
      titles.push({
        title: year === undefined ? title : `${title} (${year})`,
        status: outcome.status,
        ...(outcome.reason !== undefined && { reason: outcome.reason }),
      });
    }
  // the store answers newest first; people read in the order in which things happened
  return titles.reverse();
}

const OPENINGS: Partial<Record<Run["state"], string>> = {
  running: "Still running: ",
  cancelled: "Cancelled: ",
  failed: "Failed: ",
  interrupted: "Interrupted: ",
};

function describe(run: Run, missing: number, problems: RunSummary["problems"]): string {
  const parts = [...outcomePhrases(run.counts), ...(missing > 0 ? [messages.neverRecorded(missing)] : [])];
  // the noun stands with the first number only
  const titles = parts
    .map((part, place) =>
      place > 0 ? part : part.replace(/^1 /, "1 title ").replace(/^(\d\d+|[02-9]) /, "$1 titles "),
    )
    .join(", ");
  const opening = `${run.dryRun ? "Dry run. " : ""}${OPENINGS[run.state] ?? ""}`;
  const whole = whyFailed(run);
  const sentences = [
    `${opening}${titles || "no titles"}.`,
    failedLists(run, whole),
    failedTitles(problems, whole),
    whole,
  ];
  return capitalise(sentences.filter(Boolean).join(" "));
}

/** Lists and reasons that are said before "and 3 more". */
const SHOWN = 3;

/** Which lists failed and why; not again what is the reason of the whole run. */
function failedLists({ lists }: Run, whole: string): string {
  const failed = lists.flatMap(({ label, name, error }) =>
    error ? [nameList(name ?? label, error.message)] : [],
  );
  if (failed.length === 0) return "";
  const which = messages.failedLists(failed.length, lists.length);
  const reasons = failed.filter((reason) => !whole.includes(reason));
  if (reasons.length === 0) return `${which}.`;
  const more = reasons.length > SHOWN ? ` ${messages.andMore(reasons.length - SHOWN)}` : "";
  return `${which}: ${reasons.slice(0, SHOWN).map(brief).join(" ")}${more}`;
}

/** Why titles failed, those of one reason together. */
function failedTitles(problems: RunSummary["problems"], whole: string): string {
  const reasons = new Map<string, string[]>();
  for (const { title, status, reason = "" } of problems)
    if (OUTCOMES[status].level === "broken" && reason !== "" && reason !== whole)
      reasons.set(reason, [...(reasons.get(reason) ?? []), title]);
  const groups = [...reasons].sort(([, a], [, b]) => b.length - a.length);
  const more = groups.length > SHOWN ? ` ${messages.andMoreReasons(groups.length - SHOWN)}` : "";
  const said = groups.slice(0, SHOWN).map(([reason, titles]) => `${firstNames(titles)}: ${brief(reason)}`);
  return said.length === 0 ? "" : `${said.join(" ")}${more}`;
}

/** Longest reason in the text, which people read as a notification; the whole one stands in `lists` and `problems`. */
const REASON = 200;

/** The sentences of a reason that fit, or as many words of the first one. */
function brief(reason: string): string {
  if (reason.length <= REASON) return reason;
  const start = reason.slice(0, REASON);
  const sentence = start.lastIndexOf(". ");
  return sentence > REASON / 3 ? start.slice(0, sentence + 1) : `${start.slice(0, start.lastIndexOf(" "))} …`;
}

/** Why the run failed as a whole, unless that is what its lists say already. */
function whyFailed({ state, error, lists, counts }: Run): string {
  if (state !== "failed" || !error) return "";
  const saysLists = lists.length > 0 && lists.every((list) => list.error) && Object.keys(counts).length === 0;
  return saysLists ? "" : error.message;
}

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
