/** Options of {@link WorkQueue}. */
export interface WorkQueueOptions {
  /** Jobs under way at once. @default 1 */
  concurrency?: number;
  /** Jobs that may wait; 0 means any number. @default 0 */
  limit?: number;
  /** Called after every change of `waiting` or `active`. */
  onChange?: () => void;
  /** Longest time in milliseconds that jobs may follow each other without letting the event loop turn. @default 5 */
  sliceMs?: number;
  /** @default Date.now */
  now?: () => number;
}

/**
 * First in, first out, with a bounded number of jobs under way.
 *
 * Work that never really waits (SQLite) would run ten thousand jobs in one go and freeze the process, so the queue
 * lets the event loop turn after every `sliceMs`.
 */
export class WorkQueue<Job> {
  readonly #work: (job: Job, park: () => void) => Promise<void>;
  readonly #concurrency: number;
  readonly #limit: number;
  readonly #onChange: () => void;
  readonly #sliceMs: number;
  readonly #now: () => number;
  #jobs: Job[] = [];
  #head = 0;
  #active = 0;
  #parked = 0;
  #sliceStart = 0;
  #closed = false;
  #idle: (() => void)[] = [];

  /** @param work - is given what lets another job start while this one only waits */
  constructor(work: (job: Job, park: () => void) => Promise<void>, options: WorkQueueOptions = {}) {
    this.#work = work;
    this.#concurrency = Math.max(1, options.concurrency ?? 1);
    this.#limit = options.limit ?? 0;
    this.#onChange = options.onChange ?? (() => {});
    this.#sliceMs = options.sliceMs ?? 5;
    this.#now = options.now ?? Date.now;
  }

  get waiting(): number {
    return this.#jobs.length - this.#head;
  }

  get active(): number {
    return this.#active + this.#parked;
  }

  /** Starts the job or lets it wait; false when the queue is full or closed. */
  push(job: Job): boolean {
    if (this.#closed) return false;
    if (this.#active < this.#concurrency) {
      if (this.#active === 0) this.#sliceStart = this.#now();
      void this.#worker(job);
      return true;
    }
    if (this.#limit > 0 && this.waiting >= this.#limit) return false;
    this.#jobs.push(job);
    this.#onChange();
    return true;
  }

  /** Takes no more jobs and returns those that never started. */
  close(): Job[] {
    this.#closed = true;
    const rest = this.#jobs.slice(this.#head);
    this.#jobs = [];
    this.#head = 0;
    return rest;
  }

  /** Resolves once no job is under way. */
  idle(): Promise<void> {
    if (this.active === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  async #worker(first: Job): Promise<void> {
    this.#active++;
    this.#onChange();
    for (let job: Job | undefined = first; job !== undefined; job = this.#next()) {
      await this.#run(job);
      if (this.#now() - this.#sliceStart >= this.#sliceMs) {
        await new Promise((resolve) => setImmediate(resolve));
        this.#sliceStart = this.#now();
      }
    }
    this.#active--;
    this.#changed();
  }

  /** Resolves when the job is done, or waits for others: then its place is free. */
  async #run(job: Job): Promise<void> {
    let isParked = false;
    await new Promise<void>((resolve) => {
      const park = () => {
        if (isParked) return;
        isParked = true;
        this.#parked++;
        resolve();
      };
      void this.#work(job, park).finally(() => {
        resolve();
        if (!isParked) return;
        this.#parked--;
        this.#changed();
      });
    });
  }

  #changed(): void {
    this.#onChange();
    if (this.active === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  #next(): Job | undefined {
    const job = this.#jobs[this.#head];
    if (job === undefined) return undefined;
    this.#head++;
    // Array.shift copies the rest each time; cutting off a thousand at once does not.
    if (this.#head >= 1000 || this.#head === this.#jobs.length) {
      this.#jobs = this.#jobs.slice(this.#head);
      this.#head = 0;
    }
    this.#onChange();
    return job;
  }
}
