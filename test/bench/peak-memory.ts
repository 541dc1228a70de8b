import { readFileSync, writeFileSync } from "node:fs";

/** Most memory (RSS) that a process had since {@link resetPeak}, in MiB, rounded; undefined where there is no `/proc`. */
export function peakMemory(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
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
