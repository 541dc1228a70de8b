import axios, { AxiosError, type AxiosResponse } from "axios";
import PQueue from "p-queue";
import { createAdaptiveLimit } from "./adaptive-limit.ts";
import type { LimitRange } from "./http.ts";
import { isTransientStatus } from "./transport.ts";

declare module "axios" {
  interface AxiosRequestConfig {
    /** Takes no place: how long its answer takes says nothing of how many others the other side bears. */
    beside?: boolean;
  }
}

/** Places of reads under way at once, as many as the other side bears. */
export interface ReadSlots {
  slots: PQueue;
  /** Sends one attempt and learns from it; what is no read, or takes no place, teaches nothing. */
  watch<T>(attempt: () => Promise<T>): Promise<T>;
}

export function createReadSlots(range: LimitRange): ReadSlots {
  const limit = createAdaptiveLimit(range);
  const slots = new PQueue({ concurrency: range.least });

  return {
    slots,
    async watch(attempt) {
      const begun = performance.now();
      const answer = await attempt().catch((error: unknown) => {
        // no answer is a sign of overload as well, unless nobody wants it any more
        if (error instanceof AxiosError && !axios.isCancel(error) && teaches(error.config)) {
          limit.failed();
          slots.concurrency = limit.limit;
        }
        throw error;
      });
      const { status, config } = answer as AxiosResponse;
      if (teaches(config)) {
        if (isTransientStatus(status)) limit.failed();
        else limit.answered(kindOf(config.url), performance.now() - begun);
        slots.concurrency = limit.limit;
      }
      return answer;
    },
  };
}

const teaches = (config: { method?: string; beside?: boolean } | undefined): boolean =>
  config?.method?.toUpperCase() === "GET" && config.beside !== true;

/** What a path asks for, whichever title it names. */
const kindOf = (url = ""): string => url.replace(/\?.*$/, "").replace(/\d+/g, "N");
