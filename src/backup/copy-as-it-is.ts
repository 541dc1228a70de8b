import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { removeStaging } from "../files/with-staging.ts";
import { fileStamp } from "../state/backup.ts";
import { flushFolder } from "./flush-folder.ts";
import { makeFreeFolder } from "./free-name.ts";
import { DATABASE, isFileName } from "./manifest.ts";
import { placeOf } from "./swap.ts";
import { flush } from "./write-archive.ts";

/**
 * Copies a database that SQLite cannot read to a folder beside it, with its logs and the logins, so that nothing is lost with
 * what takes its place. It is on the disk afterwards.
 *
 * @param file - path of the database
 * @param logins - folder of the logins, whether it is there or not
 * @returns path of the folder
 */
export function copyAsItIs(file: string, logins: string, now: Date): string {
  const place = placeOf(file);
  const folder = makeFreeFolder(`${place}.before-restore-${fileStamp(now)}`);
  try {
    fill(folder, place, logins);
  } catch (error) {
    // half of a copy is of no use to anybody, and the disk may be full
    removeStaging(folder);
    throw error;
  }
  return folder;
}

function fill(folder: string, place: string, logins: string): void {
  for (const part of ["", "-wal", "-journal"])
    if (existsSync(`${place}${part}`)) copy(`${place}${part}`, join(folder, `${DATABASE}${part}`));
  const names = existsSync(logins) ? readdirSync(logins).filter((name) => isFileName(`logins/${name}`)) : [];
  mkdirSync(join(folder, "logins"), { mode: 0o700 });
  for (const name of names)
    if (statSync(join(logins, name), { throwIfNoEntry: false })?.isFile())
      copy(join(logins, name), join(folder, "logins", name));
  for (const each of [join(folder, "logins"), folder, dirname(place)]) flushFolder(each);
}

function copy(from: string, to: string): void {
  copyFileSync(from, to);
  flush(to);
}
