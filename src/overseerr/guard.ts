import type { HttpResponse } from "../http/http.ts";
import { untilAborted } from "../http/until-aborted.ts";
import type { ApiCall, Client } from "./client.ts";
import { DEADLY_CALLS } from "./deadly-calls.ts";
import { asRecord } from "./json-shape.ts";
import { detectProduct, type Product } from "./product.ts";
import { toTitleDetail } from "./title-detail.ts";

/** Keeps a client from making calls that end the server. */
export interface Guard {
  /** @throws ListSyncError for a call that would end the server, or whose harmlessness cannot be found out */
  check(call: ApiCall): Promise<void>;
  /** Learns from an answer what spares a question. */
  learn(call: ApiCall, response: HttpResponse): void;
  /** Asked once, then remembered. */
  product(signal?: AbortSignal): Promise<Product>;
}

/** @param client makes the harmless calls, without a guard */
export function createGuard(client: Pick<Client, "host" | "call">): Guard {
  const shows = new Set<number>();
  const users = new Set<string>();
  /** Only success is remembered. */
  let detected: Promise<Product> | undefined;
  let sonarrs: Promise<unknown> | undefined;

  const product = (signal?: AbortSignal) => {
    // nobody's abort may end what all wait for
    detected ??= detectProduct(client).catch((error: unknown) => {
      detected = undefined;
      throw error;
    });
    return untilAborted(detected, signal);
  };
  const readSonarrs = async () => {
    try {
      return (await client.call({ path: "/service/sonarr" })).body;
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
    if (toTitleDetail("tv", body, "").tvdbId === undefined) shows.delete(Number(show));
    else shows.add(Number(show));
  }

  return {
    product,
    learn,
    async check(call) {
      const { asUser, signal } = call;
      const ask = {
        shows,
        users,
        product: () => product(signal),
        sonarrs: () => {
          sonarrs ??= readSonarrs();
          return untilAborted(sonarrs, signal);
        },
        async get(path: string) {
          const question = { path, asUser, ...(signal && { signal }) };
          const response = await client.call(question);
          learn(question, response);
          return response.body;
        },
      };
      for (const deadly of DEADLY_CALLS) if (deadly.fits(call)) await deadly.check(call, ask);
    },
  };
}
