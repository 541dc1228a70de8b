import type { Message } from "../../../message.ts";
import type { Memory } from "../../../runs/memory.ts";
import type { Runs } from "../../../runs/runs.ts";
import type { InputContext } from "../../on-input.ts";
import type { StateValues } from "../../settings/fields/sync-state.ts";
import type { StatePorts } from "./state-ports.ts";

/** One message for a `sync-state` node, with all that an operation needs. */
export interface StateCall extends InputContext {
  msg: Message;
  memory: Memory;
  /** Lets go of the memory, which is held until the operation is over otherwise. */
  release: () => void;
  /** What the node and the message say. */
  values: StateValues;
  ports: StatePorts;
  /** Told of each run whose titles are recorded here. */
  passes: (runs: Runs, runId: string) => void;
  /** `msg.profile` or the node's; undefined for all. */
  profile: string | undefined;
}

export type StateOperation = (call: StateCall) => Promise<string>;
