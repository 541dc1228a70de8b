import type { ServerConnection } from "../overseerr/connection/server-connection.ts";
import type { Memory } from "../runs/memory.ts";
import { askStore } from "./ask-store.ts";
import { decisiveSync } from "./last-sync.ts";
import * as messages from "./messages.ts";
import { probeServer } from "./server-probe.ts";
import { soonOrNever } from "./soon-or-never.ts";
import { whyFailed } from "./why-failed.ts";

/** What is asked. */
export interface Watched {
  memory: Memory;
  connection: ServerConnection;
  /** Lists of each profile that nodes have. */
  lists(): ReadonlyMap<string, unknown>;
  /** Hours after which the last sync is too long ago. */
  staleHours: number;
  now: () => Date;
  /** Told of what nobody foresaw. */
  report(error: unknown): void;
}

/** How everything is: in the words that ListSync for the desktop documents. */
export interface HealthReport {
  status: "healthy" | "degraded" | "unhealthy";
  /** ISO 8601. */
  timestamp: string;
  checks: Record<string, string>;
}

const HEALTHY = "healthy";

/** How the database, the server and the last sync are. */
export async function healthReport(watched: Watched): Promise<HealthReport> {
  const now = watched.now();
  const [database, fault, sync] = await Promise.all([
    checkDatabase(watched),
    probeServer(watched.connection, now.getTime(), watched.report),
    checkLastSync(watched, now),
  ]);
  const overseerr = fault === undefined ? HEALTHY : messages.unhealthy(fault);
  const isUp = database === HEALTHY && fault === undefined;
  return {
    status: isUp ? (sync.isGood ? HEALTHY : "degraded") : "unhealthy",
    timestamp: now.toISOString(),
    checks: { database, overseerr_api: overseerr, last_sync: sync.said },
  };
}

/** How the process and its database are: what a new start may mend. */
export async function liveReport(watched: Pick<Watched, "memory" | "now" | "report">): Promise<HealthReport> {
  const database = await checkOpen(watched);
  return {
    status: database === HEALTHY ? HEALTHY : "unhealthy",
    timestamp: watched.now().toISOString(),
    checks: { database },
  };
}

/** While a restore replaces the database it does not answer, and a new start would cut that off. */
async function checkOpen(watched: Pick<Watched, "memory" | "report">): Promise<string> {
  if (watched.memory.isReplaced) return HEALTHY;
  const found = await checkDatabase(watched);
  return watched.memory.isReplaced ? HEALTHY : found;
}

async function checkDatabase({ memory, report }: Pick<Watched, "memory" | "report">): Promise<string> {
  try {
    await soonOrNever(askStore(memory, (store) => store.runHeads({ limit: 1 })));
    return HEALTHY;
  } catch (error) {
    return messages.unhealthy(whyFailed(error, report));
  }
}

async function checkLastSync(
  { memory, staleHours, lists, report }: Watched,
  now: Date,
): Promise<{ said: string; isGood: boolean }> {
  try {
    const profiles = lists();
    const last = decisiveSync(profiles, await soonOrNever(askStore(memory, (store) => store.lastSyncs())));
    // as with ListSync for the desktop, an installation that is new is well
    if (last === undefined) return { said: "no_syncs_found", isGood: true };
    const hours = (now.getTime() - Date.parse(last.at)) / 3_600_000;
    if (hours <= staleHours) return { said: HEALTHY, isGood: true };
    const named = profiles.size > 1 ? last.profile : undefined;
    return { said: messages.stale(last.at, Math.floor(hours), named), isGood: false };
  } catch (error) {
    return { said: messages.error(whyFailed(error, report)), isGood: false };
  }
}
