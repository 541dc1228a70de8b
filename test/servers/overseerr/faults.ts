import type { LoggedCall } from "./journal.ts";

/**
 * Something that goes wrong on a route. Give one of `status`, `html`, `hang`, `reset`, or `delayMs` alone for an answer
 * that is right but late.
 */
export interface Fault {
  /** How many calls it hits. @default 1 */
  times?: number;
  /** Hits only calls for which this holds. */
  when?: (call: LoggedCall) => boolean;
  /** The server does its work first and fails then: a POST that took effect though its answer was lost. */
  afterEffect?: boolean;
  delayMs?: number;
  /** Never answers. */
  hang?: boolean;
  /** Cuts the connection. */
  reset?: boolean;
  status?: number;
  /** JSON body; default `{message}`. */
  json?: unknown;
  /** Answers like a proxy in front: this HTML page (`true` for nginx's 502 page). */
  html?: boolean | string;
  headers?: Record<string, string>;
}

/** The faults that wait for their calls. */
export interface Faults {
  /** @param route name of a route (`POST /request`), or `*` for every route */
  add(route: string, fault: Fault): void;
  take(route: string, call: LoggedCall): Fault | undefined;
  clear(): void;
}

export function createFaults(): Faults {
  let waiting: { route: string; fault: Fault; left: number }[] = [];
  return {
    add(route, fault) {
      waiting.push({ route, fault, left: fault.times ?? 1 });
    },
    take(route, call) {
      const found = waiting.find(
        (one) => (one.route === "*" || one.route === route) && (one.fault.when?.(call) ?? true),
      );
      if (!found) return undefined;
      found.left -= 1;
      if (found.left <= 0) waiting = waiting.filter((one) => one !== found);
      return found.fault;
    },
    clear() {
      waiting = [];
    },
  };
}

/** The page that nginx shows when the server behind it is gone. */
export const proxyPage = (status: number) =>
  `<html>\r\n<head><title>${status} Bad Gateway</title></head>\r\n<body>\r\n<center><h1>${status} Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
