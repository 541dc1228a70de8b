import { belowHome } from "../files/below-home.ts";
import { PlainFileError } from "../files/plain-file-error.ts";
import { readPlainFile } from "../files/read-plain-file.ts";
import { reasonOf } from "../state/database-failure.ts";
import { readEnvFile } from "./env-file.ts";
import { findInstallation } from "./find-installation.ts";
import type { FoundDatabase } from "./found.ts";
import { InstallationError } from "./installation-error.ts";
import * as messages from "./messages.ts";
import { readInThread } from "./read-in-thread.ts";
import { withReadable } from "./readable-database.ts";
import { type Settings, settingsOf } from "./settings.ts";

/** Bytes; people have a hundredth of that in them. */
const LARGEST = { env: 256 * 1024, key: 4 * 1024, config: 64 * 1024 } as const;

/** What an installation says, with its keys: for Node-RED's own process and nobody else. */
export interface ReadInstallation {
  database?: FoundDatabase;
  env: ReadonlyMap<string, string>;
  settings: Settings;
  /** Keys and passwords that were tried on the encrypted settings. */
  openers: string[];
  /** The file with the key is there, and Node-RED's user may not read it: it belongs to the user of the container. */
  unreadableKey?: string;
}

/**
 * Reads an installation of the Python ListSync without changing anything of it.
 *
 * @param path see {@link findInstallation}
 * @param options `secret` its encryption key, or the password of versions up to 0.5, where a person types it; `folder` where a
 *   copy of the database may be made
 * @throws InstallationError
 */
export async function readInstallation(
  path: string,
  { secret = "", folder }: { secret?: string; folder: string },
): Promise<ReadInstallation> {
  const place = await findInstallation(belowHome(path));
  const env = readEnvFile(place.env === undefined ? "" : await textOf(place.env, LARGEST.env));
  const { key, unreadableKey } = await keyOf(place.key);
  const config = place.config === undefined ? undefined : await textOf(place.config, LARGEST.config);
  const database = place.database === undefined ? undefined : await readDatabaseAt(place.database, folder);
  const keys = [secret, key, env.get("ENCRYPTION_KEY")].flatMap((each) => (each ? [each] : []));
  const settings = settingsOf(
    database?.settings ?? [],
    env,
    keys,
    config === undefined ? undefined : { text: config, password: secret },
  );
  return {
    env,
    settings,
    openers: keys,
    ...(database && { database }),
    ...(unreadableKey !== undefined && { unreadableKey }),
  };
}

async function readDatabaseAt(file: string, folder: string): Promise<FoundDatabase> {
  try {
    return await withReadable(file, folder, (readable, isCopy) => readInThread(readable, { isCopy }));
  } catch (error) {
    throw asInstallationError(file, error);
  }
}

async function textOf(file: string, maxBytes: number): Promise<string> {
  try {
    return Buffer.from(await readPlainFile(file, { maxBytes })).toString("utf8");
  } catch (error) {
    throw asInstallationError(file, error);
  }
}

/** Its absence costs the encrypted settings and nothing else. */
async function keyOf(file: string | undefined): Promise<{ key?: string; unreadableKey?: string }> {
  if (file === undefined) return {};
  try {
    return { key: await textOf(file, LARGEST.key) };
  } catch (error) {
    if (error instanceof InstallationError && error.cause instanceof PlainFileError) throw error;
    return { unreadableKey: file };
  }
}

function asInstallationError(file: string, error: unknown): unknown {
  if (error instanceof InstallationError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (error instanceof PlainFileError || code === "")
    return new InstallationError("listsync-failed", messages.notRead(file, reasonOf(error)), {
      cause: error,
    });
  return new InstallationError("listsync-failed", messages.notRead(file, messages.reasons.code(code)), {
    cause: error,
  });
}
