import type { Message } from "../../message.ts";

/** Holds messages back until nothing alike came for a while. */
export interface Debounce {
  /** @param alike what makes two messages one wish */
  push(message: Message, alike: string): void;
  /** Drops what is held back. */
  close(): void;
}

/**
 * Sends of several messages that are alike only the last one, once nothing came for a while, at the latest after ten
 * times as long. Others are other wishes and wait for themselves.
 *
 * @param ms milliseconds; 0 sends at once
 */
export function createDebounce(ms: number, send: (message: Message) => void): Debounce {
  const waiting = new Map<string, { timer: NodeJS.Timeout; since: number }>();
  return {
    push(message, alike) {
      if (ms <= 0) return send(message);
      const before = waiting.get(alike);
      clearTimeout(before?.timer);
      const since = before?.since ?? Date.now();
      const wait = Math.max(0, Math.min(ms, since + 10 * ms - Date.now()));
      const timer = setTimeout(() => {
        waiting.delete(alike);
        send(message);
      }, wait);
      waiting.set(alike, { timer, since });
    },
    close() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
