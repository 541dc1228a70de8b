import type { Answer, Body, Query, RouteName } from "../../node-red/page/contract/types.ts";
import { ApiError, toApiError } from "./api-error.ts";
import { ROUTE } from "./routes.ts";

/** Routes that are asked for something and change nothing. */
export type Asking = { [Name in RouteName]: (typeof ROUTE)[Name][0] extends "get" ? Name : never }[RouteName];
/** Routes that do something. */
export type Acting = Exclude<RouteName, Asking>;

/** Asks the interface. */
export interface Client {
  /** @throws ApiError */
  ask<Name extends Asking>(name: Name, query: Query<Name>, signal?: AbortSignal): Promise<Answer<Name>>;
  /** @throws ApiError */
  act<Name extends Acting>(name: Name, body: Body<Name>, signal?: AbortSignal): Promise<Answer<Name>>;
  /** An answer as it comes, for streams, files and pictures. @param path below the interface. @throws ApiError */
  open(path: string, signal?: AbortSignal, headers?: Record<string, string>): Promise<Response>;
}

/** Without it the gate refuses what another web site could send; see src/node-red/endpoints/gate.ts. */
const OWN_HEADER = { "x-list-sync": "1" };

/**
 * @param base address of the interface, ending in a slash; may be relative
 * @param token of who is logged in. It goes into a header, never into an address, which proxies write into their logs
 */
export function createClient(base: string, token: () => string | undefined): Client {
  async function reach(path: string, init: RequestInit): Promise<Response> {
    const bearer = token();
    const authorization = bearer === undefined ? undefined : { authorization: `Bearer ${bearer}` };
    let response: Response;
    try {
      const headers = { ...OWN_HEADER, ...authorization, ...init.headers };
      response = await fetch(base + path, { ...init, cache: "no-store", headers });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new ApiError("away", "");
    }
    if (response.ok) return response;
    throw toApiError(response.status, await jsonOf(response));
  }

  return {
    open: (path, signal, headers = {}) => reach(path, { headers, ...(signal && { signal }) }),
    async ask(name, query, signal) {
      return answerOf(await reach(ROUTE[name][1] + searchOf(query), { ...(signal && { signal }) }));
    },
    async act(name, body, signal) {
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", headers, body: JSON.stringify(body), ...(signal && { signal }) };
      return answerOf(await reach(ROUTE[name][1], init));
    },
  };
}

/** What answers with success and no JSON is somebody else: a login page of a proxy. */
async function answerOf<Name extends RouteName>(response: Response): Promise<Answer<Name>> {
  const body = await jsonOf(response);
  if (body === undefined) throw new ApiError("away", "");
  return body as Answer<Name>;
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/** What stands behind the address; what is undefined or empty is not asked for. */
export function searchOf(query: unknown): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}
