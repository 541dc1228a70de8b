import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/**
 * Ends a child that was started `detached`, and everything that it started. A Node-RED has a process group of its own
 * and outlives its parent, so the group is not enough: what carries the mark in its environment belongs to it too.
 * Elsewhere than on Linux, where nobody tells the environment of others, the group must do.
 *
 * @param mark name of an environment variable that only this child was given
 */
export function endTree(child: ChildProcess, mark: string): void {
  if (child.pid !== undefined) kill(-child.pid);
  // a process may start another while its like are looked for
  for (let left = marked(mark), round = 0; left.length > 0 && round < 20; left = marked(mark), round += 1)
    for (const pid of left) kill(pid);
}

function marked(mark: string): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && environmentOf(pid).includes(`\0${mark}=`));
}

/** Empty for other people's processes, and for those that have ended. */
function environmentOf(pid: number): string {
  try {
    return `\0${readFileSync(`/proc/${pid}/environ`, "latin1")}`;
  } catch {
    return "";
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has ended already
  }
}
