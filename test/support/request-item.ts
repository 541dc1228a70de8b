import type { Item } from "../../src/items/item.ts";
import { normaliseItem } from "../../src/items/normalise.ts";
import type { Overseerr } from "../../src/overseerr/overseerr.ts";
import { requestItem } from "../../src/requests/request-item.ts";
import type { RequestOptions } from "../../src/requests/request-options.ts";
import type { RunLimits } from "../../src/runs/run-limits.ts";
import { openStore } from "../../src/state/sqlite-store.ts";
import type { Store } from "../../src/state/store.ts";
import type { OverseerrServer } from "../servers/overseerr/server.ts";
import { overseerrPerTest } from "./with-overseerr.ts";

export const movie = (tmdb_id: number, more: object = {}) => ({ title: "", type: "movie", tmdb_id, ...more });
export const show = (tmdb_id: number, more: object = {}) => ({ title: "", type: "tv", tmdb_id, ...more });
export const BREAKING_BAD = 1396;
const DETAILS = ["GET /movie/{movieId}", "GET /tv/{tvId}"];

export const posts = (server: OverseerrServer) => server.calls["POST /request"] ?? 0;
export const looks = (server: OverseerrServer) =>
  DETAILS.reduce((sum, route) => sum + (server.calls[route] ?? 0), 0);
export const bodies = (server: OverseerrServer) =>
  server.log.filter(({ method }) => method === "POST").map(({ body }) => body);

/** Requests single items of test servers, with a database that lasts for one test; call it within `describe`. */
export function requestItemPerTest() {
  const { start, connect } = overseerrPerTest();
  let store: Store;
  const open = async () => {
    store = await openStore({ file: ":memory:" });
  };
  beforeEach(open);
  afterEach(() => store.close());

  const ask = async (row: object, overseerr: Overseerr, options: RequestOptions = {}, limits?: RunLimits) => {
    const item: Item = { ...normaliseItem(row) };
    const { item: done, error } = await requestItem(
      item,
      { overseerr, store, ...(limits && { limits }) },
      options,
    );
    const { outcome, outcomes } = done;
    return { item: done, error, outcome, outcomes, status: outcome?.status, reason: outcome?.reason ?? "" };
  };
  return {
    start,
    connect,
    ask,
    database: () => store,
    /** Goes on with an empty database, as somebody does who deleted the file. */
    async forget() {
      await store.close();
      await open();
    },
    /** What the next run of a process that was started anew asks the server, beside the library. */
    async nextRun(row: object, server: OverseerrServer, options?: RequestOptions) {
      server.resetCalls();
      const result = await ask(row, connect(server), options);
      return {
        status: result.status,
        calls: looks(server) + posts(server) + (server.calls["GET /search"] ?? 0),
      };
    },
  };
}
