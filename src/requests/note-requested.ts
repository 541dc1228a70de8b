import type { Item } from "../items/item.ts";
import { StateError } from "../state/state-error.ts";
import type { Store } from "../state/store.ts";

/**
 * Remembers a title that was requested at once: its message may get lost before *sync-state* records it, by a crash, a
 * redeploy or because the run is cancelled, and the request would not be known as ListSync's own. To be recorded again
 * changes nothing.
 *
 * @param server key of the server
 */
export async function noteRequested(
  store: Store,
  runId: string,
  server: string,
  item: Item,
  now: Date = new Date(),
): Promise<void> {
  const outcomes = item.outcomes ?? (item.outcome ? [item.outcome] : []);
  if (!outcomes.some(({ status }) => status === "requested")) return;
  try {
    await store.whenFree(() => store.record(runId, server, item, now.toISOString()));
  } catch (error) {
    // the run belongs to another database, or this one is locked for long: sync-state is still to come, and the intent stays
    if (!(error instanceof StateError)) throw error;
  }
}
