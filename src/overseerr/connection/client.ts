import { CancelledError, throwIfCancelled } from "../../errors.ts";
import { createHttp } from "../../http/create-http.ts";
import type { Http, HttpResponse } from "../../http/http.ts";
import { HttpError } from "../../http/http-error.ts";
import { linkSignals } from "../../http/linked-signal.ts";
import { keepSecret } from "../../http/redact.ts";
import { ServerError } from "../server-error.ts";
import type { ApiCall, Client } from "./api-call.ts";
import { parseBaseUrl } from "./base-url.ts";
import { type CallListener, watchCall } from "./call-watch.ts";
import { checkUser } from "./deadly-calls.ts";
import { createDenialCheck } from "./denial-check.ts";
import { createGuard } from "./guard.ts";
import * as messages from "./messages.ts";
import { errorText, isDenied, responseError, serverError } from "./response-error.ts";
import { toServerError } from "./to-server-error.ts";

export interface ClientOptions {
  /** Base address with `http://` or `https://`, sub-path included. */
  url: string;
  apiKey: string;
  /** Milliseconds. @default 30000 */
  timeoutMs?: number;
  /** Calls under way at once. @default 4 */
  concurrency?: number;
  /** Read with 4 to 16 calls at once, as the server bears; requests stay at `concurrency`. @default false */
  adaptiveReads?: boolean;
  /** @default 3 */
  retries?: number;
  /** First back-off in milliseconds. @default 500 */
  backoffMs?: number;
  /** @default false */
  insecureTls?: boolean;
  /** Sent with every call, for proxies in front of the server. */
  headers?: Record<string, string>;
  /** Told of each call that is over. @default nobody */
  onCall?: CallListener;
}

/** Reads under way at once where they are as many as the server bears. */
export const READS_AT_ONCE = { least: 4, most: 16 };

/** Who we are: asked as the key's own user it says whether the key is right. */
const WHO = "/auth/me";

/** Headers whose values say how to talk, not who may. */
const OPEN_HEADER =
  /^(accept(-.+)?|content-.+|user-agent|host|origin|referer|x-forwarded-(for|host|port|proto|prefix))$/i;

/**
 * Makes a client with its own connections and queue.
 *
 * @param now milliseconds since the epoch
 * @throws ServerError `server-url`, `server-key` when address or key cannot be used at all; InputError `bad-input` for an
 *   extra header that names a user to act as who is none
 */
export function createClient(options: ClientOptions, now: () => number = Date.now): Client {
  const { url, host, authorization, secrets } = parseBaseUrl(options.url);
  const apiKey = checkKey(options.apiKey);
  const { onCall } = options;
  for (const [name, value] of Object.entries(options.headers ?? {}))
    if (/^x-api-user$/i.test(name.trim())) checkUser(value);
  const http = createHttp({
    ...options,
    ...(options.adaptiveReads && { readsAtOnce: READS_AT_ONCE }),
    headers: { ...(authorization && { Authorization: authorization }), ...options.headers },
  });
  const releases = [apiKey, ...secrets, ...secretHeaders(options.headers)].map(keepSecret);
  const lifetime = new AbortController();

  const send = async ({ path, asUser, signal, etag, ...call }: ApiCall) => {
    const linked = linkSignals(signal, lifetime.signal);
    const request = { ...call, url: `${url}/api/v1${path}`, headers: identity(apiKey, asUser, etag) };
    // what is on its way may take effect
    const lasting = call.method === "POST";
    try {
      return await sendRequest(http, { ...request, lasting, signal: linked.signal });
    } finally {
      linked.unlink();
    }
  };
  /** Whoever counts hears of every call, those for whose sake another one is made included. */
  const counted =
    (make: (call: ApiCall) => Promise<HttpResponse>) =>
    (call: ApiCall): Promise<HttpResponse> =>
      onCall ? watchCall(call, make, onCall, now) : make(call);
  const ask = counted(send);
  const explainDenial = createDenialCheck((asUser, signal) => ask({ path: WHO, asUser, signal }));

  const callApi = counted(async (call) => {
    throwIfCancelled(lifetime.signal);
    const response = await send(call);
    if (response.status === 304 && call.etag !== undefined) return response;
    const described = { host, url: `${url}/api/v1${call.path}`, asUser: call.asUser };
    const refusal = responseError(response, described);
    if (refusal === undefined) return response;
    if (!isDenied(response)) throw refusal;
    // that is how it is found out whether the key is wrong
    if (call.path === WHO && call.asUser === undefined)
      throw serverError("server-key", described, errorText(response), response);
    throw await explainDenial(response, described, call.signal);
  });

  const guard = createGuard({ host, call: callApi }, now);

  return {
    url,
    host,
    async call(call) {
      await guard.check(call);
      const response = await callApi(call);
      guard.learn(call, response);
      return response;
    },
    check: guard.check,
    product: guard.product,
    close() {
      lifetime.abort(new CancelledError("The connection to the server was closed."));
      for (const release of releases) release();
    },
  };
}

async function sendRequest(http: Http, request: Parameters<Http["request"]>[0]): Promise<HttpResponse> {
  try {
    return await http.request(request);
  } catch (error) {
    throw error instanceof HttpError ? toServerError(error) : error;
  }
}

/** Headers that say who calls, and what is known. An empty user would be taken for the administrator. */
const identity = (apiKey: string, asUser?: number, etag?: string): Record<string, string> => ({
  "X-Api-Key": apiKey,
  ...(asUser !== undefined && { "X-API-User": String(asUser) }),
  ...(etag !== undefined && { "If-None-Match": etag }),
});

function checkKey(apiKey: string): string {
  const key = apiKey.trim();
  if (key === "") throw new ServerError("server-key", messages.noKey());
  if (!/^[\x21-\x7e]+$/.test(key)) throw new ServerError("server-key", messages.badKey());
  return key;
}

/** Values of extra headers, and what is behind `Bearer` in one. */
const secretHeaders = (headers: Record<string, string> = {}) =>
  Object.entries(headers).flatMap(([name, value]) =>
    OPEN_HEADER.test(name) ? [] : [value, value.replace(/^\w+\s+/, "")],
  );
