import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Run } from "../../src/runs/run.ts";
import { openStore } from "../../src/state/sqlite-store.ts";
import type { Store } from "../../src/state/store.ts";
import type { CatalogueTitle } from "../servers/catalogue/title.ts";
import { type ImdbRecord, toImdbRecord } from "../servers/imdb/imdb-data.ts";
import { type NodeRedOptions, type NodeRedProcess, startNodeRed } from "../support/node-red-process.ts";

export type FlowNode = { id: string; type: string } & Record<string, unknown>;

/** The example "Full sync" as it is shipped; changes are made to a copy. */
export function fullSyncFlow(change: (nodes: FlowNode[]) => void = () => {}): FlowNode[] {
  const file = resolve(import.meta.dirname, "../../examples/Full sync.json");
  const nodes = JSON.parse(readFileSync(file, "utf8")) as FlowNode[];
  change(nodes);
  return nodes;
}

/** Takes the start at deployment away, so that a test decides when a run begins. */
export const onlyByHand = (nodes: FlowNode[]): void => {
  for (const node of nodes) if (node.type === "inject") Object.assign(node, { once: false, repeat: "" });
};

/** Starts Node-RED with "Full sync", to be started with {@link syncNow}. */
export const startFullSync = (options: NodeRedOptions): Promise<NodeRedProcess> =>
  startNodeRed({ flows: fullSyncFlow(onlyByHand), ...options });

/** Opens the database of a running Node-RED beside it, and closes it again. */
export async function withStore<T>(
  nodeRed: Pick<NodeRedProcess, "userDir">,
  read: (store: Store) => Promise<T>,
  file = "list-sync/state.db",
): Promise<T> {
  const store = await openStore({ file: join(nodeRed.userDir, file) });
  try {
    return await read(store);
  } finally {
    await store.close();
  }
}

/**
 * Presses "Sync now" and waits for the summary that the flow's debug node prints.
 *
 * @returns seconds that it took
 */
export async function pressSyncNow(nodeRed: NodeRedProcess, timeoutMs = 60_000): Promise<number> {
  const from = nodeRed.log().length;
  const pressed = performance.now();
  await nodeRed.inject("full-sync-now");
  await nodeRed.waitForLog(/\[debug:Summary\]/, timeoutMs, from);
  return (performance.now() - pressed) / 1000;
}

/** Syncs as {@link pressSyncNow} does. @returns what the database knows of the run */
export async function syncNow(nodeRed: NodeRedProcess, timeoutMs = 60_000): Promise<Run> {
  await pressSyncNow(nodeRed, timeoutMs);
  return lastRun(nodeRed);
}

/** The newest run in the database of a running Node-RED. */
export async function lastRun(nodeRed: NodeRedProcess): Promise<Run> {
  const [run] = await withStore(nodeRed, (store) => store.runs({ limit: 1 }));
  if (!run) throw new Error("The database knows no run.");
  return run;
}

/** Titles as IMDb knows them; those without an IMDb id are left out. */
export const imdbRecords = (titles: readonly CatalogueTitle[]): ImdbRecord[] =>
  titles.flatMap(({ imdbId, title, year, mediaType }) =>
    imdbId ? [toImdbRecord({ imdbId, title, year, mediaType })] : [],
  );
