import { ListSyncError } from "../../errors.ts";
import { redact } from "../../http/redact.ts";
import { inTime } from "../../in-time.ts";
import * as messages from "../../webhook/messages.ts";
import { WebhookRefusal } from "../../webhook/refusal.ts";

/** Milliseconds for which a database is waited for that another program keeps locked. */
const PATIENCE_MS = 3000;

/** Seconds after which it is worth another try. */
export const RETRY_AFTER = 10;

/**
 * Waits for the database as long as a sender may wait.
 *
 * @throws WebhookRefusal 503: what cannot be remembered is not begun
 */
export async function soon<T>(work: Promise<T>): Promise<T> {
  try {
    return await inTime(
      work,
      PATIENCE_MS,
      () => new WebhookRefusal(503, messages.databaseSlow(), RETRY_AFTER),
    );
  } catch (error) {
    if (error instanceof WebhookRefusal || !(error instanceof ListSyncError)) throw error;
    throw new WebhookRefusal(503, redact(error.message), RETRY_AFTER);
  }
}
