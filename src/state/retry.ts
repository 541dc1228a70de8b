import type { Item, OutcomeStatus } from "../items/item.ts";
import type { ItemQuery, Store } from "./store.ts";

/** What is worth another try without a change on the list. */
export const RETRY_STATUSES: readonly OutcomeStatus[] = ["failed", "not_found", "quota_exceeded"];

/**
 * The items whose latest outcome was a failure, as their lists named them: to be sent through search and request again.
 *
 * @param query - narrows the choice; `statuses` default to RETRY_STATUSES, `limit` to everything
 */
export function retryItems(store: Pick<Store, "items">, query: ItemQuery = {}): Item[] {
  const { items } = store.items({
    ...query,
    statuses: query.statuses ?? [...RETRY_STATUSES],
    limit: query.limit ?? -1,
  });
  return items.map(({ item: { match: _match, outcome: _outcome, outcomes: _outcomes, ...item } }) => item);
}
