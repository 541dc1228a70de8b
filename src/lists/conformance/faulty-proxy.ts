import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What goes wrong between a provider and its site. */
export type Fault =
  /** This answer instead of the site's. */
  | { kind: "answer"; status: number; headers?: Record<string, string>; body?: string }
  /** No answer at all. */
  | { kind: "hang" }
  /** The connection is closed without an answer. */
  | { kind: "drop" }
  /** The first half of the site's body, as if that were all. */
  | { kind: "half" }
  /** The first half of the site's body, then the connection breaks. */
  | { kind: "cut" }
  /** The site's first answer again and again, whatever is asked. */
  | { kind: "replay" };

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** A server that passes requests on to a site, and lets go wrong what a test wants to go wrong. */
export interface FaultyProxy {
  origin: string;
  /**
   * Sets what goes wrong; nothing any more when it is undefined.
   *
   * @param from the how-manieth request from now on is the first to go wrong; 1 by default
   */
  fault(fault: Fault | undefined, from?: number): void;
  /** Requests that came. */
  requests(): number;
  /** Most requests that were under way at once. */
  busiest(): number;
  close(): Promise<void>;
}

/**
 * Starts one on a free port.
 *
 * @param site origin of the server that plays the site
 */
export async function startFaultyProxy(site: string): Promise<FaultyProxy> {
  let planned: { fault: Fault; from: number } | undefined;
  let first: Answer | undefined;
  let count = 0;
  let underWay = 0;
  let busiest = 0;

  const server = createServer((request, response) => {
    count++;
    underWay++;
    busiest = Math.max(busiest, underWay);
    response.on("close", () => underWay--);
    const fault = planned && count >= planned.from ? planned.fault : undefined;
    serve(request, response, fault).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse, fault?: Fault): Promise<void> {
    if (fault?.kind === "hang") return;
    if (fault?.kind === "drop") return void response.destroy();
    if (fault?.kind === "answer") {
      const headers = { "content-type": "application/json", ...fault.headers };
      return void response.writeHead(fault.status, headers).end(fault.body);
    }
    const answer = (fault?.kind === "replay" ? first : undefined) ?? (await passOn(site, request));
    first ??= answer;
    const half = answer.body.subarray(0, Math.floor(answer.body.length / 2));
    if (fault?.kind === "cut") {
      response.writeHead(answer.status, { ...answer.headers, "content-length": answer.body.length });
      return void response.write(half, () => response.destroy());
    }
    const body = fault?.kind === "half" ? half : answer.body;
    response.writeHead(answer.status, { ...answer.headers, "content-length": body.length }).end(body);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fault(fault, from = 1) {
      planned = fault && { fault, from: count + from };
    },
    requests: () => count,
    busiest: () => busiest,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "content-encoding",
]);

async function passOn(site: string, request: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { host: _, connection: __, "accept-encoding": ___, ...headers } = request.headers;
  const answer = await fetch(`${site}${request.url}`, {
    method: request.method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
    body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
    redirect: "manual",
  });
  return {
    status: answer.status,
    headers: Object.fromEntries([...answer.headers].filter(([name]) => !HOP_BY_HOP.has(name))),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
