import { resolve } from "node:path";
import { openStore } from "../state/sqlite-store.ts";
import { StateError } from "../state/state-error.ts";
import type { Store } from "../state/store.ts";
import { createRuns } from "./create-runs.ts";
import type { Runs } from "./runs.ts";

export interface MemoryOptions {
  /** Path of the SQLite file. */
  file: string;
  /**
   * Read when the database is opened; of several who share a file, the first one's count.
   * `idleMs` see RunsOptions; outcomes older than `historyDays` are forgotten, 0 keeps all.
   *
   * @throws InputError
   */
  options?: () => OpenOptions;
  /** Longest wait in milliseconds for users when it is closed. @default 5000 */
  closeMs?: number;
}

interface OpenOptions {
  idleMs?: number;
  historyDays?: number;
}

/** One holder's view of a database that several may share. */
export interface Memory {
  readonly file: string;
  /** Opens the database on first use. @throws StateError `state-runtime`, `state-open`, `state-newer`, `state-migration` */
  store(): Store;
  /** Opens the database on first use. @throws StateError as `store` */
  runs(): Runs;
  /**
   * Attaches a listener as soon as the database is open, now or later.
   *
   * @param attach - is given the runs and returns what detaches it
   * @returns detaches it
   */
  whenOpen(attach: (runs: Runs) => () => void): () => void;
  /** Keeps the database open while work is under way. Call the returned function once that is over. */
  use(): () => void;
  /** Lets go of it, after the work under way; the last holder closes the file. */
  close(): Promise<void>;
}

/** A database that is in use, and by how many. */
interface Shared {
  holders: number;
  opened?: { store: Store; runs: Runs };
  /** Called once it is open. */
  pending: Set<() => void>;
}

/** @throws StateError, and the store is closed then */
function runsOf(store: Store, idleMs: number | undefined): Runs {
  try {
    return createRuns({ store, ...(idleMs && { idleMs }) });
  } catch (error) {
    store.close();
    throw error;
  }
}

/** What cannot be forgotten now is forgotten after the next run; nobody who listens to this one is to miss its end. */
function forget(store: Store, days: number): StateError | undefined {
  try {
    store.prune(days);
    return undefined;
  } catch (error) {
    if (error instanceof StateError) return error;
    throw error;
  }
}

// The point of it: two configuration nodes with the same file must not have two notions of what is running.
const inUse = new Map<string, Shared>();

/**
 * Takes hold of the database of a file. Everybody who names the same file shares one store and its runs.
 *
 * @param options - see {@link MemoryOptions}
 */
export function shareMemory(options: MemoryOptions): Memory {
  const { options: read = (): OpenOptions => ({}), closeMs = 5000 } = options;
  const file = resolve(options.file);
  const shared: Shared = inUse.get(file) ?? { holders: 0, pending: new Set() };
  inUse.set(file, shared);
  shared.holders++;
  const detachers = new Set<() => void>();
  let users = 0;
  let closed = false;
  let onIdle = () => {};

  function open(): { store: Store; runs: Runs } {
    if (closed)
      throw new StateError("state-closed", `The sync database ${file} was closed by a new deployment.`);
    if (shared.opened) return shared.opened;
    const { idleMs, historyDays = 0 } = read();
    const store = openStore({ file });
    shared.opened = { store, runs: runsOf(store, idleMs) };
    const { runs } = shared.opened;
    if (historyDays > 0) {
      forget(store, historyDays);
      runs.on("run-finished", (run) => {
        const failure = forget(store, historyDays);
        if (failure) runs.emit("state-failed", run, failure);
      });
    }
    for (const attach of [...shared.pending]) attach();
    return shared.opened;
  }

  return {
    file,
    store: () => open().store,
    runs: () => open().runs,
    whenOpen(attach) {
      let detach = () => {};
      const attachNow = () => {
        shared.pending.delete(attachNow);
        if (shared.opened) detach = attach(shared.opened.runs);
      };
      const stop = () => {
        detachers.delete(stop);
        shared.pending.delete(attachNow);
        detach();
      };
      detachers.add(stop);
      if (shared.opened) attachNow();
      else shared.pending.add(attachNow);
      return stop;
    },
    use() {
      users++;
      let used = true;
      return () => {
        if (!used) return;
        used = false;
        if (--users === 0) onIdle();
      };
    },
    async close() {
      if (users > 0) {
        await new Promise<void>((done) => {
          onIdle = done;
          setTimeout(done, closeMs).unref();
        });
      }
      closed = true;
      for (const detach of [...detachers]) detach();
      if (--shared.holders > 0) return;
      inUse.delete(file);
      shared.opened?.runs.close();
      shared.opened?.store.close();
    },
  };
}
