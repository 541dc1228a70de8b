import { throwIfCancelled } from "../errors.ts";
import { onAbort } from "../http/on-abort.ts";
import { runScopes } from "../runs/scopes.ts";

/** Messages of one run that wait or are worked on in our nodes, so that whoever sends more can wait for them. */
export interface Backlog {
  readonly count: number;
  /** A message has arrived. @returns to be called once, when it is done */
  add(): () => void;
  /**
   * Resolves when fewer than so many are there.
   *
   * @throws CancelledError when the signal is aborted
   */
  below(limit: number, signal?: AbortSignal): Promise<void>;
}

/** Names what a run knows of it. */
const BACKLOG = {};

/** @returns undefined for a message of no run */
export const backlogOf = (runId: unknown): Backlog | undefined =>
  typeof runId === "string" ? runScopes.find(runId)?.part(BACKLOG, createBacklog) : undefined;

function createBacklog(): Backlog {
  let count = 0;
  const waiting = new Set<() => void>();

  return {
    get count() {
      return count;
    },
    add() {
      count += 1;
      return () => {
        count -= 1;
        for (const look of [...waiting]) look();
      };
    },
    async below(limit, signal) {
      throwIfCancelled(signal);
      if (count < limit) return;
      await new Promise<void>((resolve) => {
        const end = () => {
          waiting.delete(look);
          stop();
          resolve();
        };
        const look = () => {
          if (count < limit) end();
        };
        const stop = onAbort(signal, end);
        waiting.add(look);
      });
      throwIfCancelled(signal);
    },
  };
}
