import { untilAborted } from "../http/until-aborted.ts";
import { createClient } from "./client.ts";
import { createRequester } from "./create-request.ts";
import { pathWithQuery } from "./encode-query.ts";
import { createLibraryIndex } from "./library-index.ts";
import { noteRequest } from "./note-request.ts";
import type { Overseerr, OverseerrOptions } from "./overseerr.ts";
import { detectProduct, type Product } from "./product.ts";
import { toSearchPage } from "./search-result.ts";
import { fetchServices } from "./services.ts";
import { toTitleDetail } from "./title-detail.ts";
import { fetchUsers, toQuota, toUser } from "./users.ts";

/**
 * Makes the client of a server. It calls nobody until it is asked to.
 *
 * @param now milliseconds since the epoch
 * @throws ServerError `server-url`, `server-key` when the address or the key cannot be used at all
 */
export function createOverseerr(options: OverseerrOptions, now: () => number = Date.now): Overseerr {
  const client = createClient(options);
  const index = createLibraryIndex(client, now);
  const details: Overseerr["details"] = async (mediaType, tmdbId, { language, retry, signal } = {}) => {
    const { body } = await client.call({
      path: pathWithQuery(`/${mediaType}/${tmdbId}`, { language }),
      ...(retry !== undefined && { retry }),
      signal,
    });
    return toTitleDetail(mediaType, body, new Date(now()).toISOString());
  };
  const createRequest = createRequester({
    client,
    details: (mediaType, tmdbId, signal) => details(mediaType, tmdbId, { signal }),
    retries: options.retries ?? 3,
    backoffMs: options.backoffMs ?? 500,
  });
  let product: Promise<Product> | undefined;

  return {
    key: client.url,
    url: client.url,
    index,
    details,
    async get(path, query = {}, { signal } = {}) {
      return (await client.call({ path: pathWithQuery(path, query), signal })).body;
    },
    product({ signal } = {}) {
      // Shared by all callers, so nobody's abort may end it; only success is remembered.
      product ??= detectProduct(client).catch((error: unknown) => {
        product = undefined;
        throw error;
      });
      return untilAborted(product, signal);
    },
    async me(asUser, { signal } = {}) {
      return toUser((await client.call({ path: "/auth/me", asUser, signal })).body);
    },
    async search(query, { page, language, asUser, signal } = {}) {
      const path = pathWithQuery("/search", { query, page, language });
      return toSearchPage((await client.call({ path, asUser, signal })).body);
    },
    createRequest: (body, callOptions) => noteRequest(index, body, createRequest(body, callOptions)),
    async deleteRequest(id, { signal } = {}) {
      await client.call({ method: "DELETE", path: `/request/${id}`, signal });
    },
    users: ({ signal } = {}) => fetchUsers(client, signal),
    async quota(userId, { signal } = {}) {
      return toQuota((await client.call({ path: `/user/${userId}/quota`, signal })).body);
    },
    services: ({ signal } = {}) => fetchServices(client, signal),
    close: client.close,
  };
}
