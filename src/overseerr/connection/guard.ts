import type { HttpResponse } from "../../http/http.ts";
import { untilAborted } from "../../http/until-aborted.ts";
import { asRecord } from "../json-shape.ts";
import type { Product } from "../product.ts";
import { toTitleDetail } from "../title-detail.ts";
import type { ApiCall, Client } from "./api-call.ts";
import { DEADLY_CALLS } from "./deadly-calls.ts";
import { detectProduct } from "./detect-product.ts";
import { heldAnswer } from "./held-answer.ts";

/** Keeps a client from making calls that end the server. */
export interface Guard {
  /** @throws ListSyncError for a call that would end the server, or whose harmlessness cannot be found out */
  check(call: ApiCall): Promise<void>;
  /** Learns from an answer what spares a question. */
  learn(call: ApiCall, response: HttpResponse): void;
  /** Asked once a day: the server may be another version then. */
  product(signal?: AbortSignal): Promise<Product>;
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * @param client makes the harmless calls, without a guard
 * @param now milliseconds since the epoch
 */
export function createGuard(client: Pick<Client, "host" | "call">, now: () => number): Guard {
  const shows = new Map<number, boolean>();
  const users = new Set<string>();
  /** Only success is remembered. */
  let sonarrs: Promise<unknown> | undefined;

  const product = heldAnswer(() => detectProduct(client), DAY_MS, now);
  const readSonarrs = async (retry: boolean | undefined) => {
    try {
      return (await client.call({ path: "/service/sonarr", ...(retry !== undefined && { retry }) })).body;
    } catch (error) {
      sonarrs = undefined;
      throw error;
    }
  };

  function learn({ method = "GET", path }: ApiCall, { body }: HttpResponse): void {
    if (method !== "GET") return;
    // a run begins: since the last one somebody may have set up a Sonarr
    if (path.startsWith("/media?")) sonarrs = undefined;
    const [, show] = /^\/tv\/(\d+)(?:\?|$)/.exec(path) ?? [];
    if (show === undefined || asRecord(body)?.id === undefined) return;
    shows.set(Number(show), toTitleDetail("tv", body, "").tvdbId !== undefined);
  }

  return {
    product,
    learn,
    async check(call) {
      // a call that is not tried again asks only once as well: who makes it in a run tries again by itself
      const { asUser, signal, retry } = call;
      const ask = {
        shows,
        users,
        product: () => product(signal),
        sonarrs: () => {
          sonarrs ??= readSonarrs(retry);
          return untilAborted(sonarrs, signal);
        },
        async get(path: string) {
          const question = { path, asUser, ...(signal && { signal }), ...(retry !== undefined && { retry }) };
          learn(question, await client.call(question));
        },
      };
      const judged = { ...call, path: asSent(call.path) };
      for (const deadly of DEADLY_CALLS) if (deadly.fits(judged)) await deadly.check(judged, ask);
    },
  };
}

/** The path without detours: `/user/1/../9/watchlist` is sent as `/user/9/watchlist`. */
function asSent(path: string): string {
  const { pathname, search } = new URL(`http://server${path}`);
  return `${pathname}${search}`;
}
