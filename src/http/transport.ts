import axios, { type AxiosAdapter, AxiosError, type InternalAxiosRequestConfig } from "axios";
import { linkSignals } from "./linked-signal.ts";
import { PRIVATE_REDIRECT, REFUSAL } from "./redirect-guard.ts";

/** What the transport calls the failures that axios has no code of its own for. */
export const TIMED_OUT = "ETIMEDOUT";
export const TOO_LARGE = "ERR_TOO_LARGE";
const BROKEN_OFF = "ECONNRESET";
export const TRANSIENT_STATUS = "ERR_TRANSIENT_STATUS";

/** The server is busy or broken for the moment: 429 and 5xx, but not 501, which will never change. */
export const isTransientStatus = (status: number): boolean =>
  status === 429 || (status >= 500 && status !== 501);

/**
 * Makes the axios adapter that sends one attempt: the answer must be complete within the request's `timeout`,
 * counted from the moment it leaves (`start` may let it wait before), and only a transient status is an error.
 *
 * @param start runs an attempt when its turn has come
 */
export function createTransport(
  start: <T>(attempt: () => Promise<T>, signal: AbortSignal) => Promise<T>,
): AxiosAdapter {
  const send = axios.getAdapter("http");
  return async (config) => {
    const timer = new AbortController();
    const { signal, unlink } = linkSignals(config.signal as AbortSignal | undefined, timer.signal);
    let timeout: NodeJS.Timeout | undefined;
    try {
      const response = await start(() => {
        timeout = setTimeout(() => timer.abort(), config.timeout);
        // axios' own timeout watches the idle socket, so an answer that trickles in would never end.
        return send({ ...config, signal, timeout: 0, validateStatus: null }).catch((error: unknown) => {
          throw failure(error, config, timer.signal.aborted);
        });
      }, signal).catch((error: unknown) => {
        // a queue gives up its place at once, with an error of its own, before the attempt has failed
        throw timer.signal.aborted ? failure(error, config, true) : error;
      });
      response.config = config;
      if (!isTransientStatus(response.status)) return response;
      throw new AxiosError(`Status ${response.status}`, TRANSIENT_STATUS, config, undefined, response);
    } finally {
      clearTimeout(timeout);
      unlink();
    }
  };
}

/** Names a failed attempt so that the retry policy can judge it by its code alone. */
function failure(error: unknown, config: InternalAxiosRequestConfig, timedOut: boolean): unknown {
  if (!timedOut && axios.isCancel(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AxiosError(message, timedOut ? TIMED_OUT : codeOf(error, message), config);
}

function codeOf(error: unknown, message: string): string | undefined {
  if (/max(Content|Body)Length/.test(message)) return TOO_LARGE;
  // what follows redirects wraps the refusal into an error of its own, whose message ends with it
  if (message.endsWith(REFUSAL)) return PRIVATE_REDIRECT;
  // axios reports an answer that stops in the middle together with its status, as if it were one.
  if (/aborted|socket hang up/.test(message)) return BROKEN_OFF;
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : undefined;
}
