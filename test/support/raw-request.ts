import { request } from "node:http";

export interface RawRequest {
  method: string;
  /** As it goes over the wire: nothing is encoded, unlike with `fetch`. */
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** Milliseconds after which "no answer" is the answer. @default 5000 */
  timeoutMs?: number;
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Sends a request exactly as written; `undefined` when there is no answer in time. Redirects are not followed. */
export function rawRequest(origin: string, sent: RawRequest): Promise<RawAnswer | undefined> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const { method, path, headers } = sent;
    const outgoing = request({ hostname, port, method, path, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
      });
    });
    outgoing.setTimeout(sent.timeoutMs ?? 5000, () => {
      resolve(undefined);
      outgoing.destroy();
    });
    outgoing.on("error", (error) => (outgoing.destroyed ? resolve(undefined) : reject(error)));
    outgoing.end(sent.body);
  });
}
