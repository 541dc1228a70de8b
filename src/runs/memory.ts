import { resolve } from "node:path";
import { Holds } from "../holds.ts";
import type { LeaseWait } from "../state/port/lease.ts";
import { StateError } from "../state/state-error.ts";
import type { Store } from "../state/store.ts";
import type { Opened, OpenOptions } from "./database/opened.ts";
import type { Replacement } from "./database/replacement.ts";
import { type Opening, sharedDatabase } from "./database/shared-database.ts";
import * as messages from "./messages.ts";
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
  /** Called before the file is opened: what an interrupted restore left to be done. */
  beforeOpen?: () => void;
  /** Longest wait in milliseconds for users when it is closed or replaced. @default 5000 */
  closeMs?: number;
}

/** One holder's view of a database that several may share. */
export interface Memory {
  readonly file: string;
  /**
   * Opens the database on first use; to read it while another Node-RED uses it as well.
   *
   * @throws StateError `state-runtime`, `state-open`, `state-locked`, `state-newer`, `state-migration`
   */
  store(): Promise<Store>;
  /** The same for those who write; waits for another Node-RED that has ended. @throws StateError as `store`; `state-in-use` */
  runs(): Promise<Runs>;
  /**
   * Tells what keeps this Node-RED from writing, as soon as the database is open and again while that lasts.
   *
   * @returns the end of it
   */
  followLease(listener: (wait: LeaseWait | undefined) => void): () => void;
  /**
   * Attaches a listener as soon as the database is open, now or later.
   *
   * @param attach - is given the runs and their store, and returns what detaches it
   * @returns detaches it
   */
  whenOpen(attach: (runs: Runs, store: Store) => () => void): () => void;
  /**
   * Closes the file while it is replaced, and opens it again. A file that cannot be opened can be replaced too. Whoever
   * asks for the store or the runs meanwhile waits.
   *
   * @throws StateError `state-in-use`, `state-locked`, `state-closed`; the busy error; what the replacement throws. The
   *   file is as before then, unless it is the swap that failed
   */
  replace(by: Replacement): Promise<void>;
  /** Whether that is going on, opening it again included: it does not answer meanwhile, and all is well. */
  readonly isReplaced: boolean;
  /** Keeps the database open while work is under way. Call the returned function once that is over. */
  use(): () => void;
  /** Lets go of it, after the work under way; the last holder closes the file. */
  close(): Promise<void>;
}

const isInUse = (error: unknown): boolean => error instanceof StateError && error.code === "state-in-use";

/** Resolves when it is known that another Node-RED has the lease. */
function whenTaken({ lease }: Store): { taken: Promise<void>; stop: () => void } {
  let stop = () => {};
  const taken = new Promise<void>((resolve) => {
    if (lease.wait) resolve();
    else stop = lease.follow((wait) => wait && resolve());
  });
  return { taken, stop };
}

/**
 * Takes hold of the database of a file. Everybody who names the same file shares one store and its runs.
 *
 * @param options - see {@link MemoryOptions}
 */
export function shareMemory(options: MemoryOptions): Memory {
  const { options: read = () => ({}), closeMs = 5000, beforeOpen = () => {} } = options;
  const file = resolve(options.file);
  const shared = sharedDatabase(file);
  const how: Opening = { options: read, beforeOpen };
  const letGo = shared.holders.take();
  const detachers = new Set<() => void>();
  const users = new Holds();
  let closed = false;

  /** Nobody would close what is opened now. */
  function mustBeHeld(): void {
    if (closed) throw new StateError("state-closed", messages.databaseRedeployed(file));
  }

  async function open(): Promise<Opened> {
    mustBeHeld();
    return shared.open(how);
  }

  /** The runs are opened along with it, but a reader does not wait for another Node-RED. */
  async function openToRead(): Promise<Store> {
    mustBeHeld();
    const opening = open();
    opening.catch(() => {});
    const store = await shared.openStore(how);
    const { taken, stop } = whenTaken(store);
    try {
      await Promise.race([opening, taken]);
    } catch (error) {
      if (!isInUse(error)) throw error;
    } finally {
      stop();
    }
    return store;
  }

  return {
    file,
    store: openToRead,
    runs: async () => (await open()).runs,
    replace: (by) => shared.replace(by, how, mustBeHeld, closeMs),
    get isReplaced() {
      return shared.isReplaced;
    },
    whenOpen(attach) {
      let detach = () => {};
      const attachNow = () => {
        detach();
        if (shared.opened) detach = attach(shared.opened.runs, shared.opened.store);
      };
      const stop = () => {
        detachers.delete(stop);
        shared.listeners.delete(attachNow);
        detach();
      };
      detachers.add(stop);
      shared.listeners.add(attachNow);
      if (shared.opened) attachNow();
      return stop;
    },
    followLease(listener) {
      const stop = () => {
        detachers.delete(stop);
        shared.waiting.delete(listener);
      };
      detachers.add(stop);
      shared.waiting.add(listener);
      const wait = shared.store?.lease.wait;
      if (wait) listener(wait);
      return stop;
    },
    use() {
      const releases = [users.take(), shared.users.take()];
      return () => {
        for (const release of releases) release();
      };
    },
    async close() {
      await users.released(closeMs);
      closed = true;
      for (const detach of [...detachers]) detach();
      letGo();
      await shared.closeUnheld();
    },
  };
}
