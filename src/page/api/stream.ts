/** One event of a stream, as `text/event-stream` writes it. */
export interface StreamEvent {
  id?: string;
  event: string;
  data: string;
}

/**
 * Reads the events of an answer as they come. Not by EventSource: that can send no header, and the token must not stand
 * in an address.
 *
 * @param beat called with each bit that arrives, comments included: the other side lives
 * @throws TypeError of fetch, when the connection breaks
 */
export async function* readEvents(response: Response, beat: () => void): AsyncGenerator<StreamEvent> {
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      beat();
      rest += value;
      const blocks = rest.split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = readBlock(block);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function readBlock(block: string): StreamEvent | undefined {
  const data: string[] = [];
  const event: StreamEvent = { event: "message", data: "" };
  for (const line of block.split(/\r?\n/)) {
    const [, name = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (name === "data") data.push(value);
    else if (name === "event") event.event = value;
    else if (name === "id") event.id = value;
  }
  // comments keep the connection open and say nothing
  return data.length > 0 ? { ...event, data: data.join("\n") } : undefined;
}
