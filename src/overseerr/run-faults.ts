/** A failure after which every further call of the run would fail the same way. */
export interface RunFault {
  code: string;
  message: string;
  httpStatus?: number;
}

/** Runs that are remembered; older ones have long ended. */
const REMEMBERED = 100;

/** The failures that ended the work of runs on one server, so that each is reported once and not per title. */
export class RunFaults {
  readonly #faults = new Map<string, RunFault>();

  get(runId: string | undefined): RunFault | undefined {
    return runId === undefined ? undefined : this.#faults.get(runId);
  }

  /** Remembers the failure; false when the run has failed before. */
  note(runId: string | undefined, fault: RunFault): boolean {
    if (runId === undefined) return true;
    if (this.#faults.has(runId)) return false;
    this.#faults.set(runId, fault);
    const [oldest] = this.#faults.keys();
    if (this.#faults.size > REMEMBERED && oldest !== undefined) this.#faults.delete(oldest);
    return true;
  }
}
