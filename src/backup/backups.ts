import { existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { checkPlain } from "../files/plain-file-error.ts";
import { withStaging } from "../files/with-staging.ts";
import type { Memory } from "../runs/memory.ts";
import { reasonOf } from "../state/database-failure.ts";
import { StateError } from "../state/state-error.ts";
import { BackupError } from "./backup-error.ts";
import { checkTarget } from "./check-target.ts";
import { copyAsItIs } from "./copy-as-it-is.ts";
import { takeFreeName } from "./free-name.ts";
import { inThread } from "./in-thread.ts";
import {
  datedBackups,
  datedName,
  type Keep,
  markOf,
  newestBackup,
  removeSuperfluous,
} from "./kept-backups.ts";
import * as messages from "./messages.ts";
import { type BackupContents, openBackup } from "./open-backup.ts";
import { commitRestore, placeOf } from "./swap.ts";
import { writeArchive } from "./write-archive.ts";

export interface BackupOptions {
  memory: Memory;
  /** Folder of the encrypted logins. */
  logins: string;
  /** Folder of dated backups, and how many of them stay; read for each backup. @throws InputError */
  plan(): { folder: string; keep: Keep };
  /** @default the clock */
  now?: () => Date;
}

/** A backup that was made. */
interface MadeBackup {
  file: string;
  bytes: number;
  /** Paths of older ones that were removed. */
  removed: string[];
  /** Why one of those was not; the backup itself is complete. */
  problem?: BackupError;
}

/** Backups of one database and of the logins beside it. All methods throw BackupError or StateError. */
export interface Backups {
  /**
   * Writes an archive while everything goes on.
   *
   * @param path - of the archive; empty: dated, in the folder of the plan, where old ones are removed
   */
  make(path: string): Promise<MadeBackup>;
  /** The same when the newest in the folder is so many hours old; undefined when it is not due. */
  makeAfter(hours: number): Promise<MadeBackup | undefined>;
  /**
   * Writes all rows as lines of JSON.
   *
   * @param path - of the file; empty: dated, in the folder of the plan
   */
  export(path: string): Promise<{ file: string; bytes: number; rows: number }>;
  /** Refuses a path that is ListSync's own for a copy of the database. */
  checkTarget(path: string): void;
  /** Reads a backup as a whole. @param path - empty: the newest in the folder */
  verify(path: string): Promise<BackupContents & { file: string }>;
  /**
   * Puts a backup in place of what is there, all of it or nothing, and keeps what was there in a backup of its own.
   *
   * @param path - of an archive or an export
   * @returns path of the backup of what was there before
   */
  restore(path: string): Promise<{ file: string; before: string; createdAt?: string }>;
}

/** One work on backups at a time in each folder: two nodes may have the same plan. */
const turns = new Map<string, Promise<unknown>>();

function inTurn<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(folder) ?? Promise.resolve()).then(work, work);
  const done = turn.catch(() => {}).finally(() => turns.get(folder) === done && turns.delete(folder));
  turns.set(folder, done);
  return turn;
}

/** @param say - makes a message of why the disk or the system refused */
function asBackupError(error: unknown, say: (why: string) => string): Error {
  if (error instanceof BackupError || error instanceof StateError) return error;
  return new BackupError("backup-failed", say(reasonOf(error)), { cause: error });
}

const HOUR = 60 * 60 * 1000;

export function createBackups({ memory, logins, plan, now = () => new Date() }: BackupOptions): Backups {
  /** What the database is cannot be told before it is there: a link may lead elsewhere. */
  const mark = () => markOf(memory.file);

  /**
   * Writes to a target that appears only when it is complete.
   *
   * @param name - the path in the end, once it is complete
   * @throws BackupError `backup-failed`
   */
  async function writeTo<T>(
    target: string,
    write: (folder: string) => Promise<{ made: string; answer: T }>,
    name: (target: string) => string = (named) => named,
  ) {
    try {
      checkTarget(target, memory.file, logins);
      return await withStaging(target, async (folder) => {
        const there = statSync(target, { throwIfNoEntry: false });
        // a device would be replaced
        if (there) checkPlain(target, there);
        const { made, answer } = await write(folder);
        const bytes = statSync(made).size;
        const file = name(target);
        renameSync(made, file);
        return { file, bytes, ...answer };
      });
    } catch (error) {
      throw asBackupError(error, (why) => messages.notWritten(target, why));
    }
  }

  async function archiveIn(folder: string) {
    const { archive } = await writeArchive({ database: memory.file, logins }, folder, now());
    return { made: archive, answer: {} };
  }

  async function make(path: string): Promise<MadeBackup> {
    // makes the file if there is none yet, and says what keeps it from being read
    await memory.store();
    if (path) return { ...(await writeTo(resolve(path), archiveIn)), removed: [] };
    const { folder, keep } = plan();
    const made = await writeTo(join(folder, datedName(now(), mark())), archiveIn);
    return { ...made, ...removeSuperfluous(folder, mark(), keep, now()) };
  }

  /** What is there, in a form that can be read again; undefined if that is not possible. */
  async function keepWhatIsThere(): Promise<string | undefined> {
    const target = join(plan().folder, datedName(now(), mark(), "-before-restore.tar.gz"));
    try {
      return (await writeTo(target, archiveIn, takeFreeName)).file;
    } catch (error) {
      if (!(error instanceof BackupError) || !existsSync(memory.file)) throw error;
      return undefined;
    }
  }

  /** Puts a database and logins in place. @param folder - with both @returns path of what was there before */
  async function replaceBy(folder: string): Promise<string> {
    let before: string | undefined;
    await memory.replace({
      async keep() {
        before = await keepWhatIsThere();
      },
      swap() {
        before ??= copyAsItIs(memory.file, logins, now());
        commitRestore(folder, memory.file, logins);
      },
      busy: (by) => new BackupError("backup-busy", by === "runs" ? messages.busy() : messages.used()),
    });
    return before ?? "";
  }

  /** A restore waits until the database is read. */
  async function using<T>(work: () => Promise<T>): Promise<T> {
    const release = memory.use();
    try {
      return await work();
    } finally {
      release();
    }
  }

  return {
    make: (path) => inTurn(plan().folder, () => using(() => make(path))),
    makeAfter(hours) {
      const { folder } = plan();
      return inTurn(folder, async () => {
        const [newest] = datedBackups(folder, mark(), now());
        const due = !newest || now().getTime() - newest.at.getTime() >= hours * HOUR;
        return due ? using(() => make("")) : undefined;
      });
    },
    export: (path) =>
      using(async () => {
        await memory.store();
        const named = datedName(now(), mark(), ".ndjson");
        return writeTo(path ? resolve(path) : join(plan().folder, named), async (folder) => {
          const made = join(folder, "export.ndjson");
          const { rows = 0 } = await inThread({ do: "exportRows", from: memory.file, to: made });
          return { made, answer: { rows } };
        });
      }),
    checkTarget: (path) => checkTarget(resolve(path), memory.file, logins),
    async verify(path) {
      const { folder } = plan();
      const file = path ? resolve(path) : newestBackup(folder, mark())?.file;
      if (!file) throw new BackupError("backup-not-found", messages.noneYet(folder));
      try {
        return { file, ...(await withStaging(placeOf(memory.file), (staging) => openBackup(file, staging))) };
      } catch (error) {
        throw asBackupError(error, (why) => messages.notRead(file, why));
      }
    },
    restore: (path) =>
      inTurn(plan().folder, async () => {
        if (!path) throw new BackupError("backup-not-found", messages.notNamed());
        const file = resolve(path);
        try {
          return await withStaging(placeOf(memory.file), async (staging) => {
            const folder = join(staging, "new");
            mkdirSync(folder, { mode: 0o700 });
            const { createdAt } = await openBackup(file, folder);
            const before = await replaceBy(folder);
            return { file, before, ...(createdAt !== undefined && { createdAt }) };
          });
        } catch (error) {
          throw asBackupError(error, (why) => messages.notRestored(basename(file), why));
        }
      }),
  };
}
