import { isAbsolute, join } from "node:path";
import type { Node, NodeAPI, NodeDef } from "node-red";
import { type Memory, shareMemory } from "../src/runs/memory.ts";
import { checkRuntime } from "../src/state/runtime-check.ts";
import { numberValue } from "../src/strict-values.ts";

export interface SyncDatabaseConfig extends NodeDef {
  /** Path; relative ones start at Node-RED's user directory. */
  file?: string;
  historyDays?: number | string;
  /** Seconds. */
  idleTime?: number | string;
}

export interface SyncDatabaseNode extends Node {
  memory: Memory;
}

const DEFAULT_FILE = join("list-sync", "state.db");
// 1,000 titles four times a day are 1.5 million outcomes a year; a title's last outcome is kept whatever its age.
const HISTORY = { label: "number of days to keep", default: 90, min: 0, max: 100_000 };
const IDLE = { label: "idle time in seconds", default: 30, min: 1, max: 3600 };

export default function register(RED: NodeAPI): void {
  sayIfTooOld((sentence) => RED.log.error(sentence));

  function SyncDatabase(this: SyncDatabaseNode, config: SyncDatabaseConfig): void {
    RED.nodes.createNode(this, config);
    const file = config.file?.trim() || DEFAULT_FILE;
    this.memory = shareMemory({
      file: isAbsolute(file) ? file : join(RED.settings.userDir ?? process.cwd(), file),
      options: () => ({
        historyDays: numberValue(config.historyDays, HISTORY),
        idleMs: 1000 * numberValue(config.idleTime, IDLE),
      }),
    });
    this.on("close", (_removed: boolean, done: () => void) => {
      void this.memory.close().finally(done);
    });
  }

  RED.nodes.registerType<SyncDatabaseNode, SyncDatabaseConfig, object, object>("sync-database", SyncDatabase);
}

/** At the start of Node-RED, not only when the first run fails. */
function sayIfTooOld(say: (sentence: string) => void): void {
  try {
    checkRuntime();
  } catch (error) {
    say(`ListSync: ${(error as Error).message}`);
  }
}
