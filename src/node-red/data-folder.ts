import { resolve } from "node:path";

/**
 * The folder below which we write: the database, its backups, logins. It is the one that `LISTSYNC_FOLDER` names, so that all the
 * rest may be read-only; without it Node-RED's user directory.
 */
export const dataFolder = ({ userDir = process.cwd() }: { userDir?: string }, env = process.env): string =>
  resolve(env.LISTSYNC_FOLDER?.trim() || userDir);
