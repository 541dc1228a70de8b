import { createHash } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { realPlace } from "../files/real-place.ts";
import { fileStamp } from "../state/backup.ts";
import { reasonOf } from "../state/database-failure.ts";
import { BackupError } from "./backup-error.ts";
import * as messages from "./messages.ts";

/** How many backups stay: the newest of each of the last days and weeks that have one. Times are UTC. */
export interface Keep {
  daily: number;
  weekly: number;
}

const NAME = /^list-sync-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(?:-([\da-f]{8}))?\.tar\.gz$/;
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** A backup in a folder, known by its name. */
export interface DatedBackup {
  file: string;
  at: Date;
}

/** Tells the backups of one database from those of others in the same folder: 8 hexadecimal digits. */
export const markOf = (database: string): string =>
  createHash("sha256").update(realPlace(database)).digest("hex").slice(0, 8);

/** @param ending - what follows the time and the mark */
export const datedName = (now: Date, mark: string, ending = ".tar.gz"): string =>
  `list-sync-${fileStamp(now)}-${mark}${ending}`;

/**
 * The dated backups of one database in a folder, newest first; none where there is no folder. What a wrong clock has dated
 * more than an hour ahead is not among them: it would keep others from being made, or from staying.
 *
 * @throws BackupError `backup-failed`
 */
export const datedBackups = (folder: string, mark: string, now: Date): DatedBackup[] =>
  allDated(folder).filter((each) => each.mark === mark && each.at.getTime() <= now.getTime() + HOUR);

/** The newest that may be of one database: a name without a mark does not say of which it is. @throws BackupError */
export const newestBackup = (folder: string, mark: string): DatedBackup | undefined =>
  allDated(folder).find((each) => each.mark === mark || each.mark === undefined);

function allDated(folder: string): (DatedBackup & { mark: string | undefined })[] {
  return namesIn(folder)
    .flatMap((name) => {
      const [, year, month, day, hour, minute, second, mark] = NAME.exec(name) ?? [];
      const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
      return Number.isNaN(at.getTime()) ? [] : [{ file: join(folder, name), at, mark }];
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}

/**
 * Those that need not stay. The newest always stays.
 *
 * @param backups newest first
 */
export function superfluous(backups: readonly DatedBackup[], { daily, weekly }: Keep): DatedBackup[] {
  const days = firstOfEach(backups, ({ at }) => Math.floor(at.getTime() / DAY));
  // weeks begin on Monday; day 0 was a Thursday
  const weeks = firstOfEach(backups, ({ at }) => Math.floor((at.getTime() / DAY + 3) / 7));
  const kept = new Set([backups[0], ...days.slice(0, daily), ...weeks.slice(0, weekly)]);
  return backups.filter((each) => !kept.has(each));
}

/** @returns paths of what was removed, and why one of them could not be */
export function removeSuperfluous(
  folder: string,
  mark: string,
  keep: Keep,
  now: Date,
): { removed: string[]; problem?: BackupError } {
  const removed: string[] = [];
  let problem: BackupError | undefined;
  for (const { file } of superfluous(datedBackups(folder, mark, now), keep))
    try {
      rmSync(file, { force: true });
      removed.push(file);
    } catch (error) {
      problem ??= new BackupError("backup-failed", messages.notRemoved(file, reasonOf(error)), {
        cause: error,
      });
    }
  return { removed, ...(problem && { problem }) };
}

function firstOfEach<T>(all: readonly T[], group: (each: T) => number): T[] {
  const seen = new Set<number>();
  return all.filter((each) => !seen.has(group(each)) && seen.add(group(each)));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new BackupError("backup-failed", messages.notWritten(folder, reasonOf(error)), { cause: error });
  }
}
