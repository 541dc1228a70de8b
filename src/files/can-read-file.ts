import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { belowHome } from "./below-home.ts";

/** Whether a regular file is there and may be read; nothing of it is read. */
export async function canReadFile(path: string): Promise<boolean> {
  const place = belowHome(path);
  try {
    if (!(await stat(place)).isFile()) return false;
    await access(place, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
