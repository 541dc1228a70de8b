import type { Item } from "../../src/items/item.ts";
import { normaliseItem } from "../../src/items/normalise.ts";
import type { OverseerrOptions } from "../../src/overseerr/overseerr.ts";
import { requestItem } from "../../src/requests/request-item.ts";
import type { RequestOptions } from "../../src/requests/request-options.ts";
import { RunLimits } from "../../src/runs/run-limits.ts";
import { Scope } from "../../src/scope.ts";
import { openStore } from "../../src/state/sqlite-store.ts";
import type { Store } from "../../src/state/store.ts";
import type { ProductName } from "../servers/overseerr/product.ts";
import type { OverseerrServer, OverseerrServerOptions } from "../servers/overseerr/server.ts";
import { sampleRun } from "./state-samples.ts";
import { overseerrPerTest } from "./with-overseerr.ts";

export const PRODUCTS: readonly ProductName[] = ["Overseerr", "Jellyseerr", "Seerr"];

export interface RequestRuns {
  server: OverseerrServer;
  store: Store;
  /** Requests rows side by side as a new process would in a new run, and records what became of them. */
  run(rows: object[], options?: RequestOptions): Promise<Item[]>;
  /** Calls of a route since the last run began. */
  calls(route: string): number;
}

/** Several runs, one after the other, against one test server and one database, for the tests of one `describe`. */
export function requestRunsPerTest(): (
  server?: OverseerrServerOptions,
  client?: Partial<OverseerrOptions>,
) => Promise<RequestRuns> {
  const { start, connect } = overseerrPerTest();
  const stores: Store[] = [];
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
  });
  return async (serverOptions, clientOptions) => {
    const { server } = await start(serverOptions);
    const store = await openStore({ file: ":memory:" });
    stores.push(store);
    let runs = 0;
    return {
      server,
      store,
      calls: (route) => server.calls[route] ?? 0,
      async run(rows, options = {}) {
        runs += 1;
        const runId = `run-${runs}`;
        await store.insertRun(sampleRun({ id: runId, dryRun: options.dryRun === true }));
        server.resetCalls();
        const overseerr = connect(server, clientOptions);
        const scope = new Scope(runId);
        const deps = { overseerr, store, limits: new RunLimits() };
        const done = await Promise.all(
          rows.map((row) => requestItem(normaliseItem(row), deps, { total: rows.length, ...options, scope })),
        );
        for (const { item } of done) await store.record(runId, overseerr.key, item, new Date().toISOString());
        return done.map(({ item }) => item);
      },
    };
  };
}

/** What became of items: their statuses. */
export const statusesOf = (items: Item[]) => items.map(({ outcome }) => outcome?.status);
