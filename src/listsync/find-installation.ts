import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { InstallationError } from "./installation-error.ts";
import * as messages from "./messages.ts";

/** Paths of the parts of an installation that are there; Compose has the data in a folder of their own below `.env`. */
export interface Installation {
  database?: string;
  /** `.env` */
  env?: string;
  /** The key of encrypted settings. */
  key?: string;
  /** Server and its key in versions up to 0.5, behind a password. */
  config?: string;
}

const DATABASE = "list_sync.db";

/**
 * Looks for an installation.
 *
 * @param path its folder, the folder `data` in it, or the database itself
 * @throws InstallationError `listsync-not-found`, `listsync-failed`
 */
export async function findInstallation(path: string): Promise<Installation> {
  if (path.trim() === "") throw new InstallationError("listsync-not-found", messages.notNamed());
  const place = resolve(path.trim());
  const named = await kindOf(place);
  if (named === "other") throw new InstallationError("listsync-not-found", messages.notFound(place));
  const folder = named === "file" ? dirname(place) : place;
  const own = named === "file" && basename(place) !== ".env" ? [place] : [];
  const [database, env, key, config] = await Promise.all([
    firstFile([...own, join(folder, DATABASE), join(folder, "data", DATABASE)]),
    firstFile([join(folder, ".env"), join(dirname(folder), ".env")]),
    firstFile([join(folder, ".encryption_key"), join(folder, "data", ".encryption_key")]),
    firstFile([join(folder, "config.enc"), join(folder, "data", "config.enc")]),
  ]);
  if (!database && !config && !(env && dirname(env) === folder))
    throw new InstallationError("listsync-not-found", messages.notFound(place));
  return {
    ...(database !== undefined && { database }),
    ...(env !== undefined && { env }),
    ...(key !== undefined && { key }),
    ...(config !== undefined && { config }),
  };
}

async function firstFile(candidates: string[]): Promise<string | undefined> {
  for (const candidate of candidates) if ((await kindOf(candidate)) === "file") return candidate;
  return undefined;
}

/** A pipe or a device is taken for a file, and refused when it is read. */
async function kindOf(path: string): Promise<"file" | "folder" | "other"> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (["ENOENT", "ENOTDIR"].includes(code)) return "other";
    throw new InstallationError("listsync-failed", messages.notRead(path, messages.reasons.code(code)), {
      cause: error,
    });
  }
}
