import { type ClosablePageReader, createBrowser } from "../../browser/page-reader.ts";
import type { FetchDeps } from "../../lists/context.ts";
import type { Pace } from "../../lists/pace.ts";
import type { PageReader } from "../../lists/provider.ts";
import { numberValue, optionalNumber, wordValue } from "../../strict-values.ts";
import type { ListAccount } from "./account-options.ts";
import type { ListSyncSettings } from "./list-sync-settings.ts";

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
  /** Seconds until a site's answer must be complete; empty for the sites' own. */
  timeout?: number | string;
  /** Requests per minute to each site; empty for the sites' own. */
  perMinute?: number | string;
  /** Seconds between two pages of a list; empty for the sites' own. */
  pageDelay?: number | string;
  /** Minutes for which answers are used again; empty for the sites' own, 0 for never. */
  reuse?: number | string;
  /** Anime: request the `whole` show, or only the `mapped` seasons. */
  animeSeasons?: string;
  /** Anime specials: `skip` them, or request the `parent` show. */
  animeSpecials?: string;
}

/** Whatever else a node gives its lists. */
export interface FetchSources {
  browser?: PageReader;
  server?: FetchDeps["server"];
  todo?: FetchDeps["todo"];
  /** Of the message, for lists that arrive with it. */
  payload?: unknown;
  /** The message wants nothing that was fetched before. */
  fresh?: boolean;
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
 * @param settings - `listSync` of Node-RED's settings; its origins and paces win over those of nodes
 * @param sources - see {@link FetchSources}
 * @throws InputError `bad-config` when a number is none
 */
export function fetchDeps(
  config: FetchConfig,
  accounts: ListAccount[],
  settings: Pick<ListSyncSettings, "origins" | "sites">,
  { browser, server, todo, payload, fresh }: FetchSources = {},
): FetchDeps {
  const named = accounts.flatMap(({ provider, origin }) => (origin ? [[provider, origin] as const] : []));
  const anime = {
    seasons: wordValue(config.animeSeasons, "Anime seasons", ["whole", "mapped"]),
    specials: wordValue(config.animeSpecials, "Anime specials", ["skip", "parent"]),
  };
  const reuse = optionalNumber(config.reuse, { label: "minutes to use answers again", min: 0, max: 100_000 });
  const reuseSeconds = fresh ? 0 : reuse === undefined ? undefined : reuse * 60;
  const mostTitles = optionalNumber(settings.sites.own?.mostTitles, {
    label: "listSync.sites.own.mostTitles in settings.js",
    min: 1,
    max: 10_000_000,
  });
  return {
    accounts: Object.fromEntries(accounts.map(({ provider, account }) => [provider, account])),
    settings: {
      imdb: {
        access: wordValue(config.imdbAccess, "The way to read IMDb", [
          "graphql,browser",
          "graphql",
          "browser",
          "browser,graphql",
        ]),
        client: config.imdbClient || "imdb-web-next",
      },
      anilist: anime,
      myanimelist: anime,
      simkl: anime,
      ...(mostTitles !== undefined && { own: { mostTitles } }),
    },
    origins: { ...Object.fromEntries(named), ...settings.origins },
    pace: { "*": readPace(config, "the list-source node"), ...sitePaces(settings.sites) },
    ...(reuseSeconds !== undefined && { reuseSeconds }),
    ...(browser && { browser }),
    ...(server && { server }),
    ...(todo && { todo }),
    payload,
  };
}

function readPace({ timeout, perMinute, pageDelay }: FetchConfig, where: string): Pace {
  const seconds = optionalNumber(timeout, { label: `time-out of ${where}`, min: 1, max: 600 });
  const limit = optionalNumber(perMinute, { label: `requests per minute of ${where}`, min: 1, max: 100_000 });
  const delay = optionalNumber(pageDelay, { label: `page delay of ${where}`, min: 0, max: 600 });
  return {
    ...(seconds !== undefined && { timeoutMs: seconds * 1000 }),
    ...(limit !== undefined && { perMinute: limit }),
    ...(delay !== undefined && { pageDelayMs: delay * 1000 }),
  };
}

const sitePaces = (sites: ListSyncSettings["sites"]): Record<string, Pace> =>
  Object.fromEntries(
    Object.entries(sites).map(([id, pace]) => [id, readPace(pace, `listSync.sites.${id} in settings.js`)]),
  );
