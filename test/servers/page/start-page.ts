import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { readAssets } from "../../../src/node-red/page/assets.ts";
import { openShell, type ShellApp } from "../../../src/node-red/page/shell.ts";
import { answersOf } from "./answers.ts";
import { type PageData, pageData } from "./page-data.ts";

/** The page of this checkout's build, with an interface that is made up: as many titles and as much trouble as wanted. */
export interface PageServer {
  /** Of the page: ends in `list-sync/`. */
  url: string;
  /** What is said of who asks; may be changed. */
  who: {
    name: string | null;
    anonymous: boolean;
    rights: { read: boolean; write: boolean };
    open: boolean;
    version: string;
  };
  /** Answered in place of an answer, by path: `titles`. */
  trouble: Map<string, { status: number; body?: unknown }>;
  /** The token that is needed; none by default. */
  token: string | undefined;
  /** Keeps streams back, as Home Assistant did before 2026. */
  silent: boolean;
  /** What was asked so far: `GET titles?limit=100`. */
  seen: string[];
  /** What streams said that they had heard last. */
  resumed: string[];
  /** A profile that is running, to be told again. */
  running: ReturnType<typeof pageData>["running"];
  /** Bodies of what was done. */
  acted: { path: string; body: Record<string, unknown> }[];
  /** Sends an event to all streams. */
  send(event: string, data: unknown): void;
  /** Breaks all streams. */
  breakStreams(): void;
  close(): Promise<void>;
}

/** @param options `prefix`: what stands before everything: `/api/hassio_ingress/abc/` */
export async function startPage(options: PageData & { prefix?: string }): Promise<PageServer> {
  const { prefix = "/" } = options;
  const routes = new Map<string, Parameters<ShellApp["get"]>[1]>();
  const assets = readAssets(resolve(import.meta.dirname, join("../../..", "dist/page")));
  openShell({ get: (path, handler) => routes.set(path, handler) }, { assets, frames: [] }, () => true);
  const data = pageData(options);
  const answers = answersOf(data);
  const streams = new Set<ServerResponse>();
  let number = 0;

  const page: Omit<PageServer, "url" | "close"> = {
    who: { name: null, anonymous: false, rights: { read: true, write: true }, open: true, version: "1.2.3" },
    trouble: new Map(),
    token: undefined,
    silent: false,
    seen: [],
    resumed: [],
    running: data.running,
    acted: [],
    send(event, data) {
      number += 1;
      for (const stream of streams)
        stream.write(`id: ${number}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    breakStreams() {
      for (const stream of streams) stream.destroy();
    },
  };

  const json = (response: ServerResponse, status: number, body: unknown) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(body === undefined ? "" : JSON.stringify(body));
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", "http://127.0.0.1");
    if (!url.pathname.startsWith(prefix)) return void response.writeHead(404).end("Not Found");
    const path = `/${url.pathname.slice(prefix.length)}`;
    if (!path.startsWith("/list-sync/api/")) return shell(path, request, response);
    const route = path.slice("/list-sync/api/".length);
    page.seen.push(`${request.method} ${route}${url.search}`);
    const trouble = page.trouble.get(route) ?? page.trouble.get("*");
    if (trouble) return json(response, trouble.status, trouble.body);
    if (page.token !== undefined && request.headers.authorization !== `Bearer ${page.token}`)
      return json(response, 401, undefined);
    if (request.headers["x-list-sync"] !== "1")
      return json(response, 403, { ok: false, code: "forbidden", message: "" });
    if (route === "whoami") return json(response, 200, page.who);
    if (route === "live") {
      if (page.silent) return;
      response.writeHead(200, { "content-type": "text/event-stream" });
      page.resumed.push(String(request.headers["last-event-id"]));
      response.write(": hello\n\n");
      streams.add(response);
      response.on("close", () => streams.delete(response));
      return;
    }
    if (request.method === "POST") {
      let text = "";
      for await (const chunk of request) text += chunk;
      page.acted.push({ path: route, body: JSON.parse(text) });
    }
    const found = answers(route, url.searchParams);
    if (Buffer.isBuffer(found)) {
      response.writeHead(200, { "content-type": "image/png" });
      response.end(found);
    } else
      json(
        response,
        found === undefined ? 404 : 200,
        found ?? { error: { code: "not-found", message: "It is not here." } },
      );
  }

  function shell(path: string, request: IncomingMessage, response: ServerResponse): void {
    const name = path.startsWith("/list-sync/assets/") ? path.slice("/list-sync/assets/".length) : undefined;
    const handler = routes.get(name === undefined ? "/list-sync/" : "/list-sync/assets/:name");
    const isOurs = name !== undefined || path === "/list-sync/" || path === "/list-sync";
    const next = () => response.writeHead(404).end("Not Found");
    if (!handler || !isOurs) return void next();
    const params = name === undefined ? {} : { name };
    handler({ originalUrl: request.url ?? "", params, headers: request.headers }, response, next);
  }

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return Object.assign(page, {
    url: `http://127.0.0.1:${port}${prefix}list-sync/`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  });
}
