import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./world.ts";

/** Sends an answer as Express does: weak ETag, 304 on a match, no compression. */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.json === undefined) {
    response.writeHead(answer.status).end();
    return;
  }
  const body = JSON.stringify(answer.json);
  const etag = weakEtag(body);
  response.setHeader("etag", etag);
  const unchanged =
    request.method === "GET" && answer.status === 200 && request.headers["if-none-match"] === etag;
  if (unchanged) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.setHeader("content-length", Buffer.byteLength(body));
  response.writeHead(answer.status).end(body);
}

/** Sends a page. */
export function sendHtml(
  response: ServerResponse,
  status: number,
  html: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers }).end(html);
}

function weakEtag(body: string): string {
  const hash = createHash("sha1").update(body).digest("base64").slice(0, 27);
  return `W/"${Buffer.byteLength(body).toString(16)}-${hash}"`;
}
