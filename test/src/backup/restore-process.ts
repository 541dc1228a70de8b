// Restores a backup in a process of its own, and kills it at one of the moments at which it changes the file system: the
// arguments are a folder, the backup and the number of that moment; 0 for none. It prints how many
// there were, and which of them is the one that decides.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { backupsIn } from "../../support/backups.ts";

const [, , folder = "", backup = "", moment = "0"] = process.argv;
const CHANGES = ["renameSync", "rmSync", "copyFileSync", "mkdirSync", "fsyncSync", "writeSync"] as const;
let seen = 0;
let decisive = 0;
let isCounting = false;

for (const name of CHANGES) {
  const change = fs[name] as (...args: unknown[]) => unknown;
  Object.assign(fs, {
    [name](...args: unknown[]) {
      if (isCounting && ++seen === Number(moment)) process.kill(process.pid, "SIGKILL");
      if (String(args[1]).endsWith("state.db.restore")) decisive ||= seen;
      return change(...args);
    },
  });
}
syncBuiltinESMExports();

const { memory, backups } = backupsIn(folder);
await memory.store();
isCounting = true;
await backups.restore(backup);
isCounting = false;
console.log(JSON.stringify({ moments: seen, decisive }));
await memory.close();
