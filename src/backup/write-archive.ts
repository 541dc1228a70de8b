import { createHash } from "node:crypto";
import { closeSync, createReadStream, fsyncSync, mkdirSync, openSync, readdirSync, statSync } from "node:fs";
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { inThread } from "./in-thread.ts";
import {
  type BackedUpFile,
  DATABASE,
  isFileName,
  LARGEST_LOGIN,
  MANIFEST,
  type Manifest,
  writeManifest,
} from "./manifest.ts";

/** What is backed up. */
export interface BackupSources {
  /** Path of the database. */
  database: string;
  /** Folder of the logins, whether it is there or not. */
  logins: string;
}

/**
 * Writes an archive of the database and the logins, which stay encrypted, while both are used.
 *
 * @param sources - see {@link BackupSources}
 * @param folder - a folder of its own to work in
 * @returns its path in that folder, and what it says of itself
 */
export async function writeArchive(
  { database, logins }: BackupSources,
  folder: string,
  now: Date,
): Promise<{ archive: string; manifest: Manifest }> {
  const { schema } = await inThread({ do: "snapshot", from: database, to: join(folder, DATABASE) });
  const names = [DATABASE, ...(await copyLogins(logins, folder))];
  const files: BackedUpFile[] = [];
  for (const path of names) files.push(await described(folder, path));
  const manifest = writeManifest(schema, files, now);
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  const archive = join(folder, "archive.tar.gz");
  const { create } = await import("tar");
  await create({ cwd: folder, file: archive, gzip: true, portable: true, mode: 0o600, strict: true }, [
    MANIFEST,
    ...names,
  ]);
  flush(archive);
  return { archive, manifest };
}

async function copyLogins(logins: string, folder: string): Promise<string[]> {
  const names = statSync(logins, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(logins) : [];
  const paths = names.filter((name) => isFileName(`logins/${name}`) && isLogin(join(logins, name)));
  if (paths.length > 0) mkdirSync(join(folder, "logins"), { mode: 0o700 });
  for (const name of paths) await copyFile(join(logins, name), join(folder, "logins", name));
  return paths.map((name) => `logins/${name}`);
}

function isLogin(path: string): boolean {
  // a link may lead nowhere
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size <= LARGEST_LOGIN;
}

async function described(folder: string, path: string): Promise<BackedUpFile> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(join(folder, path)), hash);
  return { path, bytes: statSync(join(folder, path)).size, sha256: hash.digest("hex") };
}

/** Has the disk keep a file, so that a name never stands for less when the power fails. */
export function flush(file: string): void {
  const opened = openSync(file, "r+");
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
