import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunSummary } from "../../src/runs/events.ts";
import type { Run } from "../../src/runs/run.ts";
import { summarise } from "../../src/runs/summary.ts";
import { openStore } from "../../src/state/sqlite-store.ts";
import type { Store } from "../../src/state/store.ts";

/**
 * Waits until a run that began after `since` is over, by reading the database that Node-RED writes.
 *
 * @param since - ISO 8601 time
 * @returns undefined when `signal` was aborted first
 */
export async function awaitRun(
  database: string,
  since: string,
  signal: AbortSignal,
): Promise<RunSummary | undefined> {
  while (!signal.aborted) {
    if (existsSync(database)) {
      const summary = await finishedRun(database, since);
      if (summary) return summary;
    }
    await sleep(300);
  }
  return undefined;
}

async function finishedRun(database: string, since: string): Promise<RunSummary | undefined> {
  const store: Store = await openStore({ file: database });
  try {
    const run = (await store.runs({ limit: 20 })).find(
      (each: Run) => each.startedAt >= since && each.state !== "running",
    );
    return run && (await summarise(store, run, new Date()));
  } finally {
    await store.close();
  }
}

/** The summary as lines for a terminal. */
export function describeRun(summary: RunSummary): string[] {
  const lists = summary.lists.map(({ label, items, total, error }) =>
    error
      ? `  ✗ ${label}: ${error.message}`
      : `  ✓ ${label}: ${items}${total !== undefined && total !== items ? ` of ${total}` : ""} titles`,
  );
  const problems = summary.problems
    .slice(0, 5)
    .map(({ title, status, reason }) => `  ${title} – ${status}${reason ? `: ${reason}` : ""}`);
  const more = summary.problems.length - problems.length;
  return [
    `The first sync took ${summary.duration} s: ${summary.text}`,
    ...lists,
    ...(problems.length > 0 ? ["What needs a look:", ...problems] : []),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}
