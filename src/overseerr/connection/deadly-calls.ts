import { randomUUID } from "node:crypto";
import { InputError } from "../../errors.ts";
import { asRecord, asRecords } from "../json-shape.ts";
import type { Product } from "../product.ts";
import { ServerError } from "../server-error.ts";
import type { ApiCall } from "./api-call.ts";
import * as messages from "./messages.ts";

/** What harmless calls, and answers of before, say of a server. */
interface Questions {
  product(): Promise<Product>;
  /** Makes a GET, from whose answer is learnt. @throws ServerError */
  get(path: string): Promise<void>;
  /** Its Sonarr servers, read once for every reading of the library, which is once a run. */
  sonarrs(): Promise<unknown>;
  /** Whether a show has a TVDB id, by TMDB id, as the last look at it said. */
  readonly shows: ReadonlyMap<number, boolean>;
  /** Users that the server knows, as their numbers were sent. */
  readonly users: Set<string>;
}

/** A call that ends the process of a real server: each rejects a promise that nobody handles there. */
export interface DeadlyCall {
  name: string;
  fits(call: ApiCall): boolean;
  /** Asks what is harmless. @throws ListSyncError when the call would end the server */
  check(call: ApiCall, ask: Questions): Promise<void> | void;
}

const RADARR = /^\/service\/radarr\/[^/?]+/i;
const WATCHLIST = /^\/user\/([^/?]+)\/watchlist\/?(?:\?(.*))?$/i;
const SERVICE_TEST = /^\/settings\/(?:radarr|sonarr)\/test\/?$/i;
const REQUEST = /^\/request\/?(?:\?|$)/i;

/** Recorded on Overseerr 1.34, Jellyseerr 2.7 and Seerr 3.1, which all end on these, unless a check says less. */
export const DEADLY_CALLS: readonly DeadlyCall[] = [
  {
    name: "a user to act as that is not a number",
    fits: ({ asUser }) => asUser !== undefined && !isId(asUser),
    check: ({ asUser }) => checkUser(String(asUser)),
  },
  {
    name: "the choices of a Radarr that fails",
    fits: ({ path }) => RADARR.test(path),
    check() {
      throw new InputError("bad-input", messages.deadlyChoices());
    },
  },
  {
    // the names of profiles are kept for an hour, and read again beside the answer (server/api/externalapi.ts, getRolling)
    name: "the list of requests while a Radarr or Sonarr fails",
    fits: ({ method = "GET", path }) => method === "GET" && REQUEST.test(path),
    async check(_call, { product }) {
      if ((await product()).name !== "Overseerr")
        throw new InputError("bad-input", messages.deadlyRequests());
    },
  },
  {
    // for the same reason; what is read by an address of its own is not kept
    name: "the test of a Radarr or Sonarr that it has read before",
    fits: ({ method, path, json }) =>
      method === "POST" && SERVICE_TEST.test(path) && !isDetour(asRecord(json)?.baseUrl),
    check() {
      throw new InputError("bad-input", messages.deadlyTest());
    },
  },
  {
    name: "the watchlist of a user that it does not know",
    fits: ({ path }) => WATCHLIST.test(path),
    async check({ path }, { get, users }) {
      const [, user = "", query] = WATCHLIST.exec(path) ?? [];
      const isFurtherPage = Number(new URLSearchParams(query).get("page") ?? 1) > 1;
      if (isFurtherPage && users.has(user)) return;
      users.delete(user);
      // 404 for one that it does not know
      await get(`/user/${user}`);
      users.add(user);
    },
  },
  {
    // Seerr drops such a request, with 201; a request that waits ends the others when it is approved
    name: "a show without a TVDB id",
    fits: ({ method, path, json }) => {
      const { mediaType, tvdbId } = asRecord(json) ?? {};
      return method === "POST" && REQUEST.test(path) && mediaType === "tv" && !isId(tvdbId);
    },
    async check({ json }, { product, get, sonarrs, shows }) {
      const { mediaId, is4k, serverId } = asRecord(json) ?? {};
      const id = Number(mediaId);
      if (shows.get(id) || (await product()).name === "Seerr") return;
      const rows = await sonarrs();
      const takesIt = (row: Record<string, unknown>) =>
        row.id === serverId || (row.isDefault === true && (row.is4k === true) === (is4k === true));
      if (Array.isArray(rows) && !asRecords(rows).some(takesIt)) return;
      if (!shows.has(id)) await get(`/tv/${id}`);
      if (shows.get(id)) return;
      throw new ServerError("server-dropped", messages.noTvdbId());
    },
  },
];

const DETOUR = /\/[0-9a-f-]{36}\/\.\.$/;

/** @param baseUrl path of a Radarr or Sonarr @returns the same path by a way that nobody has used before */
export const detour = (baseUrl: string): string => `${baseUrl.replace(/\/+$/, "")}/${randomUUID()}/..`;

const isDetour = (baseUrl: unknown): boolean => typeof baseUrl === "string" && DETOUR.test(baseUrl);

/** @throws InputError for a value of X-API-User that is no user's number */
export function checkUser(value: string): void {
  if (isId(Number(value)) && /^\d+$/.test(value)) return;
  throw new InputError("bad-input", messages.badUser());
}

const isId = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1;
