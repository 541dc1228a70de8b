import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { setImmediate } from "node:timers/promises";
import axios, { AxiosError, type AxiosInstance, type AxiosResponse } from "axios";
import axiosRetry from "axios-retry";
import PQueue from "p-queue";
import { cancellation, InputError, ListSyncError, throwIfCancelled } from "../errors.ts";
import { createTurnShare } from "../turn-share.ts";
import type { Http, HttpOptions, HttpRequest, HttpResponse } from "./http.ts";
import { linkSignals } from "./linked-signal.ts";
import * as messages from "./messages.ts";
import { checkProxy } from "./proxy-refusal.ts";
import { readBody } from "./read-body.ts";
import { createReadSlots, type ReadSlots } from "./read-slots.ts";
import { type RedirectGuard, redirectGuard } from "./redirect-guard.ts";
import { retryPolicy } from "./retry-policy.ts";
import { toHttpError } from "./to-http-error.ts";
import { createTransport } from "./transport.ts";
import { USER_AGENT } from "./user-agent.ts";

/** Bytes of a body that takes milliseconds to read. */
const LARGE = 100_000;

/** Of all clients of the process. */
const reading = createTurnShare();

/** Custom headers that must not follow a redirect to another host. */
const SECRET_HEADER = /key|token|auth|secret|cookie/i;

/**
 * Makes an HTTP client with its own queue and connections. Proxies of the environment (`HTTP_PROXY`, `HTTPS_PROXY`,
 * `NO_PROXY`) are respected. A request keeps its place among the concurrent ones while it waits for a retry, which
 * slows everybody down when the other side is in trouble.
 *
 * @param options see {@link HttpOptions}
 * @param random from 0 to 1, for the jitter of the back-off
 */
export function createHttp(options: HttpOptions = {}, random: () => number = Math.random): Http {
  const { timeoutMs = 30_000, maxBytes = 50 * 1024 * 1024, retries = 3 } = options;
  const slots = new PQueue({ concurrency: options.concurrency ?? 4 });
  const reads = options.readsAtOnce ? createReadSlots(options.readsAtOnce) : undefined;
  const guard = redirectGuard(options.insecureTls, options.lookup);
  const client = createClient(options, guard, retries, maxBytes, random, reads);

  const placesOf = ({ method = "GET" }: HttpRequest) => (method === "GET" && reads?.slots) || slots;

  return {
    async request<T>(request: HttpRequest): Promise<HttpResponse<T>> {
      throwIfCancelled(request.signal);
      checkUrl(request.url);
      checkHeaders(request.headers);
      const limits = { timeoutMs: request.timeoutMs ?? timeoutMs, maxBytes };
      const { signal, unlink } = linkSignals(request.signal);
      try {
        const attempt = async () => {
          await request.ready?.(signal);
          throwIfCancelled(signal);
          if (request.lasting) unlink();
          return await send(client, guard, { ...request, signal }, limits.timeoutMs, retries);
        };
        const response = request.beside ? await attempt() : await placesOf(request).add(attempt, { signal });
        const headers = plainHeaders(response);
        checkProxy(request.url, { status: response.status, headers });
        // several pages of a library that arrive together are read in as many turns of the event loop
        while (response.data.byteLength > LARGE && reading.isUsed()) await setImmediate();
        const body = reading.use(() => readBody(response.data, headers["content-type"], request.as) as T);
        return { status: response.status, headers, body };
      } catch (error) {
        if (signal.aborted) throw cancellation(signal);
        // it was not sent
        if (error instanceof ListSyncError) throw error;
        throw toHttpError(error, request.url, limits);
      } finally {
        unlink();
      }
    },
  };
}

function createClient(
  options: HttpOptions,
  guard: RedirectGuard,
  retries: number,
  maxBytes: number,
  random: () => number,
  reads: ReadSlots | undefined,
): AxiosInstance {
  // Counted per attempt, retries included; a sliding window, because fixed ones let twice as many through.
  const starts =
    options.perMinute === undefined
      ? undefined
      : new PQueue({ interval: 60_000, intervalCap: options.perMinute, strict: true });
  const client = axios.create({
    adapter: createTransport((attempt, signal) => {
      const watched = () => reads?.watch(attempt) ?? attempt();
      return starts?.add(watched, { signal }) ?? watched();
    }),
    httpAgent: new HttpAgent({ keepAlive: true, lookup: guard.lookup }),
    httpsAgent: new HttpsAgent({
      keepAlive: true,
      lookup: guard.lookup,
      rejectUnauthorized: !options.insecureTls,
    }),
    maxRedirects: options.maxRedirects ?? 0,
    maxContentLength: maxBytes,
    responseType: "arraybuffer",
    transformRequest: (data) => data,
    transformResponse: (data) => data,
    headers: { common: { "User-Agent": options.userAgent ?? USER_AGENT, ...options.headers } },
  });
  axiosRetry(
    client,
    retryPolicy({
      retries,
      backoffMs: options.backoffMs ?? 500,
      maxRetryAfterMs: options.maxRetryAfterMs ?? 60_000,
      random,
    }),
  );
  return client;
}

async function send(
  client: AxiosInstance,
  guard: RedirectGuard,
  request: HttpRequest,
  timeout: number,
  retries: number,
): Promise<AxiosResponse> {
  const { method = "GET", url, signal, beside = false } = request;
  const { data, type } = bodyOf(request);
  const retry = request.retry ?? method === "GET";
  try {
    return await client.request({
      method,
      url,
      timeout,
      signal,
      beside,
      data,
      headers: {
        Accept: (request.as ?? "json") === "json" ? "application/json" : "*/*",
        ...(type && { "Content-Type": type }),
        ...request.headers,
      },
      beforeRedirect: (hop, { headers }, { url: from }) =>
        guard.judge({ named: request.named ?? url, from, to: String(headers.location ?? from) }, hop),
      sensitiveHeaders: Object.keys({ ...client.defaults.headers.common, ...request.headers }).filter(
        (name) => SECRET_HEADER.test(name),
      ),
      "axios-retry": { retries: retry ? retries : 0 },
    });
  } catch (error) {
    if (error instanceof AxiosError && error.response) return error.response;
    throw error;
  }
}

function bodyOf({ json, form }: HttpRequest): { data?: string; type?: string } {
  if (json !== undefined) return { data: JSON.stringify(json), type: "application/json" };
  if (form) return { data: new URLSearchParams(form).toString(), type: "application/x-www-form-urlencoded" };
  return {};
}

function checkUrl(url: string): void {
  if (/^https?:\/\/[^/]/i.test(url) && URL.canParse(url)) return;
  throw new InputError("bad-input", messages.notAWebAddress());
}

/** The library would leave out what cannot be sent: a key without one of its letters is another key. */
function checkHeaders(headers: Record<string, string> = {}): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new InputError("bad-input", messages.badHeaderName());
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw new InputError("bad-input", messages.badHeaderValue(name));
  }
}

function plainHeaders(response: AxiosResponse): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined && value !== null)
      headers[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : String(value);
  }
  return headers;
}
