import { createServer, type IncomingMessage, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";

/** A forward proxy with an allow-list, as the one in deploy/proxy. */
export interface ForwardProxy {
  url: string;
  /** What it was asked for: `GET http://host/path` and `CONNECT host:443`. */
  seen: string[];
  close(): Promise<void>;
}

/**
 * @param ports - hosts that it lets through, with the port on this machine where they are; others get a 403, as squid
 *   answers
 */
export async function startForwardProxy(ports: Record<string, number>): Promise<ForwardProxy> {
  const seen: string[] = [];
  const tunnels = new Set<Duplex>();
  const server = createServer((incoming, response) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    const { hostname, pathname, search } = new URL(incoming.url ?? "", "http://nobody");
    const port = ports[hostname];
    if (port === undefined)
      return void response
        .writeHead(403, { "X-Squid-Error": "ERR_ACCESS_DENIED 0" })
        .end("<html>denied</html>");
    const passed = request({
      host: "127.0.0.1",
      port,
      path: pathname + search,
      method: incoming.method,
      headers: incoming.headers,
    });
    passed.on("response", (answer: IncomingMessage) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.writeHead(502).end());
    incoming.pipe(passed);
  });
  server.on("connect", (incoming, socket, head) => {
    seen.push(`CONNECT ${incoming.url}`);
    const port = ports[String(incoming.url).split(":")[0] ?? ""];
    if (port === undefined) return void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const passed = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      passed.write(head);
      passed.pipe(socket).pipe(passed);
    });
    for (const end of [passed, socket]) {
      tunnels.add(end);
      end.on("error", () => passed.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const tunnel of tunnels) tunnel.destroy();
      }),
  };
}
