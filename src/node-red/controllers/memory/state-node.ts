import { InputError, ListSyncError } from "../../../errors.ts";
import type { Message } from "../../../message.ts";
import { isUnwritten } from "../../../runs/is-unwritten.ts";
import { runScopes } from "../../../runs/scopes.ts";
import type { Scope } from "../../../scope.ts";
import { computeFields } from "../../computed/compute-fields.ts";
import type { Status } from "../../node-port.ts";
import type { InputContext, InputHandler } from "../../on-input.ts";
import { errorStatus } from "../../report-error.ts";
import { readNode } from "../../settings/fields/node-fields.ts";
import { type StateConfig, SYNC_STATE } from "../../settings/fields/sync-state.ts";
import { good } from "../../statuses/status.ts";
import { readSync } from "../item-step.ts";
import { createRunWitness, type RunWitness } from "../run-witness.ts";
import { STATE_OPERATIONS } from "./state-calls.ts";
import type { StatePorts } from "./state-ports.ts";

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
  let last: Status = {};
  const owner = {};

  /** Whether the run was told before: what is wrong with the node or the database meets each of its titles alike. */
  function isTold(scope: Scope, error: unknown): boolean {
    if (!(error instanceof ListSyncError && meetsAll(error))) return false;
    const told = scope.part(owner, () => new Set<string>());
    if (told.has(error.message)) return true;
    told.add(error.message);
    return false;
  }

  const witness = createRunWitness();

  async function operate(msg: Message, context: InputContext): Promise<void> {
    const computed = await computeFields(SYNC_STATE.dialog, config, msg, ports.evaluate);
    const values = readNode(SYNC_STATE, { config: computed, msg });
    const operation = STATE_OPERATIONS[values.operation];
    const memory = ports.memory();
    const release = memory.use();
    try {
      const passes = witness.sees;
      const { profile } = values;
      const text = await operation({ ...context, msg, memory, release, values, ports, profile, passes });
      if (text) last = good(text);
    } finally {
      release();
    }
  }

  const handle: InputHandler = async (msg, context) => {
    const { scope, leave } = runScopes.enter(readSync(msg.sync)?.runId);
    try {
      await operate(msg, context);
    } catch (error) {
      if (!isTold(scope, error)) throw error;
      last = errorStatus((error as ListSyncError).code);
    } finally {
      leave();
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

const meetsAll = (error: ListSyncError): boolean =>
  error instanceof InputError ? error.code !== "bad-input" : isUnwritten(error);
