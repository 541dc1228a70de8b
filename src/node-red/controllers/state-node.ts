import { InputError } from "../../errors.ts";
import type { Memory } from "../../runs/memory.ts";
import { textValue } from "../../strict-values.ts";
import type { Message, Status } from "../node-port.ts";
import type { InputContext, InputHandler } from "../on-input.ts";
import { errorStatus } from "../report-error.ts";
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
  /** What each run was told: what is wrong with the node meets each of its titles alike. */
  const told = new Set<string>();

  function isTold(msg: Message, error: unknown): boolean {
    const runId = readSync(msg.sync)?.runId;
    if (!(error instanceof InputError) || error.code === "bad-input" || runId === undefined) return false;
    const what = `${runId} ${error.message}`;
    if (told.has(what)) return true;
    told.add(what);
    for (const oldest of told) if (told.size > 100) told.delete(oldest);
    return false;
  }

  const witness = createRunWitness();

  async function operate(msg: Message, context: InputContext): Promise<void> {
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
      const profile = textValue(msg.profile, "msg.profile") ?? textValue(config.profile, "The profile");
      const passes = (runId: string) => witness.sees(memory.runs(), runId);
      const text = await operation({ ...context, msg, memory, config, ports, profile, passes });
      if (text) last = good(text);
    } finally {
      release();
    }
  }

  const handle: InputHandler = async (msg, context) => {
    try {
      await operate(msg, context);
    } catch (error) {
      if (!isTold(msg, error)) throw error;
      last = errorStatus((error as InputError).code);
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
