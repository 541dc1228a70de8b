import { CancelledError, throwIfCancelled } from "../../errors.ts";
import { pause } from "../../http/pause.ts";
import type { HaState } from "../home-assistant.ts";
import { HomeAssistantError } from "../home-assistant-error.ts";
import type { GuardedSession } from "./admin-guard.ts";
import { awaitRunning } from "./await-running.ts";
import { backOffMs } from "./back-off.ts";

import type { Subscriptions } from "./subscriptions.ts";
import type { Timing } from "./timing.ts";
import { timedOut, toHaError } from "./to-ha-error.ts";
import { withTimeLimit } from "./with-time-limit.ts";

/** Keeps one session after the other: at most one at a time, until it is closed or the token is refused. */
export interface Link {
  readonly state: HaState;
  readonly version: string | undefined;
  /** Aborted by `close`. */
  readonly lifetime: AbortSignal;
  /** Begins to connect, unless that has begun. */
  start(): void;
  /**
   * The present session, or the next one; begins to connect.
   *
   * @throws HomeAssistantError why there is none; CancelledError
   */
  session(limits: { ms: number; signal?: AbortSignal }): Promise<GuardedSession>;
  onState(listener: (state: HaState) => void): () => void;
  /** Resolves when the socket is gone. */
  close(): Promise<void>;
}

export interface LinkOptions {
  host: string;
  open: (signal: AbortSignal) => Promise<GuardedSession>;
  subscriptions: Subscriptions;
  timing: Timing;
  random: () => number;
  /** Told what a listener threw. */
  report: (error: unknown) => void;
}

/** Makes a link that does nothing until it is used. */
export function createLink({ host, open, subscriptions, timing, random, report }: LinkOptions): Link {
  const closing = new AbortController();
  const { signal } = closing;
  const listeners = new Set<(state: HaState) => void>();
  const waiting = new Set<{ resolve: (session: GuardedSession) => void; reject: (error: Error) => void }>();
  let state: HaState = "idle";
  let version: string | undefined;
  let current: GuardedSession | undefined;
  let running: Promise<void> | undefined;
  let lastError: Error | undefined;

  function enter(next: HaState): void {
    if (state === next || state === "closed") return;
    state = next;
    for (const listener of [...listeners]) tell(listener);
  }

  function tell(listener: (state: HaState) => void): void {
    try {
      listener(state);
    } catch (error) {
      report(error);
    }
  }

  /** Lives through one session. Returns, or throws `ha-disconnected`, when it is over. */
  async function live(session: GuardedSession, runs: () => void): Promise<void> {
    const over = new Promise<void>((resolve) => session.onEnd(resolve));
    const hangUp = () => session.close();
    signal.addEventListener("abort", hangUp);
    if (signal.aborted) hangUp();
    // not before it is known whether it runs: what it refuses while starting means something else
    const offer = (as: "starting" | "running") => {
      current = session;
      version = session.version;
      enter(as);
      for (const { resolve } of waiting) resolve(session);
    };
    try {
      const { startPollMs: pollMs, requestMs } = timing;
      await awaitRunning(session, { pollMs, requestMs, signal, onStarting: () => offer("starting") });
      runs();
      offer("running");
      subscriptions.start(session);
      await over;
    } finally {
      current = undefined;
      subscriptions.stop();
      session.close();
      await over;
      signal.removeEventListener("abort", hangUp);
    }
  }

  async function run(): Promise<void> {
    enter("connecting");
    for (let failures = 0; ; failures++) {
      try {
        await live(await open(signal), () => {
          failures = 0;
        });
        lastError = undefined;
      } catch (error) {
        if (signal.aborted) return;
        lastError = toHaError(error, { host, asked: "the connection" });
        // every try counts as a failed login, and enough of them shut this machine out
        if (lastError instanceof HomeAssistantError && lastError.code === "ha-token")
          return refuse(lastError);
      }
      enter("disconnected");
      await pause(backOffMs(failures, timing, random), signal);
    }
  }

  function refuse(error: Error): void {
    enter("refused");
    for (const { reject } of waiting) reject(error);
    subscriptions.refuse(error);
  }

  const link: Link = {
    get state() {
      return state;
    },
    get version() {
      return version;
    },
    lifetime: signal,
    start() {
      // it ends by throwing only when it is closed
      running ??= signal.aborted ? undefined : run().catch(() => undefined);
    },
    async session(limits) {
      throwIfCancelled(signal);
      if (current) return current;
      if (state === "refused" && lastError) throw lastError;
      link.start();
      let waiter: Parameters<typeof waiting.add>[0] | undefined;
      const next = new Promise<GuardedSession>((resolve, reject) => {
        waiter = { resolve, reject };
        waiting.add(waiter);
      });
      const late = () => lastError ?? timedOut({ host, asked: "the connection" }, limits.ms);
      return withTimeLimit(next, { ...limits, late }).finally(() => waiter && waiting.delete(waiter));
    },
    onState(listener) {
      const own = (next: HaState) => listener(next);
      listeners.add(own);
      tell(own);
      return () => void listeners.delete(own);
    },
    async close() {
      closing.abort();
      enter("closed");
      for (const { reject } of waiting) reject(new CancelledError());
      await running;
      listeners.clear();
    },
  };
  return link;
}
