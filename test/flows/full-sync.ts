import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { openStore } from "../../src/state/sqlite-store.ts";
import type { Run, Store } from "../../src/state/store.ts";
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
export function withStore<T>(nodeRed: Pick<NodeRedProcess, "userDir">, read: (store: Store) => T): T {
  const store = openStore({ file: join(nodeRed.userDir, "list-sync/state.db") });
  try {
    return read(store);
  } finally {
    store.close();
  }
}

/** Presses "Sync now" and waits for the summary that the flow's debug node prints. */
export async function syncNow(nodeRed: NodeRedProcess, timeoutMs = 60_000): Promise<Run> {
  const from = nodeRed.log().length;
  await nodeRed.inject("full-sync-now");
  await nodeRed.waitForLog(/\[debug:Summary\]/, timeoutMs, from);
  const [run] = withStore(nodeRed, (store) => store.runs({ limit: 1 }));
  if (!run) throw new Error("The database knows no run.");
  return run;
}

/** Titles as IMDb knows them; those without an IMDb id are left out. */
export const imdbRecords = (titles: readonly CatalogueTitle[]): ImdbRecord[] =>
  titles.flatMap(({ imdbId, title, year, mediaType }) =>
    imdbId ? [toImdbRecord({ imdbId, title, year, mediaType })] : [],
  );
