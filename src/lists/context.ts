import { readFile } from "node:fs/promises";
import { createHttp } from "../http/create-http.ts";
import type { Http, HttpOptions } from "../http/http.ts";
import { pause } from "../http/pause.ts";
import { type Origins, originOf } from "./origins.ts";
import { processCache } from "./process-cache.ts";
import type {
  Account,
  FetchCache,
  FetchContext,
  ListProvider,
  PageReader,
  SourceServer,
  TodoLists,
} from "./provider.ts";

/** What lists are fetched with; everything has a default. */
export interface FetchDeps {
  /** What people entered for a provider, by its id. */
  accounts?: Readonly<Record<string, Account | undefined>>;
  /** Settings of providers, by their ids. */
  settings?: Readonly<Record<string, Record<string, unknown> | undefined>>;
  /** Other origins by provider id; see origins.ts. */
  origins?: Origins;
  /** @default process.env */
  env?: Readonly<Record<string, string | undefined>>;
  /** Absent: no browser is allowed. */
  browser?: PageReader;
  /** What fetches remember. @default kept for as long as the process runs */
  cache?: FetchCache;
  server?: SourceServer;
  todo?: TodoLists;
  /** The message's payload, for lists that arrive with it. */
  payload?: unknown;
  /** Changes the HTTP clients, for instance their time-out. */
  http?: HttpOptions;
  /** @default reads from the disk */
  readFile?: (path: string) => Promise<Uint8Array>;
}

// One client per provider in the process: a site's limits hold however many nodes fetch from it at once.
const clients = new WeakMap<ListProvider, Http>();

function httpOf(provider: ListProvider, options?: HttpOptions): Http {
  // A key must not travel to wherever a redirect points, so only providers without an account follow them.
  const maxRedirects = provider.account ? 0 : 5;
  if (options) return createHttp({ maxRedirects, ...provider.limits, ...options });
  const known = clients.get(provider) ?? createHttp({ maxRedirects, ...provider.limits });
  clients.set(provider, known);
  return known;
}

/**
 * Makes what a provider may use while it fetches one list.
 *
 * @param provider whose list is fetched
 * @param deps what people configured
 * @param options signal, limit and progress of this fetch
 * @throws InputError `bad-config` when a replaced origin is no address
 */
export function createContext(
  provider: ListProvider,
  deps: FetchDeps,
  options: { signal: AbortSignal; limit?: number; progress?: FetchContext["progress"] },
): FetchContext {
  return {
    http: httpOf(provider, deps.http),
    signal: options.signal,
    limit: options.limit,
    account: deps.accounts?.[provider.id],
    cache: deps.cache ?? processCache,
    server: deps.server,
    todo: deps.todo,
    browser: deps.browser,
    settings: deps.settings?.[provider.id] ?? {},
    origin: originOf(provider.id, deps.origins, deps.env),
    pause: (milliseconds) => pause(milliseconds, options.signal),
    readFile: deps.readFile ?? readFile,
    payload: deps.payload,
    progress: options.progress,
  };
}
