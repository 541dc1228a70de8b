import { otherHolder } from "../../state/lease/other-holder.ts";
import { inUse } from "../../state/messages.ts";
import { StateError } from "../../state/state-error.ts";
import { isRunning, type Opened } from "./opened.ts";

/** What puts another file in the place of a database. */
export interface Replacement {
  /** What takes its time; the file stays open and the lease is kept, but nobody is given the store or the runs. */
  keep(): Promise<void>;
  /** Nobody has the file open. */
  swap(): void;
  /** Made when a run is under way, or somebody uses the database otherwise. */
  busy(by: "runs" | "users"): Error;
}

/**
 * Keeps what is there, and makes sure that nobody has begun to work with it by then.
 *
 * @param opened - undefined for a file that cannot be opened
 * @param closing - ends the waiting for a locked file
 * @throws StateError `state-in-use`, `state-locked`; the busy error; what keeping throws
 */
export async function keepAndCheck(
  file: string,
  opened: Opened | undefined,
  { keep, busy }: Replacement,
  closing: AbortSignal,
): Promise<void> {
  // of those who had the runs before; whoever asks now waits
  let hasBegun = false;
  const begins = () => {
    hasBegun = true;
  };
  opened?.runs.on("run-started", begins);
  try {
    // not at once: from when it begins, whoever asks waits
    await Promise.resolve().then(keep);
    if (opened) await opened.store.lease.confirm(closing);
    else mustBeUnused(file);
    if (hasBegun || isRunning(opened)) throw busy("runs");
  } finally {
    opened?.runs.off("run-started", begins);
  }
}

/** A newer version may be at work in what cannot be opened here. @throws StateError `state-in-use`, `state-locked` */
export function mustBeUnused(file: string): void {
  const other = otherHolder(file);
  if (other) throw new StateError("state-in-use", inUse(other));
}
