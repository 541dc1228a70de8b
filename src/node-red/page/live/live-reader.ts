import type { PageResponse } from "../answer.ts";

/** Somebody who watches. */
export interface LiveReader {
  /** Left out while the reader has not taken what it was sent before: nothing piles up for it. */
  send(text: string): void;
  comment(): void;
}

/** Milliseconds after which a reader that takes nothing is left alone. */
const STUCK_MS = 60_000;

/**
 * @param onCaughtUp called when a reader that had fallen behind takes something again
 * @param onStuck called when it takes nothing for a minute
 */
export function liveReader(
  response: Pick<PageResponse, "write" | "on">,
  onCaughtUp: () => void,
  onStuck: () => void,
): LiveReader {
  let isBehind = false;
  let hasMissed = false;
  let stuck: NodeJS.Timeout | undefined;

  function write(text: string): void {
    if (response.write(text)) return;
    isBehind = true;
    stuck = setTimeout(onStuck, STUCK_MS);
    stuck.unref();
  }
  response.on("drain", () => {
    clearTimeout(stuck);
    isBehind = false;
    if (!hasMissed) return;
    hasMissed = false;
    onCaughtUp();
  });
  response.on("close", () => clearTimeout(stuck));
  return {
    send(text) {
      if (isBehind) hasMissed = true;
      else write(text);
    },
    comment() {
      if (!isBehind) write(":\n\n");
    },
  };
}
