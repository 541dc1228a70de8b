import { realPlace } from "../../files/real-place.ts";
import { Holds } from "../../holds.ts";
import type { LeaseWait } from "../../state/port/lease.ts";
import { openStore } from "../../state/sqlite-store.ts";
import { StateError } from "../../state/state-error.ts";
import type { Store } from "../../state/store.ts";
import { lookAfter } from "./look-after.ts";
import { isRunning, type Opened, type OpenOptions, runsOf, shut } from "./opened.ts";
import { keepAndCheck, mustBeUnused, type Replacement } from "./replacement.ts";

/** How one who holds a database opens it. */
export interface Opening {
  /** @throws InputError */
  options(): OpenOptions;
  /** Called before the file is opened. */
  beforeOpen(): void;
}

/** A file that is in use, whoever opened it: one store, and one notion of what is running. */
export interface SharedDatabase {
  readonly holders: Holds;
  /** Open to be read. */
  readonly store: Store | undefined;
  readonly opened: Opened | undefined;
  /** Whoever has work under way that needs it. */
  readonly users: Holds;
  /** Called each time that it is open. */
  readonly listeners: Set<() => void>;
  /** Told what keeps this Node-RED from writing. */
  readonly waiting: Set<(wait: LeaseWait | undefined) => void>;
  /** Opens it, or what stands in its place when the file was lost. @throws StateError, InputError */
  open(how: Opening): Promise<Opened>;
  /** The same to read it; whether the lease is there is not waited for. */
  openStore(how: Opening): Promise<Store>;
  /**
   * Closes the file while it is replaced, and opens it again. See Memory.replace.
   *
   * @param mustBeHeld - throws when nobody would close what is opened now
   * @param busyMs - longest wait in milliseconds for those who use it
   */
  replace(by: Replacement, how: Opening, mustBeHeld: () => void, busyMs: number): Promise<void>;
  /** Whether it is being replaced, or opened again after that. */
  readonly isReplaced: boolean;
  /** Closes the file if nobody holds it. */
  closeUnheld(): Promise<void>;
}

// The point of it: two configuration nodes with the same file must not have two notions of what is running.
const inUse = new Map<string, SharedDatabase>();

/** The database of a file, which all who name it share, by way of links too. @param file - absolute path */
export function sharedDatabase(file: string): SharedDatabase {
  const place = realPlace(file);
  const known = inUse.get(place);
  if (known) return known;
  const shared = shareFile(file, place);
  inUse.set(place, shared);
  return shared;
}

function shareFile(file: string, place: string): SharedDatabase {
  const holders = new Holds();
  const users = new Holds();
  const replacements = new Holds();
  const listeners = new Set<() => void>();
  const waiting = new Set<(wait: LeaseWait | undefined) => void>();
  /** Aborted when the last holder lets go. */
  const closing = new AbortController();
  let store: Store | undefined;
  let openingStore: Promise<Store> | undefined;
  let opened: Opened | undefined;
  let opening: Promise<Opened> | undefined;
  /** The file is being replaced; never rejects. */
  let replacing: Promise<void> | undefined;

  async function open(how: Opening): Promise<Opened> {
    while (replacing !== undefined) await replacing;
    if (opened && !opened.store.lost) return opened;
    opening ??= openAgain(how).finally(() => {
      opening = undefined;
    });
    return opening;
  }

  async function openAgain(how: Opening): Promise<Opened> {
    const lost = { opened, store };
    if (lost.store?.lost) {
      opened = undefined;
      store = undefined;
      await (lost.opened ? shut(lost.opened) : lost.store.close());
    }
    try {
      return await openRuns(how);
    } catch (error) {
      if (!(error instanceof StateError && error.code === "state-lost")) throw error;
      // another Node-RED that was waited for has put something in its place
      return openRuns(how);
    }
  }

  async function openStoreOf(how: Opening): Promise<Store> {
    while (replacing !== undefined) await replacing;
    if (store) return store;
    openingStore ??= openFile(how).finally(() => {
      openingStore = undefined;
    });
    return openingStore;
  }

  async function openFile(how: Opening): Promise<Store> {
    const { lockedMs } = how.options();
    const { signal } = closing;
    how.beforeOpen();
    const found = await openStore({ file, signal, ...(lockedMs !== undefined && { lockedMs }) });
    store = found;
    found.lease.follow((wait) => {
      for (const listener of [...waiting]) listener(wait);
      // whoever waits for the runs has not asked again since they were refused, and need not be who opened the file
      const isFree = !wait || found.lost;
      if (isFree && !opened && !signal.aborted) open(how).catch(() => {});
    });
    return found;
  }

  async function openRuns(how: Opening): Promise<Opened> {
    const { idleMs, historyDays = 0 } = how.options();
    const { signal } = closing;
    const found = await openStoreOf(how);
    // what waits for a locked file is given up then
    const close = () => void found.close();
    signal.addEventListener("abort", close, { once: true });
    const runs = await runsOf(found, idleMs, signal)
      .catch(async (error: unknown) => {
        // it can be read all the same
        if (isInUse(error)) throw error;
        store = undefined;
        await found.close();
        throw error;
      })
      .finally(() => signal.removeEventListener("abort", close));
    opened = { store: found, runs };
    lookAfter(opened, historyDays);
    for (const attach of [...listeners]) attach();
    return opened;
  }

  /** A file may be replaced because it cannot be opened. @throws StateError */
  async function openToReplace(how: Opening): Promise<void> {
    try {
      await open(how);
    } catch (error) {
      const unreadable = ["state-open", "state-newer", "state-migration"];
      if (!(error instanceof StateError && unreadable.includes(error.code))) throw error;
      mustBeUnused(file);
    }
  }

  async function replaceOpened(by: Replacement, mustBeHeld: () => void): Promise<void> {
    const found = opened;
    await keepAndCheck(file, found, by, closing.signal);
    mustBeHeld();
    opened = undefined;
    store = undefined;
    if (found) await shut(found);
    by.swap();
  }

  return {
    holders,
    users,
    listeners,
    waiting,
    get store() {
      return store;
    },
    get opened() {
      return opened;
    },
    open,
    openStore: openStoreOf,
    async replace(by, how, mustBeHeld, busyMs) {
      await openToReplace(how);
      await users.released(busyMs);
      // of a file that cannot be opened, others may try that just now
      while (opening !== undefined || openingStore !== undefined)
        await Promise.allSettled([opening, openingStore]);
      mustBeHeld();
      if (isRunning(opened)) throw by.busy("runs");
      if (replacing !== undefined || users.count > 0) throw by.busy("users");
      const over = replacements.take();
      const replaced = replaceOpened(by, mustBeHeld);
      replacing = replaced
        .catch(() => {})
        .finally(() => {
          replacing = undefined;
        });
      try {
        await replaced;
      } finally {
        await replacing;
        // what listens to it goes on listening; whoever asks next is told what keeps it from being opened
        if (holders.count > 0) await open(how).catch(() => {});
        over();
      }
    },
    get isReplaced() {
      return replacements.count > 0;
    },
    async closeUnheld() {
      if (holders.count > 0) return;
      // whoever names the file meanwhile joins, and waits for what takes its place
      await replacing;
      if (holders.count > 0 || closing.signal.aborted) return;
      inUse.delete(place);
      closing.abort();
      await opening?.catch(() => {});
      await openingStore?.catch(() => {});
      await (opened ? shut(opened) : store?.close());
    },
  };
}

const isInUse = (error: unknown): boolean => error instanceof StateError && error.code === "state-in-use";
