import type { AxiosError } from "axios";
import type { IAxiosRetryConfig } from "axios-retry";
import { retryAfterMs } from "./retry-after.ts";
import { TRANSIENT_STATUS } from "./transport.ts";

/** Failures that a later attempt may not meet again. Unknown hosts belong here: containers start before their network. */
const TRANSIENT_CODES = new Set([
  TRANSIENT_STATUS,
  "ETIMEDOUT",
  "ECONNABORTED",
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "EAI_AGAIN",
  "ENOTFOUND",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ENETDOWN",
]);

/**
 * When and after how long a request is tried again.
 *
 * @param options.backoffMs first pause, doubled every time; jitter takes up to half of it off
 * @param options.maxRetryAfterMs a server that asks for a longer pause is not asked again
 * @param options.random from 0 to 1, for tests
 */
export function retryPolicy(options: {
  retries: number;
  backoffMs: number;
  maxRetryAfterMs: number;
  random?: () => number;
}): IAxiosRetryConfig {
  const random = options.random ?? Math.random;
  return {
    retries: options.retries,
    shouldResetTimeout: true,
    retryCondition: (error: AxiosError) =>
      TRANSIENT_CODES.has(error.code ?? "") && asked(error) <= options.maxRetryAfterMs,
    retryDelay: (attempt: number, error: AxiosError) => {
      const backoff = options.backoffMs * 2 ** (attempt - 1);
      return Math.max(backoff * (1 - random() / 2), asked(error));
    },
  };
}

const asked = ({ response }: AxiosError): number => retryAfterMs(response?.headers ?? {}) ?? 0;
