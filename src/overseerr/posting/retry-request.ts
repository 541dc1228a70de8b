import type { Client } from "../connection/api-call.ts";
import { asRecord, unknownShape } from "../json-shape.ts";

/**
 * Gives a failed request to Radarr or Sonarr again.
 *
 * @returns the MediaRequestStatus that it has now
 * @throws ServerError
 */
export async function retryRequest(client: Client, id: number, signal?: AbortSignal): Promise<number> {
  const { body } = await client.call({ method: "POST", path: `/request/${id}/retry`, signal });
  const { status } = asRecord(body) ?? {};
  if (typeof status !== "number") throw unknownShape("the retry of a request");
  return status;
}
