import { isAbsolute, join } from "node:path";
import { InputError } from "../../errors.ts";
import type { OutcomeStatus } from "../../items/item.ts";
import { endBroken } from "../../runs/end-broken.ts";
import type { Memory } from "../../runs/memory.ts";
import { booleanValue, numberValue } from "../../strict-values.ts";
import { answerInKind, messageItems } from "../message-items.ts";
import type { Message } from "../node-port.ts";
import type { InputContext } from "../on-input.ts";
import { readStatuses } from "../settings/item-query.ts";
import { emitItems } from "./emit-items.ts";
import { combineErrors } from "./handle-items.ts";
import { recordItems } from "./record-items.ts";
import type { StateConfig, StatePorts } from "./state-node.ts";
import {
  cancelRuns,
  failedItems,
  findItems,
  findRuns,
  lastSummary,
  skipKnown,
  titleHistory,
} from "./state-operations.ts";

/** One message for a `sync-state` node, with all that an operation needs. */
export interface StateCall extends InputContext {
  msg: Message;
  memory: Memory;
  config: StateConfig;
  ports: StatePorts;
  /** Told of each run whose titles are recorded here. */
  passes: (runId: string) => void;
  /** `msg.profile` or the node's; undefined for all. */
  profile: string | undefined;
}

export type StateOperation = (call: StateCall) => Promise<string> | string;

/** The operations by name; each answers the message and returns a short text for the status. */
export const STATE_OPERATIONS: Readonly<Record<string, StateOperation>> = {
  async record({ msg, memory, profile, send, passes }) {
    const { items, errors } = messageItems(msg.payload);
    await recordItems(items, msg, memory, profile, passes);
    if (items.length > 0) send([msg, null]);
    const error = combineErrors(errors);
    if (error) throw error;
    return "";
  },

  async "skip-known"({ msg, memory, config, profile, send }) {
    const hours = numberValue(config.skipHours, {
      label: "number of hours to skip",
      default: 24,
      min: 0,
      max: 1e6,
    });
    const statuses = config.skipStatuses === undefined ? SKIPPED : (readStatuses(config.skipStatuses) ?? []);
    const { items, many, errors } = messageItems(msg.payload);
    const known = items.map((item) => skipKnown(memory, item, { hours, statuses }));
    const skipped = known.flatMap((item) => item ?? []);
    // recorded here as well, so that the run gets to its end wherever the second output leads
    if (skipped.length > 0) await recordItems(skipped, msg, memory, profile);
    const todo = items.filter((_, index) => known[index] === undefined);
    send(answerInKind(msg, many, [todo, skipped]));
    const error = combineErrors(errors);
    if (error) throw error;
    return "";
  },

  query({ msg, memory, config, profile, send }) {
    const { statuses, text, since, limit } = config;
    const { items, total } = findItems(memory, { statuses, text, since, limit, profile, ...asked(msg) });
    send([{ ...msg, payload: items, total }, null]);
    return `${total} found`;
  },

  history({ msg, memory, send }) {
    const { payload } = msg;
    const history = Array.isArray(payload)
      ? payload.map((title: unknown) => titleHistory(memory, title))
      : titleHistory(memory, payload);
    send([{ ...msg, payload: history }, null]);
    return `${history.length} found`;
  },

  runs({ msg, memory, config, profile, send }) {
    const rule = { label: "number of runs", default: 100, min: 1, max: 1e6 };
    const limit = numberValue(asked(msg).limit ?? config.limit, rule);
    const runs = findRuns(memory, { limit, ...(profile !== undefined && { profile }) });
    send([{ ...msg, payload: runs }, null]);
    return `${runs.length} runs`;
  },

  summary({ msg, memory, profile, send }) {
    const summary = lastSummary(memory, profile);
    send([{ ...msg, payload: summary ?? null }, null]);
    return summary ? summary.state.replaceAll("_", " ") : "no run yet";
  },

  async retry({ msg, memory, config, ports, profile, send, signal }) {
    const isDry = booleanValue(msg.dryRun, "msg.dryRun") ?? false;
    const { limit: _limit, ...asks } = asked(msg);
    const items = failedItems(memory, { text: config.text, since: config.since, profile, ...asks });
    if (items.length === 0) return "nothing failed";
    const runs = memory.runs();
    const run = runs.begin({
      profile: profile ?? "Main",
      trigger: "retry",
      dryRun: isDry,
    });
    const release = runs.hold(run.id);
    try {
      runs.expect(run.id, items.length);
      const { id: runId, profile: name, trigger, dryRun, startedAt } = run;
      const sync = { runId, profile: name, trigger, dryRun, startedAt, total: items.length };
      const { clone } = ports;
      await emitItems(items, sync, msg, send, { output: "sequence", signal, ...(clone && { clone }) });
    } catch (error) {
      endBroken(runs, run.id, error, signal);
      throw error;
    } finally {
      release();
    }
    return `${items.length} again`;
  },

  cancel({ msg, memory, profile, send }) {
    const cancelled = cancelRuns(memory, profile);
    send([{ ...msg, payload: { cancelled } }, null]);
    return cancelled.length > 0 ? `${cancelled.length} cancelled` : "nothing is running";
  },

  async backup({ msg, memory, config, ports, send }) {
    const named = String(asked(msg).backupFile ?? config.backupFile ?? "").trim();
    const path = named && !isAbsolute(named) ? join(ports.folder, named) : named;
    const file = await memory.store().backup(path);
    send([{ ...msg, payload: { file } }, null]);
    return "backed up";
  },
};

/** What need not be looked at again, unless the dialog says otherwise. */
const SKIPPED: OutcomeStatus[] = ["requested", "already_requested", "already_available"];

/**
 * `msg.query`, which overrides what the node was set up with.
 *
 * @throws InputError `bad-input`: a question that is not understood must not be one for everything
 */
function asked({ query }: Message): Record<string, unknown> {
  if (query === undefined || query === null || query === "") return {};
  if (typeof query === "object" && !Array.isArray(query)) return { ...query };
  throw new InputError(
    "bad-input",
    'msg.query is no object, so nothing was done. Write it like { statuses: "failed" }.',
  );
}
