import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

/** A request as a test server saw it. */
export interface Seen {
  method: string;
  /** Path and query exactly as on the wire. */
  url: string;
  headers: IncomingMessage["headers"];
  at: number;
}

/** Starts a server for one test. */
export async function listen(
  answer: (request: IncomingMessage, response: ServerResponse, number: number) => void,
  tls?: { key: string; cert: string },
): Promise<{ url: string; seen: Seen[]; close(): Promise<void> }> {
  const seen: Seen[] = [];
  const listener: RequestListener = (request, response) => {
    seen.push({
      method: request.method ?? "",
      url: request.url ?? "",
      headers: request.headers,
      at: performance.now(),
    });
    answer(request, response, seen.length);
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A failing test that leaves its server behind must not keep the process from ending.
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
