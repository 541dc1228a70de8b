import type { Status } from "../node-port.ts";

/** Work under way: blue dot. */
export const working = (text: string): Status => ({ fill: "blue", shape: "dot", text });
/** All is well: green dot. */
export const good = (text: string): Status => ({ fill: "green", shape: "dot", text });
/** It went on, but a person should look: yellow ring. */
export const attention = (text: string): Status => ({ fill: "yellow", shape: "ring", text });
/** It does not work: red ring. */
export const broken = (text: string): Status => ({ fill: "red", shape: "ring", text });
/** Stopped on purpose: grey ring. */
export const stopped = (text: string): Status => ({ fill: "grey", shape: "ring", text });

/** Shows a node's status, but never more often than the editor can take. */
export interface StatusLine {
  /**
   * Shows the status now, or as soon as the interval allows; of several in between only the last one is shown.
   *
   * @param status - a function is asked when it is shown
   */
  set(status: Status | (() => Status)): void;
  /** Clears the status at once and shows nothing any more. */
  close(): void;
}

/**
 * Makes a node's status line: at most one status per interval, the last one always shown, no status shown twice.
 * Every status goes to every open editor, so ten thousand messages must not make twenty thousand of them.
 *
 * @param node - the node
 * @param options - `intervalMs` milliseconds between two statuses (default 500), `now` the clock
 */
export function createStatusLine(
  node: { status(status: Status): void },
  options: { intervalMs?: number; now?: () => number } = {},
): StatusLine {
  const { intervalMs = 500, now = Date.now } = options;
  let shownAt = Number.NEGATIVE_INFINITY;
  let shown = "";
  let next: Status | (() => Status) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function show(): void {
    timer = undefined;
    const status = typeof next === "function" ? next() : next;
    next = undefined;
    if (!status) return;
    const text = JSON.stringify(status);
    if (text === shown) return;
    shown = text;
    shownAt = now();
    node.status(status);
  }

  return {
    set(status) {
      if (closed) return;
      next = status;
      if (timer) return;
      const wait = shownAt + intervalMs - now();
      if (wait <= 0) return show();
      timer = setTimeout(show, wait);
      timer.unref();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      node.status({});
    },
  };
}
