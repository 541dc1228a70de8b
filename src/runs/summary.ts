import type { OutcomeStatus } from "../items/item.ts";
import type { Run, Store } from "../state/store.ts";
import type { RunSummary } from "./events.ts";

const DONE: OutcomeStatus[] = ["requested", "would_request"];
/** What a person can do something about; declined and blocklisted titles have been decided on. */
const PROBLEMS: OutcomeStatus[] = ["failed", "quota_exceeded", "ambiguous", "not_found"];

/** A run in numbers, names and one line. The titles come from what the store recorded for it. */
export function summarise(store: Pick<Store, "items">, run: Run, now: Date): RunSummary {
  const recorded = Object.values(run.counts).reduce((sum, number) => sum + number, 0);
  const total = Math.max(run.total ?? 0, recorded);
  const missing = total - recorded;
  const end = run.finishedAt === undefined ? now.getTime() : Date.parse(run.finishedAt);
  const titles = titlesOf(store, run.id);
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
    requested: titles.filter(({ status }) => DONE.includes(status)).map(({ title }) => title),
    problems: titles.filter(({ status }) => PROBLEMS.includes(status)),
    missing,
    ...(run.error && { error: run.error }),
    text: describe(run, missing),
  };
}

function titlesOf(store: Pick<Store, "items">, runId: string) {
  const { items } = store.items({ runId, statuses: [...DONE, ...PROBLEMS], limit: -1 });
  // the store answers newest first; people read in the order in which things happened
  return items.reverse().flatMap(({ item, outcome }) => {
    if (!outcome) return [];
    const { title, year } = { ...item, ...item.match };
    const name = year === undefined ? title : `${title} (${year})`;
    return [
      {
        title: name,
        status: outcome.status,
        ...(outcome.reason !== undefined && { reason: outcome.reason }),
      },
    ];
  });
}

/** In the order in which they are said. Several outcomes that mean the same to a reader are one phrase. */
const PHRASES: [statuses: OutcomeStatus[], phrase: string][] = [
  [["requested"], "requested"],
  [["would_request"], "would be requested"],
  [["cancelled"], "cancelled"],
  [["not_found"], "not found"],
  [["ambiguous"], "ambiguous"],
  [["failed"], "failed"],
  [["quota_exceeded"], "stopped by a quota"],
  [["declined"], "declined"],
  [["blocklisted"], "blocklisted"],
  [["skipped"], "skipped"],
  [["already_available", "already_requested", "partially_available"], "already there"],
];

const OPENINGS: Partial<Record<Run["state"], string>> = {
  running: "Still running: ",
  cancelled: "Cancelled: ",
  failed: "Failed: ",
  interrupted: "Interrupted: ",
};

function describe(run: Run, missing: number): string {
  const numbers = PHRASES.map(([statuses, phrase]) => {
    const number = statuses.reduce((sum, status) => sum + (run.counts[status] ?? 0), 0);
    return { number, phrase };
  });
  const parts = [...numbers, { number: missing, phrase: "never recorded" }].filter(
    ({ number }) => number > 0,
  );
  const titles = parts
    // the noun stands with the first number only
    .map(({ number, phrase }, place) =>
      place > 0 ? `${number} ${phrase}` : `${titleCount(number)} ${phrase}`,
    )
    .join(", ");
  const opening = `${run.dryRun ? "Dry run. " : ""}${OPENINGS[run.state] ?? ""}`;
  const sentences = [`${opening}${titles || "no titles"}.`, failedLists(run), whyFailed(run)];
  return capitalise(sentences.filter(Boolean).join(" "));
}

const titleCount = (number: number): string => `${number} ${number === 1 ? "title" : "titles"}`;

function failedLists({ lists }: Run): string {
  const failed = lists.filter((list) => list.error).length;
  if (failed === 0) return "";
  if (lists.length === 1) return "The list failed.";
  return `${failed} of ${lists.length} lists failed.`;
}

const whyFailed = (run: Run): string => (run.state === "failed" ? (run.error?.message ?? "") : "");

const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
