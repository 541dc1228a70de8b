import { untilAborted } from "../http/until-aborted.ts";
import type { ApiCall, Client } from "./connection/api-call.ts";
import { createClient } from "./connection/client.ts";
import type { Health } from "./health/health.ts";
import { tmdbAnswers } from "./health/tmdb-probe.ts";
import { asRecord, asRecords } from "./json-shape.ts";
import { createLibraryIndex, type LibraryIndex } from "./library/library-index.ts";
import { productOfMedia } from "./library/media-product.ts";
import * as messages from "./messages.ts";
import type { Overseerr, OverseerrOptions } from "./overseerr.ts";
import { createRequester } from "./posting/create-request.ts";
import { noteRequest } from "./posting/note-request.ts";
import { toWire } from "./posting/request-body.ts";
import { createRequestNews } from "./posting/request-news.ts";
import { retryRequest } from "./posting/retry-request.ts";
import { serialiseByKey } from "./posting/serialise-by-key.ts";
import { createWholeShows } from "./posting/whole-shows.ts";
import { pathWithQuery } from "./search/encode-query.ts";
import { toSearchPage } from "./search/search-result.ts";
import { ServerError } from "./server-error.ts";
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
  const client = createClient(options, now);
  const shared: Shared = {
    index: createLibraryIndex(client, now),
    oneByOne: serialiseByKey(),
    takesWholeShows: createWholeShows(client, now),
    requestNews: createRequestNews(client, now),
    now,
    retries: options.retries ?? 3,
    backoffMs: options.backoffMs ?? 500,
  };
  return api(client, shared);
}

/** Milliseconds in which a server answers that is well. */
const ALIVE_MS = 5000;

/** What all views of a server share, whichever run they belong to. */
interface Shared {
  index: LibraryIndex;
  oneByOne: ReturnType<typeof serialiseByKey>;
  takesWholeShows: ReturnType<typeof createWholeShows>;
  requestNews: ReturnType<typeof createRequestNews>;
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
    async alive({ signal } = {}) {
      // not /status: that answers a wrong key as well, and may ask GitHub before it does
      const call = { path: "/auth/me", retry: false, timeoutMs: ALIVE_MS, beside: true, signal };
      toUser((await client.call(call)).body);
    },
    product: ({ signal } = {}) => client.product(signal),
    takesWholeShows: ({ signal } = {}) => shared.takesWholeShows(signal),
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
    createRequest(body, callOptions) {
      return noteRequest(index, body, createRequest(body, callOptions));
    },
    checkRequest: (body, { signal } = {}) =>
      client.check({ method: "POST", path: "/request", json: toWire(body), ...(signal && { signal }) }),
    tmdbAnswers: ({ signal } = {}) => tmdbAnswers(client, signal),
    requestNews: ({ signal } = {}) => untilAborted(shared.requestNews.read(), signal),
    retryRequest: (id, { signal } = {}) =>
      retryRequest(client, id, signal).finally(shared.requestNews.forget),
    async deleteRequest(id, { signal } = {}) {
      await client.call({ method: "DELETE", path: `/request/${id}`, signal });
    },
    users: ({ signal } = {}) => fetchUsers(client, { signal }),
    async quota(userId, { signal } = {}) {
      return toQuota((await client.call({ path: `/user/${userId}/quota`, signal })).body);
    },
    services: ({ signal } = {}) => fetchServices(client, signal),
    watchedBy: (run, mayChange) => api(run.watch(checkingChanges(client, mayChange)), shared, run),
    close: client.close,
  };
}

function checkingChanges(client: Client, ready: ApiCall["ready"]): Client {
  if (!ready) return client;
  return {
    ...client,
    call: (call) => client.call((call.method ?? "GET") === "GET" ? call : { ...call, ready }),
  };
}

/** With TMDB failing behind it the server answers many searches with nothing. */
const doubtful = (host: string) => new ServerError("server-unavailable", messages.doubtfulNothing(host));
