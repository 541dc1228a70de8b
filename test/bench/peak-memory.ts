import { readFileSync, writeFileSync } from "node:fs";

/** Most memory (RSS) that a process had since {@link resetPeak}, in MiB, rounded; undefined where there is no `/proc`. */
export const peakMemory = (pid: number) => statusOf(pid, "VmHWM");

/** Memory (RSS) that a process has now, in MiB, rounded; undefined where there is no `/proc`. */
export const currentMemory = (pid: number) => statusOf(pid, "VmRSS");

function statusOf(pid: number, field: "VmHWM" | "VmRSS"): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1];
    return kibibytes === undefined ? undefined : Math.round(Number(kibibytes) / 1024);
  } catch {
    return undefined;
  }
}

/** Makes what the process has now its peak (Linux, `man 5 proc`); elsewhere nothing happens. */
export function resetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
  } catch {
    // the peak then stands for the whole life of the process
  }
}
