import { dedupeInSlices } from "../../items/dedupe.ts";
import type { Item } from "../../items/item.ts";
import { type FetchDeps, httpOf } from "../fetching/context.ts";
import { originOf } from "../fetching/origins.ts";
import { processCache } from "../fetching/process-cache.ts";
import { mdblist } from "../mdblist/index.ts";
import { API } from "../mdblist/pages.ts";
import { resolveIds } from "./resolve-ids.ts";

/**
 * Completes the ids of titles through MDBList, where a key of it is there and it saves searches on the request server;
 * titles that turn out to be the same become one.
 *
 * @param deps what the lists were fetched with
 * @throws CancelledError
 */
export async function completeIds(
  items: Item[],
  deps: FetchDeps,
  signal: AbortSignal,
): Promise<{ items: Item[]; warnings: string[] }> {
  const key = deps.accounts?.mdblist?.key;
  if (!key) return { items, warnings: [] };
  const { items: completed, warnings } = await resolveIds(items, {
    http: httpOf(mdblist, deps),
    origin: originOf("mdblist", deps.origins, deps.env)(API),
    key,
    cache: deps.cache ?? processCache,
    signal,
  });
  return { items: await dedupeInSlices(completed), warnings };
}
