import type { Backups } from "../../../backup/backups.ts";
import type { Memory } from "../../../runs/memory.ts";
import type { Evaluate } from "../../computed/compute-fields.ts";
import type { EmitOptions } from "../emit-items.ts";

/** What the work of `sync-state` needs. */
export interface StatePorts {
  /** @throws InputError `no-config` */
  memory(): Memory;
  /** Of the same database. @throws InputError `no-config` */
  backups(): Backups;
  /** Id of its node. @throws InputError `no-config` */
  database(): string;
  /** Where relative paths start. */
  folder: string;
  /** Copies a message; Node-RED's `cloneMessage`. */
  clone?: EmitOptions["clone"];
  /** Computes what the dialog says is to be computed. */
  evaluate: Evaluate;
}
