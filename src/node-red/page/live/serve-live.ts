import type { PageRequest } from "../access.ts";
import type { Call, PageResponse } from "../answer.ts";
import * as messages from "../messages.ts";
import { PageError } from "../page-error.ts";
import type { LiveHub } from "./live-hub.ts";
import { liveReader } from "./live-reader.ts";

/** Streams at once, and milliseconds between two looks at whether the token still counts. */
const MOST = 100;
const CHECK_MS = 60_000;

/**
 * Writes what goes on until the other side leaves, or may not watch any more.
 *
 * @param checkMs milliseconds between two looks at who it is
 */
export function serveLive(hub: Pick<LiveHub, "join" | "catchUp">, checkMs = CHECK_MS) {
  let streams = 0;
  return async (
    { who, signal, whoNow }: Call,
    response: PageResponse,
    { headers }: PageRequest,
  ): Promise<void> => {
    if (streams >= MOST) throw new PageError(503, "too-many", messages.tooManyStreams());
    streams++;
    const gone = new AbortController();
    const leave = () => gone.abort();
    signal.addEventListener("abort", leave, { once: true });
    const lastId = headers["last-event-id"];
    for (const [name, value] of HEADERS) response.setHeader(name, value);
    response.flushHeaders?.();
    const reader = liveReader(response, () => hub.catchUp(reader), leave);
    reader.comment();
    const part = hub.join(reader, typeof lastId === "string" ? lastId : undefined);
    const check = setInterval(() => {
      void whoNow().then((now) => {
        if (gone.signal.aborted) return;
        if (now?.rights.read && now.name === who.name && now.anonymous === who.anonymous) return;
        response.write("event: logout\ndata: {}\n\n");
        leave();
      });
    }, checkMs);
    check.unref();
    await new Promise<void>((resolve) => {
      if (gone.signal.aborted) return resolve();
      gone.signal.addEventListener("abort", () => resolve(), { once: true });
    });
    clearInterval(check);
    part();
    streams--;
    response.end();
  };
}

const HEADERS = [
  ["Content-Type", "text/event-stream; charset=utf-8"],
  ["Cache-Control", "no-cache, no-transform"],
  ["X-Accel-Buffering", "no"],
  ["X-Content-Type-Options", "nosniff"],
] as const;
