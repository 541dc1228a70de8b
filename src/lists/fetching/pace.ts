import type { Http, HttpOptions } from "../../http/http.ts";

/** How fast a person wants a site to be asked. Absent values are the provider's own. */
export interface Pace {
  /** Milliseconds until an answer must be complete. */
  timeoutMs?: number;
  /** Requests started per minute. */
  perMinute?: number;
  /** Milliseconds between the end of one request of a list and the start of its next. */
  pageDelayMs?: number;
}

/** The part of a pace that the HTTP client sees to. */
export function paceOptions({ timeoutMs, perMinute }: Pace): HttpOptions {
  return { ...(timeoutMs !== undefined && { timeoutMs }), ...(perMinute !== undefined && { perMinute }) };
}

/**
 * Sends the requests of one list one after the other, with a pause between each two.
 *
 * @param pause waits so many milliseconds
 */
export function spacedHttp(http: Http, pageDelayMs: number, pause: (ms: number) => Promise<void>): Http {
  let last: Promise<unknown> | undefined;
  return {
    request(request) {
      const before = last;
      const answer = (async () => {
        if (before) {
          await before.catch(() => {});
          await pause(pageDelayMs);
        }
        return http.request(request);
      })();
      last = answer;
      return answer as ReturnType<Http["request"]> as Promise<never>;
    },
  };
}
