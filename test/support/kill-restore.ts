import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { answersOf, backupsIn, fill, readLogins, writeLogins } from "./backups.ts";

const SCRIPT = join(import.meta.dirname, "..", "src", "backup", "restore-process.ts");
const MARKS = ["old", "new"];

/** What a database and its logins say. */
async function stateOf(folder: string): Promise<string> {
  const { memory, logins } = backupsIn(folder);
  try {
    const answers = await answersOf(await memory.store(), MARKS);
    return JSON.stringify([answers, readLogins(logins)]);
  } finally {
    await memory.close();
  }
}

/** A database with a backup of what it was like before; call it in a folder of its own. */
export async function restorable(folder: string) {
  const [home, scratch] = [join(folder, "home"), join(folder, "scratch")];
  const { memory, backups, logins } = backupsIn(home);
  await fill(await memory.store(), "old");
  writeLogins(logins, "old");
  const { file } = await backups.make(join(folder, "backup.tar.gz"));
  await memory.close();
  const old = await stateOf(home);
  const again = backupsIn(home);
  await fill(await again.memory.store(), "new");
  writeLogins(logins, "new");
  await again.memory.close();
  const current = await stateOf(home);
  assert.notEqual(old, current);

  return {
    /**
     * Restores in a process that is killed at a moment.
     *
     * @param moment counted from 1; 0 not to kill it
     * @returns which state was found afterwards; if it was not killed, how many moments there were and which decides
     */
    async kill(moment: number): Promise<{ found: "old" | "new"; moments: number; decisive: number }> {
      rmSync(scratch, { recursive: true, force: true });
      cpSync(home, scratch, { recursive: true });
      const done = spawnSync(process.execPath, [SCRIPT, scratch, file, String(moment)], {
        encoding: "utf8",
        timeout: 120_000,
        env: { ...process.env, LISTSYNC_LEASE_MS: "500" },
      });
      if (done.status !== 0) assert.equal(done.signal, "SIGKILL", done.stderr);
      const found = await stateOf(scratch);
      assert.ok(found === old || found === current, `moment ${moment}: neither the old nor the new state`);
      // restored is what the backup holds, which is older than what was there
      return {
        found: found === old ? "new" : "old",
        ...(done.status === 0 ? JSON.parse(done.stdout) : { moments: 0, decisive: 0 }),
      };
    },
  };
}
