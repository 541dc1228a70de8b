import { InputError } from "../../errors.ts";
import type { Memory } from "../../runs/memory.ts";
import type { Message, Status } from "../node-port.ts";
import type { InputHandler } from "../on-input.ts";
import { good } from "../statuses/status.ts";
import type { EmitOptions } from "./emit-items.ts";
import { readSync } from "./item-step.ts";
import { createRunWitness, type RunWitness } from "./run-witness.ts";
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
  /** Which runs were recorded here. */
  readonly witness: RunWitness;
  /** Keeps what {@link StateNode.idle} is to answer. */
  keep(status: Status): void;
}

/** Makes the work of a `sync-state` node. */
export function createStateNode(config: StateConfig, ports: StatePorts): StateNode {
  const name = config.operation || "record";
  let last: Status = {};
  /** Runs that were told that there is no database: it would meet each of their titles alike. */
  const told = new Set<string>();

  /** @throws InputError `no-config`, once for each run */
  function memoryFor(msg: Message): Memory | undefined {
    try {
      return ports.memory();
    } catch (error) {
      const runId = readSync(msg.sync)?.runId;
      if (runId !== undefined && told.has(runId)) return undefined;
      if (runId !== undefined) told.add(runId);
      for (const oldest of told) if (told.size > 100) told.delete(oldest);
      throw error;
    }
  }

  const witness = createRunWitness();

  const handle: InputHandler = async (msg, context) => {
    const operation = STATE_OPERATIONS[name];
    if (!operation) {
      throw new InputError(
        "bad-config",
        `sync-state knows no operation "${name}". Choose one in the node's dialog.`,
      );
    }
    const memory = memoryFor(msg);
    if (!memory) return;
    const release = memory.use();
    try {
      const named = typeof msg.profile === "string" && msg.profile.trim() ? msg.profile : config.profile;
      const profile = named?.trim() || undefined;
      const passes = (runId: string) => witness.sees(memory.runs(), runId);
      const text = await operation({ ...context, msg, memory, config, ports, profile, passes });
      if (text) last = good(text);
    } finally {
      release();
    }
  };
  return {
    handle,
    idle: () => last,
    witness,
    keep: (status) => {
      last = status;
    },
  };
}
