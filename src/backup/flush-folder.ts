import { closeSync, fsyncSync, openSync } from "node:fs";

/** Has the disk keep the names in a folder, where the system can. */
export function flushFolder(folder: string): void {
  if (process.platform === "win32") return;
  const opened = openSync(folder, "r");
  try {
    fsyncSync(opened);
  } catch (error) {
    // some network drives cannot, and keep names all the same
    if ((error as NodeJS.ErrnoException).code !== "EINVAL") throw error;
  } finally {
    closeSync(opened);
  }
}
