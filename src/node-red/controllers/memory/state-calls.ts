import { mapInSlices } from "../../../map-in-slices.ts";
import { endBroken } from "../../../runs/end-broken.ts";
import { TRIGGERS } from "../../../runs/trigger.ts";
import { answerInKind, messageItems } from "../../message-items.ts";
import type { StateValues } from "../../settings/fields/sync-state.ts";
import { askedOf, asksForImported, readItemQuery } from "../../settings/item-query.ts";
import * as statuses from "../../statuses/messages.ts";
import { DECISION_OPERATIONS } from "../decisions/decision-calls.ts";
import { emitItems } from "../emit-items.ts";
import { combineErrors } from "../handle-items.ts";
import { recordItems } from "../record-items.ts";
import { takeOver } from "../takeover/take-over.ts";
import { BACKUP_OPERATIONS } from "./backup-calls.ts";
import type { StateOperation } from "./state-call.ts";
import {
  cancelRuns,
  failedItems,
  findImported,
  findItems,
  findRuns,
  findSchedules,
  lastSummary,
  profileOf,
  skipKnown,
  titleHistory,
} from "./state-operations.ts";

/** The operations by name; each answers the message and returns a short text for the status. */
export const STATE_OPERATIONS: Readonly<Record<StateValues["operation"], StateOperation>> = {
  async record({ msg, memory, profile, send, passes }) {
    const { items, errors } = messageItems(msg.payload);
    await recordItems(items, msg, memory, profile, passes);
    if (items.length > 0) send([msg, null]);
    const error = combineErrors(errors);
    if (error) throw error;
    return "";
  },

  async "skip-known"({ msg, memory, values, profile, send }) {
    const { skipHours: hours, skipStatuses: statuses } = values;
    const { items, many, errors } = messageItems(msg.payload);
    const rule = { hours, statuses };
    const known = await mapInSlices(items, (item) => skipKnown(memory, item, rule));
    const skipped = known.flatMap((item) => item ?? []);
    // recorded here as well, so that the run gets to its end wherever the second output leads
    if (skipped.length > 0) await recordItems(skipped, msg, memory, profile);
    const todo = items.filter((_, index) => known[index] === undefined);
    send(answerInKind(msg, many, [todo, skipped]));
    const error = combineErrors(errors);
    if (error) throw error;
    return "";
  },

  async query({ msg, memory, values, profile, send }) {
    const { statuses, text, since, limit } = values;
    const query = askedOf("query", msg.query);
    if (asksForImported(query)) {
      const { items, total } = await findImported(memory, { limit, ...query });
      send([{ ...msg, payload: items, total }, null]);
      return `${total} found`;
    }
    const asks = { statuses, text, since, limit, profile, ...query };
    const { items, total } = await findItems(memory, asks);
    send([{ ...msg, payload: items, total }, null]);
    return `${total} found`;
  },

  async history({ msg, memory, send }) {
    const { payload } = msg;
    const history = Array.isArray(payload)
      ? await mapInSlices(payload, (title: unknown) => titleHistory(memory, title))
      : await titleHistory(memory, payload);
    send([{ ...msg, payload: history }, null]);
    return `${history.length} found`;
  },

  async runs({ msg, memory, values, profile, send }) {
    const { limit } = values;
    const runs = await findRuns(memory, readItemQuery({ limit, profile, ...askedOf("runs", msg.query) }));
    send([{ ...msg, payload: runs }, null]);
    return statuses.runs(runs.length);
  },

  async summary({ msg, memory, profile, send }) {
    const asks = readItemQuery({ profile, ...askedOf("summary", msg.query) });
    const summary = await lastSummary(memory, asks.profile);
    send([{ ...msg, payload: summary ?? null }, null]);
    return summary ? summary.state.replaceAll("_", " ") : statuses.noRunYet();
  },

  async retry({ msg, memory, values, ports, profile, send, signal }) {
    const { text, since } = values;
    const asks = readItemQuery({ text, since, profile, ...askedOf("retry", msg.query) });
    const items = await failedItems(memory, asks);
    if (items.length === 0) return statuses.nothingFailed();
    const runs = await memory.runs();
    const run = await runs.begin({
      // the limits of the profile whose titles failed are those that count
      profile: asks.profile ?? (await profileOf(memory, asks.runId)) ?? "Main",
      trigger: TRIGGERS.retry,
      dryRun: values.dryRun,
    });
    const release = runs.hold(run.id);
    try {
      await runs.expect(run.id, items.length);
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
    return statuses.again(items.length);
  },

  async schedules({ msg, memory, profile, send }) {
    const asks = readItemQuery({ profile, ...askedOf("schedules", msg.query) });
    const schedules = await findSchedules(memory, asks.profile);
    send([{ ...msg, payload: schedules }, null]);
    return statuses.schedules(schedules.length);
  },

  ...DECISION_OPERATIONS,

  async cancel({ msg, memory, profile, send }) {
    const asks = readItemQuery({ profile, ...askedOf("cancel", msg.query) });
    const cancelled = await cancelRuns(memory, asks.profile);
    send([{ ...msg, payload: { cancelled } }, null]);
    return statuses.cancelledRuns(cancelled.length);
  },

  ...BACKUP_OPERATIONS,

  async "take-over"({ msg, memory, values, ports, send }) {
    const path = String(askedOf("take-over", msg.query).listSyncFolder ?? values.listSyncFolder ?? "");
    const { database, folder } = ports;
    const payload = await takeOver(
      { path, checkOnly: values.dryRun },
      { memory, folder, database: database() },
    );
    send([{ ...msg, payload }, null]);
    return values.dryRun ? statuses.takeoverChecked() : statuses.tookOver();
  },

  async maintain({ msg, memory, send }) {
    const found = await (await memory.store()).maintain();
    send([{ ...msg, payload: found }, null]);
    return found.problems.length > 0 ? statuses.databaseDamaged() : statuses.maintained();
  },
};
