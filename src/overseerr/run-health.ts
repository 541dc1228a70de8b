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

/** Runs that are remembered; older ones have long ended. */
const REMEMBERED = 100;

/** The health of one server, run by run. */
export interface ServerHealth {
  /** @param runId undefined for what belongs to no run: each time a new one */
  of(runId: string | undefined): RunHealth;
  /** When a paused server is asked again, in milliseconds since the epoch; of all runs the soonest. */
  readonly pausedUntil: number | undefined;
  /** Tells of calls, pauses and faults of all runs. Returns the end of it. */
  follow(listener: (event: HealthEvent) => void): () => void;
}

/** @param options asked with each new run */
export function createServerHealth(options: () => HealthOptions = () => ({})): ServerHealth {
  const runs = new Map<string, RunHealth>();
  const listeners = new Set<(event: HealthEvent) => void>();
  const onEvent = (event: HealthEvent) => {
    for (const listener of listeners) listener(event);
  };
  return {
    of(runId) {
      if (runId === undefined) return createRunHealth({ ...options(), onEvent, isRun: false });
      const known = runs.get(runId) ?? createRunHealth({ ...options(), onEvent });
      runs.set(runId, known);
      const [oldest] = runs.keys();
      if (runs.size > REMEMBERED && oldest !== undefined) runs.delete(oldest);
      return known;
    },
    get pausedUntil() {
      const times = [...runs.values()].flatMap(({ health }) => health.pausedUntil ?? []);
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
  const told = new Set<string>();
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
      if (told.has(text)) return false;
      told.add(text);
      return true;
    },
  };
}
