import { closeSync, openSync, readSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkFile } from "../state/damage/check-file.ts";
import { APPLICATION_ID } from "../state/migrate.ts";
import { BackupError } from "./backup-error.ts";
import { checkRoom } from "./check-room.ts";
import { inThread } from "./in-thread.ts";
import { DATABASE } from "./manifest.ts";
import * as messages from "./messages.ts";
import { readArchive } from "./read-archive.ts";
import { flush } from "./write-archive.ts";

/** What a backup holds, once it was read as a whole and found intact. */
export interface BackupContents {
  /** ISO 8601; absent of an export. */
  createdAt?: string;
  /** Of this package, by which it was made; absent of an export. */
  version?: string;
  /** Format of the database. */
  schema: number;
  /** Names of the files in it. */
  files: string[];
  bytes: number;
}

/**
 * Reads an archive or an NDJSON export into a folder, and makes sure that it is whole, ours and not too new.
 *
 * @param file - path of the backup
 * @param folder - an empty one; gets the database, and the logins if there are any
 * @throws BackupError `backup-not-found`, `backup-format`, `backup-damaged`, `backup-newer`
 */
export async function openBackup(file: string, folder: string): Promise<BackupContents> {
  const bytes = sizeOf(file);
  const start = firstBytes(file, 2);
  const database = join(folder, DATABASE);
  if (start[0] === 0x1f && start[1] === 0x8b) {
    const { createdAt, version, schema, files } = await readArchive(file, folder);
    await check(file, database, schema);
    return { createdAt, version, schema, files: files.map(({ path }) => path), bytes };
  }
  if (start[0] !== 0x7b)
    throw new BackupError("backup-format", messages.invalidFormat(file, messages.formats.neither()));
  // a row is about as long in the database as in its line
  checkRoom(file, bytes, folder);
  const { schema, refused } = await inThread({ do: "importRows", from: file, to: `${database}.new` });
  if (refused) throw new BackupError(refused.code, refused.message);
  renameSync(`${database}.new`, database);
  flush(database);
  await check(file, database, schema);
  return { schema, files: [DATABASE], bytes };
}

async function check(file: string, database: string, schema: number): Promise<void> {
  const header = firstBytes(database, 72);
  // SQLite's application_id and user_version: big-endian, at fixed places
  const ours =
    header.length === 72 &&
    header.readUInt32BE(68) === APPLICATION_ID &&
    header.readUInt32BE(60) === schema &&
    header.toString("latin1", 0, 15) === "SQLite format 3";
  if (!ours)
    throw new BackupError("backup-format", messages.invalidFormat(file, messages.formats.noDatabase()));
  const [problem] = await checkFile(database);
  if (problem !== undefined)
    throw new BackupError("backup-damaged", messages.damaged(file, messages.damages.database(problem)));
}

/** @throws BackupError `backup-not-found`, `backup-format` */
function sizeOf(file: string): number {
  let found: ReturnType<typeof statSync>;
  try {
    found = statSync(file);
  } catch (error) {
    throw new BackupError("backup-not-found", messages.notFound(file), { cause: error });
  }
  if (!found.isFile())
    throw new BackupError("backup-format", messages.invalidFormat(file, messages.formats.noFile()));
  return found.size;
}

function firstBytes(file: string, count: number): Buffer {
  const opened = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(count);
    return bytes.subarray(0, readSync(opened, bytes, 0, count, 0));
  } finally {
    closeSync(opened);
  }
}
