import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { followRun } from "./follow-run.ts";
import { EXAMPLE, startNodeRed } from "./node-red.ts";
import { onceFlow } from "./once-flow.ts";
import type { OnceOrder } from "./order.ts";

/**
 * Runs one sync in a Node-RED of its own, which nobody can reach, and prints its summary on stdout, errors on stderr.
 *
 * @returns the exit code: 0 done, 1 done with errors, 2 failed
 */
export async function runOnce({ lists, dryRun }: OnceOrder): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "list-sync-once-"));
  try {
    const message = { trigger: "manual", dryRun, ...(lists.length > 0 && { lists }) };
    const flow = onceFlow(JSON.parse(readFileSync(EXAMPLE, "utf8")), message);
    writeFileSync(join(folder, "flows.json"), JSON.stringify(flow));
    return await follow(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function follow(userDir: string): Promise<number> {
  const nodeRed = startNodeRed({
    userDir,
    // stdout is for the summary
    stdio: ["ignore", 2, 2, "ipc"],
    env: {
      LISTSYNC_ONCE: "true",
      NODE_RED_FLOWS: "flows.json",
      // the same database as the one that runs all the time
      LISTSYNC_FOLDER: resolve(process.env.LISTSYNC_FOLDER || process.env.NODE_RED_USER_DIR || "/data"),
    },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => nodeRed.kill(signal));
  return followRun(nodeRed);
}
