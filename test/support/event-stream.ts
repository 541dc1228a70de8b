import { poll } from "./poll.ts";

/** An event of a stream. */
export interface StreamEvent {
  id: string;
  event: string;
  data: Record<string, unknown>;
}

/** Reads a stream of server-sent events until it is closed. */
export async function readEvents(url: string, headers: Record<string, string> = {}) {
  const stop = new AbortController();
  const response = await fetch(url, { headers: { "x-list-sync": "1", ...headers }, signal: stop.signal });
  const events: StreamEvent[] = [];
  let text = "";
  const over = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const parts = text.split("\n\n");
      text = parts.pop() ?? "";
      for (const part of parts) if (!part.startsWith(":")) events.push(parse(part));
    }
  })().catch(() => {});
  return {
    status: response.status,
    headers: response.headers,
    events,
    over,
    /** Resolves with the first event that fits. */
    first: (fits: (event: StreamEvent) => boolean) => poll(() => events.find(fits), "an event"),
    close: () => stop.abort(),
  };
}

function parse(part: string): StreamEvent {
  const line = (name: string) =>
    part
      .split("\n")
      .find((each) => each.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? "";
  return { id: line("id"), event: line("event"), data: JSON.parse(line("data") || "{}") };
}
