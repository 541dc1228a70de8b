import { RunLimits } from "./run-limits.ts";

/** Runs that are over leave nothing behind; so many are kept because several may be under way. */
const KEPT = 50;

/** The limits of each run, for those who see the messages of several. */
export class LimitsByRun {
  readonly #runs = new Map<string, RunLimits>();

  /**
   * The limits of a run; messages without a run share nothing and get new ones each time.
   *
   * @param maxRequests counts when the run is seen for the first time, as `shared` does
   */
  of(runId: string | undefined, maxRequests = 0, shared?: RunLimits): RunLimits {
    if (runId === undefined) return new RunLimits(maxRequests, shared);
    const limits = this.#runs.get(runId) ?? new RunLimits(maxRequests, shared);
    this.#runs.delete(runId);
    this.#runs.set(runId, limits);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > KEPT && oldest !== undefined) this.#runs.delete(oldest);
    return limits;
  }
}
