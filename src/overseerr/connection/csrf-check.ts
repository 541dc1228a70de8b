import { ServerError } from "../server-error.ts";
import type { Client } from "./api-call.ts";

/**
 * Finds out whether CSRF protection makes the API read-only, without changing anything: a request without a body is
 * refused with 400 by the validator, unless the protection refuses it first with 403 (recorded on all three products).
 *
 * @throws ServerError when something else stands in the way of a POST
 */
export async function isReadOnly(client: Client, signal?: AbortSignal): Promise<boolean> {
  try {
    await client.call({ method: "POST", path: "/request", json: {}, signal });
    return false;
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    if (error.code === "server-rejected") return false;
    if (error.code === "server-csrf") return true;
    throw error;
  }
}
