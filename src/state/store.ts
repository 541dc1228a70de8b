import type { ListSyncError } from "../errors.ts";
import type { FetchCache } from "../lists/provider.ts";
import type { Catalogue } from "./port/catalogue.ts";
import type { Chronicle } from "./port/chronicle.ts";
import type { DecisionMemory } from "./port/decisions.ts";
import type { FindingMemory } from "./port/findings.ts";
import type { ImportMemory } from "./port/imports.ts";
import type { IntentMemory } from "./port/intents.ts";
import type { StoreLease } from "./port/lease.ts";
import type { ListMemory } from "./port/lists.ts";
import type { NodeMemory } from "./port/nodes.ts";
import type { ProfileMemory } from "./port/profiles.ts";
import type { RunMemory } from "./port/runs.ts";
import type { ScheduleMemory } from "./port/schedules.ts";
import type { TitleMemory } from "./port/titles.ts";
import type { Upkeep } from "./port/upkeep.ts";

/**
 * The memory. Every call is one short transaction of its own; two writes that one caller issued happen in their order,
 * whether it awaited the first one or not. While another program keeps the database locked a call waits, and Node-RED
 * goes on meanwhile. The server argument is the server's stable key, see `Overseerr.key`.
 *
 * What writes needs the lease, and waits while another process that had it seems to have ended.
 *
 * @throws StateError from every method: `state-closed`, `state-in-use` (what writes), `state-locked` after the wait for a
 *   locked database, `state-full`, `state-lost`, `state-failed`
 */
export interface Store
  extends TitleMemory,
    FindingMemory,
    IntentMemory,
    DecisionMemory,
    ImportMemory,
    ListMemory,
    RunMemory,
    ProfileMemory,
    ScheduleMemory,
    NodeMemory,
    Catalogue,
    Chronicle,
    Upkeep {
  /** Set once the file was found to be deleted or replaced, which each run looks for; nothing is written any more then. */
  readonly lost: ListSyncError | undefined;
  /** The right to write here, which one process has at a time; reading needs none. */
  readonly lease: StoreLease;
  /** What fetches remember: ids, answers, mappings. */
  readonly fetchCache: FetchCache;
  close(): Promise<void>;
}
