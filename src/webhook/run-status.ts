import type { Run } from "../runs/run.ts";
import { summarise } from "../runs/summary.ts";
import type { Store } from "../state/store.ts";
import * as messages from "./messages.ts";
import type { PromisedRuns } from "./promised-runs.ts";
import { WebhookRefusal } from "./refusal.ts";

/** How a run is going, as a sender is told: no addresses of lists, no titles. */
export interface RunStatus {
  runId: string;
  /** A state of a run; `waiting` before it begins, `skipped` when it does not. */
  state: Run["state"] | "waiting" | "skipped";
  /** A sentence. */
  text: string;
  dryRun?: boolean;
  startedAt?: string;
  finishedAt?: string;
  /** Titles that it set out to handle. */
  total?: number;
  /** Titles by outcome. */
  counts?: Run["counts"];
  /** Lists that could not be read. */
  failedLists?: number;
}

/**
 * How a run of a profile is going.
 *
 * @throws WebhookRefusal 404; StateError
 */
export async function runStatus(
  runId: string,
  profile: string,
  store: Pick<Store, "run" | "itemPages">,
  promised: Pick<PromisedRuns, "standing">,
): Promise<RunStatus> {
  const run = await store.run(runId);
  if (run?.profile === profile) {
    const { state, dryRun, startedAt, finishedAt, total, counts, lists } = run;
    const { text } = await summarise(store, run, new Date());
    return {
      runId,
      state,
      text,
      dryRun,
      startedAt,
      ...(finishedAt !== undefined && { finishedAt }),
      ...(total !== undefined && { total }),
      counts,
      failedLists: lists.filter(({ error }) => error !== undefined).length,
    };
  }
  const standing = promised.standing(runId);
  if (!standing) throw new WebhookRefusal(404, messages.unknownRun());
  const { state } = standing;
  if (state === "skipped") return { runId, state, text: standing.reason };
  return { runId, state, text: standing.taken ? messages.runWaits() : messages.runUntaken() };
}
