import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunSummary } from "../../src/runs/events.ts";
import { summarise } from "../../src/runs/summary.ts";
import { openStore } from "../../src/state/sqlite-store.ts";
import type { Run, Store } from "../../src/state/store.ts";

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
      const summary = finishedRun(database, since);
      if (summary) return summary;
    }
    await sleep(300);
  }
  return undefined;
}

function finishedRun(database: string, since: string): RunSummary | undefined {
  const store: Store = openStore({ file: database });
  try {
    const run = store
      .runs({ limit: 20 })
      .find((each: Run) => each.startedAt >= since && each.state !== "running");
    return run && summarise(store, run, new Date());
  } finally {
    store.close();
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
