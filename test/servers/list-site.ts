import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { type Fault, startFaultyProxy } from "../../src/lists/conformance/faulty-proxy.ts";

/** A request as a list site sees it. */
export interface SiteRequest {
  method: string;
  /** Decoded path segments. */
  segments: string[];
  query: URLSearchParams;
  headers: Record<string, string>;
  /** As sent. */
  url: string;
  /** The body as text; empty when there is none. */
  text: string;
}

/** What a site answers; `json` or `body`. */
export interface SiteAnswer {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  body?: string;
}

/** A running list site on which things can go wrong. */
export interface ListSite {
  origin: string;
  /** Everything that reached the site itself, oldest first. */
  requests: SiteRequest[];
  /** Milliseconds before each answer. @default 0 */
  latencyMs: number;
  /** See {@link Fault}: an answer of your choice, no answer, a broken connection, half a body … */
  fault(fault: Fault | undefined, from?: number): void;
  close(): Promise<void>;
}

type Answering = (request: SiteRequest) => SiteAnswer | Promise<SiteAnswer>;

/** Starts a site on a free port of this machine. @param answer what it says to a request */
export async function startListSite(answer: Answering): Promise<ListSite> {
  const requests: SiteRequest[] = [];
  const reply = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://site");
    const seen: SiteRequest = {
      method: request.method ?? "GET",
      segments: url.pathname.split("/").filter(Boolean).map(decodeURIComponent),
      query: url.searchParams,
      headers: request.headers as Record<string, string>,
      url: request.url ?? "/",
      text: await text(request),
    };
    requests.push(seen);
    if (site.latencyMs > 0) await pause(site.latencyMs);
    const { status = 200, headers, json, body } = await answer(seen);
    const type = body === undefined ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
    response.writeHead(status, { "content-type": type, ...headers });
    response.end(body ?? JSON.stringify(json));
  };
  const server = createServer((request, response) => {
    // a mistake in the answer must fail the test that asked, not the whole process
    reply(request, response).catch((error: unknown) => response.writeHead(599).end(String(error)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy = await startFaultyProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const site: ListSite = {
    origin: proxy.origin,
    requests,
    latencyMs: 0,
    fault: proxy.fault,
    async close() {
      await proxy.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return site;
}
