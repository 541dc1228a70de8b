import { ListSyncError } from "../../errors.ts";
import type { Client } from "../connection/api-call.ts";

/** In which a server answers that is well. Milliseconds. */
const ALIVE_MS = 5000;

/**
 * Whether the server answers a call for which it asks nobody else.
 *
 * @throws CancelledError
 */
export async function isAlive(client: Pick<Client, "call">, signal?: AbortSignal): Promise<boolean> {
  try {
    await client.call({ path: "/auth/me", retry: false, timeoutMs: ALIVE_MS, beside: true, signal });
    return true;
  } catch (error) {
    if (error instanceof ListSyncError && error.code !== "cancelled") return false;
    throw error;
  }
}
