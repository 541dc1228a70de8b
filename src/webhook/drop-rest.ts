import type { IncomingMessage } from "node:http";

/** Milliseconds and bytes for which the rest of a refused body is let in: cut off at once, many senders never read why. */
const PATIENCE_MS = 2000;
const MOST_BYTES = 16 * 1024 * 1024;

/** Throws away what is still coming of a body, for a while, and then the connection. */
export function dropRest(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  let bytes = 0;
  const end = () => {
    clearTimeout(timer);
    if (!request.readableEnded) request.destroy();
  };
  const timer = setTimeout(end, PATIENCE_MS);
  timer.unref();
  request.on("error", () => {});
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) end();
  });
  request.once("end", () => clearTimeout(timer));
  request.once("close", () => clearTimeout(timer));
  request.resume();
}
