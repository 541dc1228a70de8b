import { stat } from "node:fs/promises";
import { listName } from "../lists/entries/known-options.ts";
import type { ListEntry } from "../lists/entries/list-entry.ts";
import type { ServerConnection } from "../overseerr/connection/server-connection.ts";
import type { Overseerr } from "../overseerr/overseerr.ts";
import { quotaKeeper } from "../requests/quota/quota-keeper.ts";
import type { Memory } from "../runs/memory.ts";
import type { Runs } from "../runs/runs.ts";
import { askStore } from "./ask-store.ts";
import { expectRuns } from "./count-runs.ts";
import type { FailingLists } from "./failing-lists.ts";
import { latestSync } from "./last-sync.ts";
import type { Metrics } from "./metrics.ts";
import { probeServer } from "./server-probe.ts";
import { soonOrNever } from "./soon-or-never.ts";
import { whyFailed } from "./why-failed.ts";

/** What is looked at when somebody asks for the metrics. */
export interface Measured {
  metrics: Metrics;
  memory: Memory;
  connection: ServerConnection;
  failing: FailingLists;
  /** Lists of each profile, those that are switched off included. */
  lists(): ReadonlyMap<string, readonly ListEntry[]>;
  /** Bounds the names of profiles. */
  nameOf(profile: string): string;
  /** Those of the database, while it is open. */
  runs(): Runs | undefined;
  now: () => number;
  /** Told of what nobody foresaw. */
  report(error: unknown): void;
}

/** Runs of a profile that are looked at to find out which lists could not be read last. */
const RECENT_RUNS = 50;

/** Measures what is not counted as it happens, and writes everything as Prometheus reads it. */
export async function scrape(measured: Measured): Promise<string> {
  measureRuns(measured);
  await Promise.all([measureMemory(measured), measureFile(measured), measureServer(measured)]);
  measureLists(measured);
  return measured.metrics.registry.metrics();
}

function measureLists({ metrics, failing, lists, nameOf }: Measured): void {
  const known = lists();
  for (const profile of known.keys()) expectRuns(metrics, nameOf(profile));
  const active = new Map<string, number>();
  for (const entry of [...known.values()].flat()) {
    if (entry.enabled === false) continue;
    const provider = siteOf(entry);
    active.set(provider, (active.get(provider) ?? 0) + 1);
  }
  metrics.activeLists.reset();
  for (const [provider, count] of active) metrics.activeLists.set({ provider }, count);
  metrics.failingLists.reset();
  for (const [code, count] of failing.byCode()) metrics.failingLists.set({ code }, count);
}

/** What a list is not understood as could be any text. */
const siteOf = (entry: ListEntry): string => listName(entry)?.split("\n")[0] ?? "unknown";

function measureRuns({ metrics, runs }: Measured): void {
  const running = runs()?.running() ?? [];
  const left = running.map(({ total = 0, counts }) =>
    Math.max(0, total - Object.values(counts).reduce((sum, count) => sum + count, 0)),
  );
  metrics.running.set(running.length);
  metrics.queue.set(left.reduce((sum, count) => sum + count, 0));
}

async function measureMemory(measured: Measured): Promise<void> {
  const { metrics, memory, failing, lists, nameOf, report } = measured;
  try {
    // one wait for all: Prometheus has given up after ten seconds
    const syncs = await soonOrNever(
      askStore(memory, async (store) => {
        for (const profile of failing.untold())
          failing.recall(profile, await store.runHeads({ profile, withLists: true, limit: RECENT_RUNS }));
        return store.lastSyncs();
      }),
    );
    metrics.lastSync.set(seconds(latestSync(syncs)?.at));
    metrics.profileLastSync.reset();
    const byName = new Map<string, number>();
    for (const profile of lists().keys()) {
      const at = seconds(syncs.find((sync) => sync.profile === profile)?.at);
      // of those that are not told apart the oldest
      byName.set(nameOf(profile), Math.min(byName.get(nameOf(profile)) ?? Infinity, at));
    }
    for (const [profile, at] of byName) metrics.profileLastSync.set({ profile }, at);
    metrics.databaseUp.set(1);
  } catch (error) {
    whyFailed(error, report);
    // what was known of the last sync is true still
    metrics.databaseUp.set(0);
  }
}

const seconds = (at: string | undefined): number => (at === undefined ? 0 : Date.parse(at) / 1000);

async function measureFile({ metrics, memory }: Measured): Promise<void> {
  const sizes = [memory.file, `${memory.file}-wal`].map(async (file) => {
    const found = await stat(file).catch(() => undefined);
    return found?.size ?? 0;
  });
  const [file = 0, log = 0] = await Promise.all(sizes);
  metrics.databaseBytes.set(file + log);
}

async function measureServer(measured: Measured): Promise<void> {
  const { metrics, connection, now, report } = measured;
  metrics.serverPaused.set(connection.health.pausedUntil === undefined ? 0 : 1);
  metrics.serverUp.set((await probeServer(connection, now(), report)) === undefined ? 1 : 0);
  const overseerr = clientOf(connection);
  if (!overseerr) return;
  const { loadedAt, size } = overseerr.index;
  if (loadedAt !== undefined) {
    metrics.libraryTitles.set(size);
    metrics.libraryAge.set(Math.max(0, now() - loadedAt) / 1000);
  }
  metrics.quota.reset();
  for (const [type, left] of Object.entries(quotaKeeper(overseerr).remaining))
    metrics.quota.set({ media_type: type }, left);
}

/** Undefined where the server is set up wrongly, which {@link probeServer} has found as well. */
function clientOf(connection: ServerConnection): Overseerr | undefined {
  try {
    return connection.overseerr();
  } catch {
    return undefined;
  }
}
