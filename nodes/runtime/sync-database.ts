import { isAbsolute, join } from "node:path";
import type { Node, NodeAPI, NodeDef } from "node-red";
import { backUpAfterRuns } from "../../src/backup/back-up-after-runs.ts";
import { type Backups, createBackups } from "../../src/backup/backups.ts";
import { finishRestore } from "../../src/backup/swap.ts";
import { readFields } from "../../src/fields/read-fields.ts";
import { dataFolder } from "../../src/node-red/data-folder.ts";
import type { EndpointHandler } from "../../src/node-red/endpoints/admin.ts";
import { takeoverAsked } from "../../src/node-red/endpoints/takeover-endpoints.ts";
import { nodesOfType } from "../../src/node-red/nodes-of-type.ts";
import { reportable } from "../../src/node-red/report-error.ts";
import { loginFolder } from "../../src/node-red/settings/account-options.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import { type DatabaseConfig, SYNC_DATABASE } from "../../src/node-red/settings/fields/sync-database.ts";
import { whenClosed } from "../../src/node-red/when-closed.ts";
import { type Memory, shareMemory } from "../../src/runs/memory.ts";

export interface SyncDatabaseConfig extends NodeDef, DatabaseConfig {}

export interface SyncDatabaseNode extends Node {
  memory: Memory;
  backups: Backups;
}

const DEFAULT_FILE = join("list-sync", "state.db");
const DEFAULT_BACKUPS = join("list-sync", "backups");

export default function runtime(RED: NodeAPI) {
  function construct(this: SyncDatabaseNode, stored: SyncDatabaseConfig): void {
    RED.nodes.createNode(this, stored);
    const config = migrate(SYNC_DATABASE, stored);
    const folder = dataFolder(RED.settings);
    const below = (path: string) => (isAbsolute(path) ? path : join(folder, path));
    const file = below(config.file?.trim() || DEFAULT_FILE);
    const logins = loginFolder(folder);
    const read = () => readFields(SYNC_DATABASE.dialog, { config });
    this.memory = shareMemory({
      file,
      beforeOpen: () => finishRestore(file, logins),
      options: () => {
        const { historyDays, idleTime, lockedTime } = read();
        return { historyDays, lockedMs: 1000 * lockedTime, idleMs: 1000 * idleTime };
      },
    });
    this.backups = createBackups({
      memory: this.memory,
      logins,
      plan: () => {
        const { backupFolder, backupDaily: daily, backupWeekly: weekly } = read();
        return { folder: below(backupFolder?.trim() || DEFAULT_BACKUPS), keep: { daily, weekly } };
      },
    });
    const hours = () => read().backupHours;
    const stop = backUpAfterRuns(this.memory, this.backups, hours, (error) =>
      this.error(reportable(error), {}),
    );
    this.on("close", (_removed: boolean, done: () => void) => {
      stop();
      whenClosed(this.memory.close(), (error) => this.error(error), done);
    });
  }

  const deployed = nodesOfType<SyncDatabaseNode>(RED.nodes, "sync-database");
  const desks = (id: string) => {
    const node = deployed(id);
    return node && { memory: node.memory, database: node.id, folder: dataFolder(RED.settings) };
  };
  const check: EndpointHandler = (request) => takeoverAsked(request, desks, true);
  const take: EndpointHandler = (request) => takeoverAsked(request, desks, false);
  return { construct, check, take };
}
