import type { ServerResponse } from "node:http";
import * as messages from "./messages.ts";
import { WebhookRefusal } from "./refusal.ts";

/** What a request is answered: JSON with a sentence. */
export interface Answer {
  status: number;
  body: object;
  /** Seconds. */
  retryAfter?: number;
}

/** The answer of an error; of what nobody foresaw it says nothing. */
export function answerOf(error: unknown): Answer {
  if (!(error instanceof WebhookRefusal))
    return { status: 503, body: { result: "refused", code: "unavailable", message: messages.unexpected() } };
  const { status, code, message, retryAfter } = error;
  return {
    status,
    body: { result: "refused", code, message },
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

/** Sends an answer, once. The connection stays, or senders that are still sending would never read why they are refused. */
export function sendAnswer(response: ServerResponse, { status, body, retryAfter }: Answer): void {
  const text = { status, type: "application/json; charset=utf-8", body: `${JSON.stringify(body)}\n` };
  sendText(response, text, {
    ...(status === 401 && { "www-authenticate": 'Bearer realm="listsync"' }),
    ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
  });
}

/** The same of any type, which nobody keeps or takes for another. */
export function sendText(
  response: ServerResponse,
  { status, type, body }: { status: number; type: string; body: string },
  headers: Record<string, string> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(body);
}
