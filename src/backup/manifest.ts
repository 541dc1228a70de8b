import { VERSION } from "../http/user-agent.ts";
import { NEWEST_FORMAT } from "../state/migrations.ts";
import { BackupError } from "./backup-error.ts";
import * as messages from "./messages.ts";

/** One file of a backup. */
export interface BackedUpFile {
  /** Within the archive: `state.db`, `logins/<id>.login`. */
  path: string;
  bytes: number;
  /** Lower-case hexadecimal. */
  sha256: string;
}

/** What a backup says of itself; the first file of the archive. */
export interface Manifest {
  kind: "list-sync-backup";
  /** Of the archive. */
  format: number;
  /** ISO 8601. */
  createdAt: string;
  /** Of this package, by which it was made. */
  version: string;
  /** Format of the database. */
  schema: number;
  node: string;
  files: BackedUpFile[];
}

export const MANIFEST = "manifest.json";
export const DATABASE = "state.db";

/** Names that may stand in a backup beside the manifest; nothing leads out of its folder. */
const FILE_NAME = /^(state\.db|logins\/[\w-]{1,200}\.login)$/;

const FORMAT = 1;

/** Bytes; a login is a few hundred. */
export const LARGEST_LOGIN = 1024 * 1024;

export const isFileName = (name: string): boolean => FILE_NAME.test(name);

export const writeManifest = (schema: number, files: BackedUpFile[], now: Date): Manifest => ({
  kind: "list-sync-backup",
  format: FORMAT,
  createdAt: now.toISOString(),
  version: VERSION,
  schema,
  node: process.versions.node,
  files,
});

/**
 * @param file path of the backup, for what is said of it
 * @throws BackupError `backup-format`, `backup-newer`
 */
export function readManifest(text: string, file: string): Manifest {
  const found = parse(text);
  if (found?.kind !== "list-sync-backup")
    throw new BackupError("backup-format", messages.invalidFormat(file, messages.formats.otherManifest()));
  mustBeKnown(found, FORMAT, file);
  const { createdAt, node, files } = found;
  const complete =
    typeof createdAt === "string" &&
    !Number.isNaN(Date.parse(createdAt)) &&
    typeof node === "string" &&
    Array.isArray(files) &&
    files.every(isFile) &&
    new Set(files.map(({ path }) => path)).size === files.length;
  if (!complete)
    throw new BackupError("backup-format", messages.invalidFormat(file, messages.formats.otherManifest()));
  const large = files.find(({ path, bytes }) => path !== DATABASE && bytes > LARGEST_LOGIN);
  if (large)
    throw new BackupError(
      "backup-format",
      messages.invalidFormat(file, messages.formats.largeLogin(large.path)),
    );
  if (!files.some(({ path }) => path === DATABASE))
    throw new BackupError("backup-format", messages.invalidFormat(file, messages.formats.noDatabase()));
  return found as unknown as Manifest;
}

/**
 * Refuses what is newer than this package, or says nothing of its age.
 *
 * @param said - what a backup says of itself
 * @param format - the newest that is known here
 * @throws BackupError `backup-newer`, `backup-format`
 */
export function mustBeKnown(said: Record<string, unknown>, format: number, file: string): void {
  const { version, schema } = said;
  const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;
  if (!isNumber(said.format) || !isNumber(schema) || typeof version !== "string")
    throw new BackupError("backup-format", messages.invalidFormat(file, messages.formats.otherManifest()));
  if (said.format > format || schema > NEWEST_FORMAT)
    throw new BackupError("backup-newer", messages.newer(file, version.slice(0, 40)));
}

function isFile(given: unknown): given is BackedUpFile {
  if (typeof given !== "object" || given === null) return false;
  const { path, bytes, sha256 } = given as Record<string, unknown>;
  return (
    typeof path === "string" &&
    isFileName(path) &&
    Number.isSafeInteger(bytes) &&
    Number(bytes) >= 0 &&
    typeof sha256 === "string" &&
    /^[0-9a-f]{64}$/.test(sha256)
  );
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
