import { randomUUID } from "node:crypto";
import { throwIfCancelled } from "../errors.ts";
import type { Run } from "../state/store.ts";
import type { Runs } from "./runs.ts";

/** The part of {@link Runs} that starts, watches and stops runs. */
export type RunGate = Pick<
  Runs,
  | "begin"
  | "queue"
  | "isBusy"
  | "running"
  | "signal"
  | "hold"
  | "lists"
  | "expect"
  | "cancel"
  | "fail"
  | "whenFree"
>;

/**
 * A stand-in for {@link Runs} where a flow has no database: runs are known while somebody holds them, and nothing is
 * remembered.
 *
 * @param now - the clock
 * @param newId - makes run ids
 */
export function createRunGate(now: () => Date = () => new Date(), newId: () => string = randomUUID): RunGate {
  const open = new Map<string, { run: Run; abort: AbortController; holds: number }>();
  let waiting: (() => void)[] = [];

  const end = (id: string) => {
    open.delete(id);
    for (const wake of waiting.splice(0)) wake();
  };

  const gate: RunGate = {
    begin({ profile, trigger, dryRun = false }) {
      const startedAt = now().toISOString();
      const run: Run = {
        id: newId(),
        profile,
        trigger,
        dryRun,
        state: "running",
        startedAt,
        counts: {},
        lists: [],
      };
      open.set(run.id, { run, abort: new AbortController(), holds: 0 });
      return run;
    },
    async queue(start, signal) {
      while (gate.isBusy(start.profile)) {
        throwIfCancelled(signal);
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting = waiting.filter((other) => other !== wake);
            signal?.removeEventListener("abort", wake);
            resolve();
          };
          waiting.push(wake);
          signal?.addEventListener("abort", wake, { once: true });
        });
      }
      throwIfCancelled(signal);
      return gate.begin(start);
    },
    isBusy: (profile) => gate.running().some((run) => run.profile === profile),
    running: () => [...open.values()].map(({ run }) => run).reverse(),
    signal: (id) => open.get(id)?.abort.signal ?? AbortSignal.abort(),
    hold(id) {
      const entry = open.get(id);
      if (!entry) return () => {};
      entry.holds++;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        entry.holds--;
        if (entry.holds === 0) end(id);
      };
    },
    whenFree: async (work) => work(),
    lists: () => {},
    expect: () => {},
    cancel(id) {
      const entry = open.get(id);
      entry?.abort.abort();
      return entry !== undefined;
    },
    fail(id) {
      const isOpen = open.has(id);
      end(id);
      return isOpen;
    },
  };
  return gate;
}
