import { isAbsolute, join } from "node:path";
import type { Backups } from "../../../backup/backups.ts";
import { type AskingOperation, askedOf } from "../../settings/item-query.ts";
import * as statuses from "../../statuses/messages.ts";
import type { StateCall, StateOperation } from "./state-call.ts";

/** Path of the backup that the message or the dialog names; empty when none does. */
function backupPath(operation: AskingOperation, { msg, values, ports }: StateCall): string {
  const named = String(askedOf(operation, msg.query).backupFile ?? values.backupFile ?? "").trim();
  return named && !isAbsolute(named) ? join(ports.folder, named) : named;
}

/** They hold the database while it is read, when it is their turn: a restore waits for whoever holds it. */
function backupsOf({ ports, release }: StateCall): Backups {
  release();
  return ports.backups();
}

/** What `sync-state` does with backups. */
export const BACKUP_OPERATIONS = {
  async archive(call) {
    const { problem, ...made } = await backupsOf(call).make(backupPath("archive", call));
    call.send([{ ...call.msg, payload: made }, null]);
    if (problem) throw problem;
    return statuses.backedUp();
  },

  async verify(call) {
    const found = await backupsOf(call).verify(backupPath("verify", call));
    call.send([{ ...call.msg, payload: found }, null]);
    return statuses.backupIntact();
  },

  async restore(call) {
    const restored = await backupsOf(call).restore(backupPath("restore", call));
    call.send([{ ...call.msg, payload: restored }, null]);
    return statuses.restored();
  },

  async export(call) {
    const made = await backupsOf(call).export(backupPath("export", call));
    call.send([{ ...call.msg, payload: made }, null]);
    return statuses.exported(made.rows);
  },

  async backup(call) {
    const { msg, memory, send, ports } = call;
    const path = backupPath("backup", call);
    if (path) ports.backups().checkTarget(path);
    const file = await (await memory.store()).backup(path);
    send([{ ...msg, payload: { file } }, null]);
    return statuses.backedUp();
  },
} satisfies Record<string, StateOperation>;
