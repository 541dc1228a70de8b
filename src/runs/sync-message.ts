import type { ListResult } from "./run.ts";
import type { Trigger } from "./trigger.ts";

/** `msg.sync`: which run a message belongs to. Made by list-source, passed on by every node. */
export interface SyncInfo {
  runId: string;
  profile: string;
  trigger: Trigger;
  dryRun: boolean;
  /** ISO 8601. */
  startedAt: string;
  /** Titles of the run. */
  total?: number;
  lists?: ListResult[];
  /** Sentences about the run as a whole. */
  warnings?: string[];
  /** Key of the server that the titles were looked up on (`Overseerr.key`); added by overseerr-search and overseerr-request. */
  server?: string;
}
