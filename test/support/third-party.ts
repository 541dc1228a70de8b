import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** Installs the film club's package into a user directory, as the Palette Manager would. */
export function installFilmClub(userDir: string): string {
  const home = join(userDir, "node_modules/film-club-lists");
  mkdirSync(home, { recursive: true });
  cpSync(join(root, "test/third-party/film-club"), home, { recursive: true });
  return home;
}

/** The same in a folder of its own, beside this package as it was built (`npm run build` first). */
export function installFilmClubAlone(): string {
  const folder = mkdtempSync(join(tmpdir(), "list-sync-third-party-"));
  mkdirSync(join(folder, "node_modules/@list-sync"), { recursive: true });
  symlinkSync(root, join(folder, "node_modules/@list-sync/node-red-list-sync"), "dir");
  return installFilmClub(folder);
}
