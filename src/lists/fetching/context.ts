import { belowHome } from "../../files/below-home.ts";
import { readPlainFile } from "../../files/read-plain-file.ts";
import { createHttp } from "../../http/create-http.ts";
import type { Http, HttpOptions } from "../../http/http.ts";
import { pause } from "../../http/pause.ts";
import type { AccountContext } from "../account.ts";
import type {
  Account,
  FetchCache,
  FetchContext,
  ListProvider,
  PageReader,
  ParsedList,
  SourceServer,
  TodoLists,
} from "../provider.ts";
import { conditionalHttp } from "./conditional-http.ts";
import { type Origins, originOf } from "./origins.ts";
import { type Pace, paceOptions, spacedHttp } from "./pace.ts";
import { processCache } from "./process-cache.ts";

/** A request server as a source, before it is known which fetch asks it. */
export interface SourceServerPort extends Pick<SourceServer, "url"> {
  get(
    path: string,
    query?: Parameters<SourceServer["get"]>[1],
    options?: { signal?: AbortSignal },
  ): Promise<unknown>;
}

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
  server?: SourceServerPort;
  todo?: TodoLists;
  /** The message's payload, for lists that arrive with it. */
  payload?: unknown;
  /** Seconds for which answers are used again, in place of every provider's own; 0 always fetches. */
  reuseSeconds?: number;
  /** How fast sites are asked: by provider id, `*` for all. */
  pace?: Readonly<Record<string, Pace | undefined>>;
  /** Changes the HTTP clients of tests, for instance their back-off. */
  http?: HttpOptions;
  /** @default reads from the disk */
  readFile?: (path: string) => Promise<Uint8Array>;
}

// One client per provider and setting in the process: a site's limits hold however many nodes fetch from it at once.
const clients = new WeakMap<ListProvider, Map<string, Http>>();

/**
 * The HTTP client for a provider.
 *
 * @param provider whose site is asked
 * @param deps what people configured
 */
export function httpOf(provider: ListProvider, deps: Pick<FetchDeps, "accounts" | "pace" | "http">): Http {
  // A key must not travel to wherever a redirect points, so only providers without an account follow them.
  const maxRedirects = provider.account ? 0 : 5;
  const insecureTls = deps.accounts?.[provider.id]?.insecureTls === true;
  const own = { maxRedirects, ...provider.limits, ...paceOptions(paceOf(provider, deps)), insecureTls };
  if (deps.http) return createHttp({ ...own, ...deps.http });
  const known = clients.get(provider) ?? new Map<string, Http>();
  clients.set(provider, known);
  const name = JSON.stringify(own);
  const client = known.get(name) ?? createHttp(own);
  known.set(name, client);
  return client;
}

/** Bytes; as many as are read from an address. */
const LARGEST_FILE = 50 * 1024 * 1024;

const paceOf = (provider: ListProvider, { pace = {} }: Pick<FetchDeps, "pace">): Pace => ({
  ...pace["*"],
  ...pace[provider.id],
});

/**
 * Makes what a provider may use to test an account or to log somebody in. Nothing of it is remembered.
 *
 * @param account what the person entered, and the origin that replaces the provider's own
 * @param origins of Node-RED's settings; they win over the account's
 */
export function accountContext(
  provider: ListProvider,
  { account, origin }: { account?: Account; origin?: string },
  origins: Origins,
  signal: AbortSignal,
): AccountContext {
  return {
    http: httpOf(provider, { accounts: { [provider.id]: account } }),
    signal,
    account,
    origin: originOf(provider.id, { ...(origin && { [provider.id]: origin }), ...origins }),
  };
}

/**
 * Makes what a provider may use while it fetches one list.
 *
 * @param provider whose list is fetched
 * @param list what is fetched
 * @param deps what people configured
 * @param options signal, limit and progress of this fetch
 * @throws InputError `bad-config` when a replaced origin is no address
 */
export function createContext(
  provider: ListProvider,
  list: Pick<ParsedList, "kind">,
  deps: FetchDeps,
  options: { signal: AbortSignal; limit?: number; progress?: FetchContext["progress"] },
): FetchContext {
  const cache = deps.cache ?? processCache;
  const { server } = deps;
  const wait = (milliseconds: number) => pause(milliseconds, options.signal);
  const { pageDelayMs } = paceOf(provider, deps);
  const plain = conditionalHttp(httpOf(provider, deps), cache);
  return {
    http: pageDelayMs === undefined ? plain : spacedHttp(plain, pageDelayMs, wait),
    signal: options.signal,
    limit: options.limit,
    account: deps.accounts?.[provider.id],
    cache,
    ...(server && {
      server: { url: server.url, get: (path, query) => server.get(path, query, { signal: options.signal }) },
    }),
    todo: deps.todo,
    browser: deps.browser,
    settings: deps.settings?.[provider.id] ?? {},
    origin: originOf(provider.id, deps.origins, deps.env),
    // a person's own delay stands in place of the provider's
    pause: pageDelayMs === undefined ? wait : async () => {},
    readFile:
      deps.readFile ??
      ((path) =>
        readPlainFile(belowHome(path), {
          maxBytes: deps.http?.maxBytes ?? LARGEST_FILE,
          ...(deps.http?.timeoutMs !== undefined && { timeoutMs: deps.http.timeoutMs }),
          signal: options.signal,
        })),
    ...(list.kind === "message" && { payload: deps.payload }),
    progress: options.progress,
  };
}
