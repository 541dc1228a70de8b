import { randomUUID } from "node:crypto";
import * as messages from "./messages.ts";
import { WebhookRefusal } from "./refusal.ts";

/** A run whose id was told to a sender, before it is known to the database. */
type Promised = { at: number; alike: string | undefined } & (
  | { state: "waiting"; taken: boolean }
  | { state: "begun" }
  | { state: "skipped"; reason: string }
);

/** Runs that were asked for, from the request until they begin or do not. */
export interface PromisedRuns {
  /**
   * Promises a run; one that waits for the same is joined, since it will read what is new as well.
   *
   * @param alike - what makes two wishes the same; undefined where nothing does
   * @throws WebhookRefusal 503 when too many wait
   */
  promise(alike: string | undefined): { runId: string; isNew: boolean };
  /** A list-source has it, and will say whether it begins. */
  taken(runId: string): void;
  begun(runId: string): void;
  skipped(runId: string, reason: string): void;
  /** What is known of a run that is not in the database. */
  standing(runId: string): RunStanding | undefined;
}

/** How a run stands that is not in the database. `taken`: a list-source has it. */
type RunStanding = { state: "waiting"; taken: boolean } | { state: "skipped"; reason: string };

/** Runs that may wait at the same time, and that are remembered. */
const MOST_WAITING = 1000;
const MOST_KEPT = 5000;

/** Milliseconds for which a wish joins a run that no list-source has taken: its message may have been filtered out, or nothing is connected. */
const JOIN_MS = 5000;

/** Milliseconds after which nobody believes any more that it is going to begin; a list-source may hold one for long. */
const WAIT_MS = 60 * 60_000;
const TAKEN_MS = 24 * 60 * 60_000;

/** Seconds after which there may be room again. */
const RETRY_AFTER = 60;

export function createPromisedRuns(
  now: () => number = () => performance.now(),
  newId: () => string = randomUUID,
): PromisedRuns {
  const known = new Map<string, Promised>();

  function tidy(): void {
    for (const [runId, run] of known) {
      const isHopeless = run.state === "waiting" && now() - run.at >= (run.taken ? TAKEN_MS : WAIT_MS);
      if (isHopeless || (known.size > MOST_KEPT && run.state !== "waiting")) known.delete(runId);
    }
  }

  return {
    promise(alike) {
      tidy();
      const waiting = [...known].filter(([, { state }]) => state === "waiting");
      const same = waiting.find(
        ([, run]) =>
          alike !== undefined &&
          run.alike === alike &&
          ((run.state === "waiting" && run.taken) || now() - run.at < JOIN_MS),
      );
      if (same) return { runId: same[0], isNew: false };
      if (waiting.length >= MOST_WAITING)
        throw new WebhookRefusal(503, messages.tooManyWaiting(MOST_WAITING), RETRY_AFTER);
      const runId = newId();
      known.set(runId, { at: now(), alike, state: "waiting", taken: false });
      return { runId, isNew: true };
    },
    taken(runId) {
      const run = known.get(runId);
      if (run?.state === "waiting") known.set(runId, { ...run, taken: true });
    },
    begun(runId) {
      const run = known.get(runId);
      if (run) known.set(runId, { ...run, state: "begun" });
    },
    skipped(runId, reason) {
      const run = known.get(runId);
      if (run?.state === "waiting") known.set(runId, { ...run, state: "skipped", reason });
    },
    standing(runId) {
      const run = known.get(runId);
      if (!run || run.state === "begun") return undefined;
      return run.state === "waiting"
        ? { state: "waiting", taken: run.taken }
        : { state: "skipped", reason: run.reason };
    },
  };
}
