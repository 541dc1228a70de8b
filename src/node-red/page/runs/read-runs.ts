import type { Outcome } from "../../../items/item.ts";
import type { Run, RunHead } from "../../../runs/run.ts";
import { summarise } from "../../../runs/summary.ts";
import type { StoredItem } from "../../../state/port/titles.ts";
import type { Answer, Asked } from "../contract/types.ts";
import { ask, type DatabaseOnDesk } from "../desk/desk.ts";
import { siteName } from "../lists/list-row.ts";
import * as messages from "../messages.ts";
import { listCounts } from "../overview/profile-state.ts";
import { PageError } from "../page-error.ts";
import { offsetCursor, offsetOf } from "../titles/cursor.ts";
import { listName } from "../titles/list-name.ts";

type Row = Answer<"runs">["rows"][number];
type Decision = Answer<"runDecisions">["rows"][number];

export async function findRuns(
  database: DatabaseOnDesk,
  asked: Asked<"runs">,
  now: Date,
): Promise<Answer<"runs">> {
  const { profile, state, trigger, dryRun, withLists, since, until, limit } = asked;
  const offset = offsetOf(asked);
  const query = {
    ...(profile !== undefined && { profile }),
    ...(state && { states: state }),
    ...(trigger !== undefined && { trigger }),
    ...(dryRun !== undefined && { dryRun: dryRun === "yes" }),
    ...(withLists && { withLists: true as const }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
  return ask(database, async (store) => {
    const total = await store.countRuns(query);
    const rows = (await store.runHeads({ ...query, limit, offset })).map((run) => toRow(run, now));
    return { rows, total, next: offsetCursor(offset, rows.length, total) };
  });
}

function toRow(run: RunHead, now: Date): Row {
  const { id, profile, trigger, dryRun, state, startedAt, finishedAt, total, error } = run;
  const end = finishedAt === undefined ? now.getTime() : Date.parse(finishedAt);
  return {
    id,
    profile,
    trigger,
    dryRun,
    state,
    startedAt,
    ...(finishedAt !== undefined && { finishedAt }),
    duration: Math.max(0, Math.round((end - Date.parse(startedAt)) / 100) / 10),
    ...(total !== undefined && { total }),
    lists: listCounts(run),
    ...(error && { error }),
  };
}

/** @throws PageError 404 `not-found` */
export function readRun(
  database: DatabaseOnDesk,
  { id }: Pick<Asked<"run">, "id">,
  now: Date,
): Promise<Answer<"run">> {
  return ask(database, async (store) => {
    const run = known(await store.run(id));
    const { text, missing } = await summarise(store, run, now);
    return {
      ...toRow(run, now),
      counts: { ...run.counts },
      text,
      missing,
      perList: run.lists.map(({ label, items, total, complete, warnings, error, ...names }) => ({
        ...listName(names),
        label,
        site: siteName(names.provider),
        titles: items,
        ...(total !== undefined && { announced: total }),
        complete,
        warnings,
        ...(error && { error }),
      })),
    };
  });
}

/** @throws PageError 404 `not-found` */
export function known<Found extends Run | RunHead>(run: Found | undefined): Found {
  if (run) return run;
  throw new PageError(404, "not-found", messages.noRun());
}

export function runDecisions(
  database: DatabaseOnDesk,
  asked: Asked<"runDecisions">,
): Promise<Answer<"runDecisions">> {
  const { id: runId, outcome, limit } = asked;
  const offset = offsetOf(asked);
  return ask(database, async (store) => {
    known(await store.runHead(runId));
    const query = { runId, ...(outcome && { statuses: outcome }), limit, offset };
    const { items, total } = await store.items(query);
    const rows = items.flatMap((item) => toDecision(item) ?? []);
    return { rows, total, next: offsetCursor(offset, items.length, total) };
  });
}

/** What a run did with a title; undefined where it did nothing. */
export function toDecision({ key, item, outcome }: StoredItem): Decision | undefined {
  if (!outcome) return undefined;
  const { title, match, sources } = item;
  const year = item.year ?? match?.year;
  return {
    key,
    title,
    ...(year !== undefined && { year }),
    type: match?.mediaType ?? item.mediaType,
    ...told(outcome),
    ...(match && { tmdbId: match.tmdbId }),
    at: outcome.at,
    lists: sources.map(listName),
  };
}

const told = ({ status, reason, code, httpStatus, requestId, is4k }: Outcome) => ({
  outcome: status,
  ...(reason !== undefined && { reason }),
  ...(code !== undefined && { code }),
  ...(httpStatus !== undefined && { httpStatus }),
  ...(requestId !== undefined && { requestId }),
  ...(is4k !== undefined && { is4k }),
});
