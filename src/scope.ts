import { setMaxListeners } from "node:events";
import type { CancelledError } from "./errors.ts";
import { Holds } from "./holds.ts";

/**
 * Everything that belongs to one run, or to one message of none: what tells its workers to stop, who works for it, and
 * what each of them remembers of it. It is disposed as a whole, so nobody who remembers something counts runs.
 */
export class Scope {
  /** Undefined for a message of no run. */
  readonly runId: string | undefined;
  /** Those who work on a message of it. */
  readonly work: Holds;
  readonly #controller = new AbortController();
  readonly #parts = new Map<object, unknown>();
  readonly #endings: (() => void)[] = [];

  constructor(runId?: string) {
    this.runId = runId;
    this.work = new Holds();
    // every message of a run listens
    setMaxListeners(0, this.#controller.signal);
  }

  /** Aborted when the run is cancelled or has failed as a whole. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Tells everybody who works for it to stop. The first reason counts. */
  abort(reason: CancelledError): void {
    this.#controller.abort(reason);
  }

  /**
   * What somebody remembers of this run.
   *
   * @param owner whose it is: the same object always gets the same part
   * @param make makes it at the first question
   */
  part<T>(owner: object, make: () => T): T {
    if (!this.#parts.has(owner)) this.#parts.set(owner, make());
    return this.#parts.get(owner) as T;
  }

  /** Whether somebody remembers something of this run. */
  has(owner: object): boolean {
    return this.#parts.has(owner);
  }

  /** Done when it is disposed. */
  onDispose(ending: () => void): void {
    this.#endings.push(ending);
  }

  dispose(): void {
    this.#parts.clear();
    for (const ending of this.#endings.splice(0)) ending();
  }
}
