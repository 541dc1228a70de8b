import { CancelledError } from "../errors.ts";
import { createHttp } from "../http/create-http.ts";
import type { Http, HttpResponse } from "../http/http.ts";
import { HttpError } from "../http/http-error.ts";
import { linkSignals } from "../http/linked-signal.ts";
import { keepSecret } from "../http/redact.ts";
import { parseBaseUrl } from "./base-url.ts";
import { checkUser } from "./deadly-calls.ts";
import { createDenialCheck } from "./denial-check.ts";
import { createGuard } from "./guard.ts";
import type { Product } from "./product.ts";
import { isDenied, refusalOf } from "./refusal.ts";
import { ServerError } from "./server-error.ts";
import { toServerError } from "./to-server-error.ts";

export interface ClientOptions {
  /** Base address with `http://` or `https://`, sub-path included. */
  url: string;
  apiKey: string;
  /** Milliseconds. @default 30000 */
  timeoutMs?: number;
  /** Calls under way at once. @default 4 */
  concurrency?: number;
  /** @default 3 */
  retries?: number;
  /** First back-off in milliseconds. @default 500 */
  backoffMs?: number;
  /** @default false */
  insecureTls?: boolean;
  /** Sent with every call, for proxies in front of the server. */
  headers?: Record<string, string>;
}

export interface ApiCall {
  /** @default "GET" */
  method?: "GET" | "POST" | "DELETE";
  /** Below `/api/v1`, with its query, encoded. */
  path: string;
  json?: unknown;
  asUser?: number | undefined;
  signal?: AbortSignal;
  timeoutMs?: number;
  retry?: boolean;
  /** Outside the calls under way at once: an answer that may take long holds nothing up. @default false */
  beside?: boolean;
}

/** Calls the server's API, but for calls that would end it, and turns everything but success into a ServerError. */
export interface Client {
  /** Base URL without secrets. */
  readonly url: string;
  readonly host: string;
  /**
   * @returns the body of a 2xx answer, and its status
   * @throws ServerError, CancelledError; InputError for a user to act as that is none
   */
  call(call: ApiCall): Promise<HttpResponse>;
  /** @throws as `call` for a call that it would not make, because it ends the server */
  check(call: ApiCall): Promise<void>;
  /** Which server it is; asked once, then remembered. */
  product(signal?: AbortSignal): Promise<Product>;
  /** Aborts what is under way but for requests that are being made; every later call fails as cancelled. */
  close(): void;
}

/** Headers whose values say how to talk, not who may. */
const OPEN_HEADER =
  /^(accept(-.+)?|content-.+|user-agent|host|origin|referer|x-forwarded-(for|host|port|proto|prefix))$/i;

/**
 * Makes a client with its own connections and queue.
 *
 * @throws ServerError `server-url`, `server-key` when address or key cannot be used at all; InputError `bad-input` for an
 *   extra header that names a user to act as who is none
 */
export function createClient(options: ClientOptions): Client {
  const { url, host, authorization, secrets } = parseBaseUrl(options.url);
  const apiKey = checkKey(options.apiKey);
  for (const [name, value] of Object.entries(options.headers ?? {}))
    if (/^x-api-user$/i.test(name.trim())) checkUser(value);
  const http = createHttp({
    ...options,
    headers: { ...(authorization && { Authorization: authorization }), ...options.headers },
  });
  const releases = [apiKey, ...secrets, ...secretHeaders(options.headers)].map(keepSecret);
  const lifetime = new AbortController();

  const send = async ({ path, asUser, signal, ...call }: ApiCall) => {
    // a request that is on its way may take effect: its answer is waited for, though the client is closed
    const linked = linkSignals(signal, call.method === "POST" ? undefined : lifetime.signal);
    const request = { ...call, url: `${url}/api/v1${path}`, headers: identity(apiKey, asUser) };
    try {
      return await sendRequest(http, { ...request, signal: linked.signal });
    } finally {
      linked.unlink();
    }
  };
  const explainDenial = createDenialCheck((asUser, signal) => send({ path: "/auth/me", asUser, signal }));

  const callApi = async (call: ApiCall): Promise<HttpResponse> => {
    if (lifetime.signal.aborted) throw new CancelledError("The connection to the server was closed.");
    const response = await send(call);
    const described = { host, url: `${url}/api/v1${call.path}`, asUser: call.asUser };
    const refusal = refusalOf(response, described);
    if (refusal === undefined) return response;
    throw isDenied(response) ? await explainDenial(response, described, call.signal) : refusal;
  };

  const guard = createGuard({ host, call: callApi });

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
      lifetime.abort();
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

/** Headers that say who calls. An empty user would be taken for the administrator. */
const identity = (apiKey: string, asUser?: number): Record<string, string> => ({
  "X-Api-Key": apiKey,
  ...(asUser !== undefined && { "X-API-User": String(asUser) }),
});

function checkKey(apiKey: string): string {
  const key = apiKey.trim();
  if (key === "")
    throw new ServerError(
      "server-key",
      "The server has no API key. Copy it from the server's Settings > General.",
    );
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new ServerError(
      "server-key",
      "The API key contains blanks or characters that no key has. Copy it again from the server's Settings > General.",
    );
  return key;
}

/** Values of extra headers, and what is behind `Bearer` in one. */
const secretHeaders = (headers: Record<string, string> = {}) =>
  Object.entries(headers).flatMap(([name, value]) =>
    OPEN_HEADER.test(name) ? [] : [value, value.replace(/^\w+\s+/, "")],
  );
