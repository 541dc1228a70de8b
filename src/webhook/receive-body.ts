import type { IncomingMessage } from "node:http";
import type { BodyBudget } from "./body-budget.ts";
import * as messages from "./messages.ts";
import { WebhookRefusal } from "./refusal.ts";

export interface ReceiveOptions {
  maxBytes: number;
  /** Milliseconds for the whole body. @default 10000 */
  timeoutMs?: number;
  budget: BodyBudget;
}

/** A request whose body somebody before us may have read. */
export type BodyRequest = IncomingMessage & { body?: unknown };

const MEGABYTE = 1024 * 1024;

/**
 * Refuses a body by what its headers say, before any of it is read.
 *
 * @throws WebhookRefusal 413
 */
export function refuseByLength({ headers }: IncomingMessage, maxBytes: number): void {
  if (Number(headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

/**
 * Reads the body as it came over the wire.
 *
 * @throws WebhookRefusal 400 when it breaks off or takes too long, 413, 503
 */
export async function receiveBody(request: BodyRequest, options: ReceiveOptions): Promise<Buffer> {
  const { maxBytes, timeoutMs = 10_000, budget } = options;
  // an HTTP In node with the same path, and "raw body", was before us
  if (Buffer.isBuffer(request.body)) return within(request.body, maxBytes);
  if (request.readableEnded || request.body !== undefined)
    throw new WebhookRefusal(503, messages.alreadyRead());
  refuseByLength(request, maxBytes);
  return new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let total = 0;
    const arriving = budget.begin(request.socket.remoteAddress ?? "", fail);
    const timer = setTimeout(
      () => fail(new WebhookRefusal(400, messages.tooSlow(timeoutMs / 1000))),
      timeoutMs,
    );
    const listeners = {
      data(chunk: Buffer) {
        if (total + chunk.length > maxBytes) return fail(tooLarge(maxBytes));
        try {
          arriving.take(chunk.length);
        } catch (error) {
          return fail(error);
        }
        total += chunk.length;
        chunks.push(chunk);
      },
      end() {
        stop();
        resolve(Buffer.concat(chunks, total));
      },
      close: () => fail(new WebhookRefusal(400, messages.brokenOff())),
      error: () => fail(new WebhookRefusal(400, messages.brokenOff())),
    };
    function stop(): void {
      clearTimeout(timer);
      arriving.end();
      for (const [event, listener] of Object.entries(listeners)) request.off(event, listener);
    }
    function fail(error: unknown): void {
      stop();
      request.pause();
      reject(error);
    }
    for (const [event, listener] of Object.entries(listeners)) request.on(event, listener);
  });
}

function within(body: Buffer, maxBytes: number): Buffer {
  if (body.length > maxBytes) throw tooLarge(maxBytes);
  return body;
}

const tooLarge = (maxBytes: number) =>
  new WebhookRefusal(413, messages.tooLarge(Math.round((maxBytes / MEGABYTE) * 100) / 100));
