import { type Client, createClient } from "./client.ts";
import { createRequester, toWire } from "./create-request.ts";
import { pathWithQuery } from "./encode-query.ts";
import { fetchFailedRequests, retryRequest } from "./failed-requests.ts";
import type { Health } from "./health.ts";
import { asRecord, asRecords } from "./json-shape.ts";
import { createLibraryIndex, type LibraryIndex } from "./library-index.ts";
import { productOfMedia } from "./media-product.ts";
import { noteRequest } from "./note-request.ts";
import type { Overseerr, OverseerrOptions } from "./overseerr.ts";
import { toSearchPage } from "./search-result.ts";
import { ServerError } from "./server-error.ts";
import { fetchServices } from "./services.ts";
import { toTitleDetail } from "./title-detail.ts";
import { tmdbAnswers } from "./tmdb-probe.ts";
import { createTurns } from "./turns.ts";
import { fetchUsers, toQuota, toUser } from "./users.ts";

/**
 * Makes the client of a server. It calls nobody until it is asked to.
 *
 * @param now milliseconds since the epoch
 * @throws ServerError `server-url`, `server-key` when the address or the key cannot be used at all
 */
export function createOverseerr(options: OverseerrOptions, now: () => number = Date.now): Overseerr {
  const client = createClient(options);
  const shared: Shared = {
    index: createLibraryIndex(client, now),
    takeTurns: createTurns(),
    now,
    retries: options.retries ?? 3,
    backoffMs: options.backoffMs ?? 500,
  };
  return api(client, shared);
}

/** What all views of a server share, whichever run they belong to. */
interface Shared {
  index: LibraryIndex;
  takeTurns: ReturnType<typeof createTurns>;
  now: () => number;
  retries: number;
  backoffMs: number;
}

/** @param health of the run whose calls these are; undefined for calls of no run */
function api(client: Client, shared: Shared, health?: Health): Overseerr {
  const { index, now } = shared;
  const details: Overseerr["details"] = async (mediaType, tmdbId, { language, retry, signal } = {}) => {
    const { body } = await client.call({
      path: pathWithQuery(`/${mediaType}/${tmdbId}`, { language }),
      ...(retry !== undefined && { retry }),
      signal,
    });
    const product = await productOfMedia(client, [asRecord(asRecord(body)?.mediaInfo)]);
    return toTitleDetail(mediaType, body, new Date(now()).toISOString(), product);
  };
  const createRequest = createRequester({
    client,
    details: (mediaType, tmdbId, signal) => details(mediaType, tmdbId, { signal }),
    isFailing: () => health?.isWaiting("post") ?? false,
    ...shared,
  });

  return {
    key: client.url,
    url: client.url,
    index,
    details,
    async get(path, query = {}, { signal } = {}) {
      return (await client.call({ path: pathWithQuery(path, query), signal })).body;
    },
    product: ({ signal } = {}) => client.product(signal),
    async me(asUser, { signal } = {}) {
      return toUser((await client.call({ path: "/auth/me", asUser, signal })).body);
    },
    async search(query, { page, language, asUser, signal } = {}) {
      const path = pathWithQuery("/search", { query, page, language });
      const { body } = await client.call({ path, asUser, signal });
      const media = asRecords(asRecord(body)?.results).map(({ mediaInfo }) => asRecord(mediaInfo));
      const found = toSearchPage(body, await productOfMedia(client, media));
      if (health?.isDoubtful && found.results.length === 0) throw doubtful(client.host);
      return found;
    },
    createRequest: (body, callOptions) => noteRequest(index, body, createRequest(body, callOptions)),
    checkRequest: (body, { signal } = {}) =>
      client.check({ method: "POST", path: "/request", json: toWire(body), ...(signal && { signal }) }),
    tmdbAnswers: ({ signal } = {}) => tmdbAnswers(client, signal),
    failedRequests: ({ signal } = {}) => fetchFailedRequests(client, signal),
    retryRequest: (id, { signal } = {}) => retryRequest(client, id, signal),
    async deleteRequest(id, { signal } = {}) {
      await client.call({ method: "DELETE", path: `/request/${id}`, signal });
    },
    users: ({ signal } = {}) => fetchUsers(client, signal),
    async quota(userId, { signal } = {}) {
      return toQuota((await client.call({ path: `/user/${userId}/quota`, signal })).body);
    },
    services: ({ signal } = {}) => fetchServices(client, signal),
    within: (run) => api(run.watch(client), shared, run),
    close: client.close,
  };
}

/** With TMDB failing behind it the server answers many searches with nothing. */
const doubtful = (host: string) =>
  new ServerError(
    "server-unavailable",
    `${host} found nothing, but other calls fail at present, so that says little. The next run asks again.`,
  );
