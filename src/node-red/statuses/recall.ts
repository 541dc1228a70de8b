import type { Memory } from "../../runs/memory.ts";

/**
 * Opens a database soon after the start, so that whoever waits for it shows how the last run went. One that cannot be
 * opened says so when it is used.
 */
export function recall(memory: Memory | undefined): void {
  if (!memory) return;
  setImmediate(() => {
    try {
      memory.store();
    } catch {
      // told to the first message, and by the status then
    }
  });
}
