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
  readonly #told = new Map<string, Set<string>>();

  get(runId: string | undefined): RunFault | undefined {
    return runId === undefined ? undefined : this.#faults.get(runId);
  }

  /** Remembers the failure; false when the run has failed before. */
  note(runId: string | undefined, fault: RunFault): boolean {
    if (runId === undefined) return true;
    if (this.#faults.has(runId)) return false;
    remember(this.#faults, runId, fault);
    return true;
  }

  /** Whether nobody was told this in this run before; from now on somebody was. */
  tellOnce(runId: string | undefined, { code, message }: RunFault): boolean {
    if (runId === undefined) return true;
    const told = this.#told.get(runId) ?? new Set();
    if (told.has(`${code} ${message}`)) return false;
    remember(this.#told, runId, told.add(`${code} ${message}`));
    return true;
  }
}

function remember<T>(runs: Map<string, T>, runId: string, value: T): void {
  runs.set(runId, value);
  const [oldest] = runs.keys();
  if (runs.size > REMEMBERED && oldest !== undefined) runs.delete(oldest);
}
