import { CancelledError } from "../../errors.ts";
import type { Item } from "../../items/item.ts";
import type { Runs } from "../../runs/runs.ts";
import { StateError } from "../../state/state-error.ts";

/**
 * Remembers a title that was requested at once: its message may get lost before *sync-state* records it, by a crash, a
 * redeploy or because the run is cancelled, and the request would not be known as ListSync's own. To be recorded again
 * changes nothing.
 *
 * @param sync of the message
 * @param server key of the server
 */
export async function noteRequested(
  runs: Pick<Runs, "note">,
  sync: Parameters<Runs["note"]>[0],
  server: string,
  item: Item,
): Promise<void> {
  const outcomes = item.outcomes ?? (item.outcome ? [item.outcome] : []);
  if (!outcomes.some(({ status }) => status === "requested")) return;
  try {
    await runs.note(sync, server, item);
  } catch (error) {
    // locked for long, or closed: sync-state is still to come, and the intent stays
    if (!(error instanceof StateError || error instanceof CancelledError)) throw error;
  }
}
