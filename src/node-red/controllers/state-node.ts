import { InputError } from "../../errors.ts";
import type { Memory } from "../../runs/memory.ts";
import type { Status } from "../node-port.ts";
import type { InputHandler } from "../on-input.ts";
import { good } from "../statuses/status.ts";
import type { EmitOptions } from "./emit-items.ts";
import { STATE_OPERATIONS } from "./state-calls.ts";

/** What `sync-state` stores. */
export interface StateConfig {
  operation?: string;
  /** Empty for all. */
  profile?: string;
  skipHours?: number | string;
  skipStatuses?: string[];
  statuses?: string[];
  text?: string;
  since?: string;
  limit?: number | string;
  backupFile?: string;
}

export interface StatePorts {
  /** @throws InputError `no-config` */
  memory(): Memory;
  /** Where relative paths start. */
  folder: string;
  /** Copies a message; Node-RED's `cloneMessage`. */
  clone?: EmitOptions["clone"];
}

/** The work of a `sync-state` node. */
export interface StateNode {
  handle: InputHandler;
  /** What the last operation came to, or how the run stands. */
  idle(): Status;
  /** Keeps what {@link StateNode.idle} is to answer. */
  keep(status: Status): void;
}

/** Makes the work of a `sync-state` node. */
export function createStateNode(config: StateConfig, ports: StatePorts): StateNode {
  const name = config.operation || "record";
  let last: Status = {};
  const handle: InputHandler = async (msg, context) => {
    const operation = STATE_OPERATIONS[name];
    if (!operation) {
      throw new InputError(
        "bad-config",
        `sync-state knows no operation "${name}". Choose one in the node's dialog.`,
      );
    }
    const memory = ports.memory();
    const release = memory.use();
    try {
      const named = typeof msg.profile === "string" && msg.profile.trim() ? msg.profile : config.profile;
      const profile = named?.trim() || undefined;
      const text = await operation({ ...context, msg, memory, config, ports, profile });
      if (text) last = good(text);
    } finally {
      release();
    }
  };
  return {
    handle,
    idle: () => last,
    keep: (status) => {
      last = status;
    },
  };
}
