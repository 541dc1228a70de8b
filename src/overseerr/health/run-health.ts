import type { Scope } from "../../scope.ts";
import { createHealth, type Health, type HealthEvent, type HealthOptions } from "./health.ts";

/** A failure after which every further call of the run would fail the same way. */
export interface RunFault {
  code: string;
  message: string;
  httpStatus?: number;
}

/** How one server fares in one run. */
export interface RunHealth {
  readonly health: Health;
  /** Why the run ended; the next title makes no call. */
  readonly fault: RunFault | undefined;
  /** Ends the work of the run on this server, for instance because its library cannot be read. */
  end(fault: RunFault): void;
  /** Whether nobody was told this in this run before; from now on somebody was. */
  tellOnce(fault: RunFault): boolean;
}

/** The health of one server, run by run. */
export interface ServerHealth {
  /** In a run, or for a message of no run: there a title waits for nothing. */
  of(scope: Scope): RunHealth;
  /** When a paused server is asked again, in milliseconds since the epoch; of all runs the soonest. */
  readonly pausedUntil: number | undefined;
  /** Tells of calls, pauses and faults of all runs. Returns the end of it. */
  follow(listener: (event: HealthEvent) => void): () => void;
}

/** @param options asked with each new run */
export function createServerHealth(options: () => HealthOptions = () => ({})): ServerHealth {
  const owner = {};
  const runs = new Set<RunHealth>();
  const listeners = new Set<(event: HealthEvent) => void>();
  const onEvent = (event: HealthEvent) => {
    for (const listener of listeners) listener(event);
  };
  return {
    of: (scope) =>
      scope.part(owner, () => {
        const isRun = scope.runId !== undefined;
        const made = createRunHealth({ ...options(), onEvent, isRun });
        if (isRun) runs.add(made);
        scope.onDispose(() => void runs.delete(made));
        return made;
      }),
    get pausedUntil() {
      const times = [...runs].flatMap(({ health }) => health.pausedUntil ?? []);
      return times.length > 0 ? Math.min(...times) : undefined;
    },
    follow(listener) {
      const own = (event: HealthEvent) => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

function createRunHealth(options: HealthOptions): RunHealth {
  const health = createHealth(options);
  const { now = Date.now } = options;
  const told = new Set<string>();
  /** When each kind of failure was told last. */
  const toldAt = new Map<string, number>();
  let ended: RunFault | undefined;
  return {
    health,
    get fault() {
      return ended ?? health.fault;
    },
    end(fault) {
      ended ??= fault;
    },
    tellOnce({ code, message }) {
      const text = `${code} ${message}`;
      const { fault, faultSince = 0 } = health;
      // a title's failure was the first sign of it
      const isKnown = fault?.code === code && (toldAt.get(code) ?? Number.NEGATIVE_INFINITY) >= faultSince;
      if (told.has(text) || isKnown) return false;
      told.add(text);
      toldAt.set(code, now());
      return true;
    },
  };
}
