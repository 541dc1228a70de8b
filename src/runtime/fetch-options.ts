import { type ClosablePageReader, createBrowser } from "../browser/page-reader.ts";
import type { FetchDeps } from "../lists/context.ts";
import type { PageReader } from "../lists/provider.ts";
import type { ListAccount } from "./account-options.ts";
import { numberValue } from "./config-values.ts";

/** The part of `list-source` that says how lists are fetched. */
export interface FetchConfig {
  /** Ways to read IMDb in their order: `graphql,browser`, `graphql` or `browser`. */
  imdbAccess?: string;
  /** Client header that IMDb's GraphQL endpoint is asked with. */
  imdbClient?: string;
  /** Path of a Chrome or Chromium. */
  browserPath?: string;
  /** WebSocket address of a running browser. */
  browserEndpoint?: string;
  browserPool?: number | string;
}

/**
 * The browser of a node; nothing is started before the first page.
 *
 * @throws InputError `bad-config` when the pool size is no number
 */
export function sourceBrowser(config: FetchConfig): ClosablePageReader {
  return createBrowser({
    executablePath: config.browserPath || undefined,
    endpoint: config.browserEndpoint || undefined,
    pool: numberValue(config.browserPool, { label: "number of browser pages", default: 3, min: 1, max: 20 }),
  });
}

/** A browser that is only made when somebody asks for it, so that a wrong setting is reported there. */
export function lazyBrowser(config: FetchConfig): { get(): ClosablePageReader; close(): Promise<void> } {
  let browser: ClosablePageReader | undefined;
  return {
    get: () => {
      browser ??= sourceBrowser(config);
      return browser;
    },
    close: async () => browser?.close(),
  };
}

/**
 * What lists are fetched with.
 *
 * @param config - of the node
 * @param accounts - the accounts that the node names
 * @param origins - of Node-RED's settings; they win over those of accounts
 * @param browser - present when a browser may be used
 * @param payload - of the message, for lists that arrive with it
 */
export function fetchDeps(
  config: FetchConfig,
  accounts: ListAccount[],
  origins: Record<string, string>,
  browser?: PageReader,
  payload?: unknown,
): FetchDeps {
  const access = config.imdbAccess || "graphql,browser";
  const named = accounts.flatMap(({ provider, origin }) => (origin ? [[provider, origin] as const] : []));
  return {
    accounts: Object.fromEntries(accounts.map(({ provider, account }) => [provider, account])),
    settings: { imdb: { access, client: config.imdbClient || "imdb-web-next" } },
    origins: { ...Object.fromEntries(named), ...origins },
    ...(browser && access.includes("browser") && { browser }),
    payload,
  };
}
