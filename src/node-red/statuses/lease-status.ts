import type { Memory } from "../../runs/memory.ts";
import type { LeaseWait } from "../../state/port/lease.ts";
import type { Status } from "../node-port.ts";
import * as messages from "./messages.ts";
import { attention, broken } from "./status.ts";

/** What a node shows while another Node-RED has the database; nothing when none has. */
function leaseStatus(wait: LeaseWait | undefined): Status | undefined {
  if (!wait) return undefined;
  if (wait.kind === "taken") return broken(messages.otherNodeRed());
  return attention(messages.waitsForOther(Math.ceil(wait.ms / 1000)));
}

/** What keeps a node from working, whatever else it would show. */
export interface LeaseWatch {
  readonly status: Status | undefined;
  stop(): void;
}

/**
 * Follows who may write in a database.
 *
 * @param changed - called when the node has something else to show
 */
export function watchLease(memory: Memory | undefined, changed: () => void): LeaseWatch {
  let status: Status | undefined;
  const stop = memory?.followLease((wait) => {
    status = leaseStatus(wait);
    changed();
  });
  return {
    get status() {
      return status;
    },
    stop: () => stop?.(),
  };
}
