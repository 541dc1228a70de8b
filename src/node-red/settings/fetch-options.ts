import { type ClosablePageReader, createBrowser } from "../../browser/page-reader.ts";
import type { Values } from "../../fields/field.ts";
import { whole } from "../../fields/kinds.ts";
import { readFields } from "../../fields/read-fields.ts";
import { PLACES, readValue } from "../../fields/read-value.ts";
import type { FetchDeps } from "../../lists/fetching/context.ts";
import type { Pace } from "../../lists/fetching/pace.ts";
import type { PageReader } from "../../lists/provider.ts";
import { providers } from "../../lists/registry.ts";
import type { ListAccount } from "./account-options.ts";
import { FETCH_FIELDS, type FetchConfig } from "./fields/list-source.ts";
import type { ListSyncSettings } from "./list-sync-settings.ts";
import { readSiteSettings } from "./site-settings.ts";

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

const { browserPath, browserEndpoint, browserPool, timeout, perMinute, pageDelay } = FETCH_FIELDS;
const BROWSER_FIELDS = { browserPath, browserEndpoint, browserPool };
/** In the node for all sites, in settings.js for each. */
const PACE_FIELDS = { timeout, perMinute, pageDelay };
const MOST_TITLES = whole({ label: "mostTitles", min: 1, max: 10_000_000 });

/**
 * The browser of a node; nothing is started before the first page.
 *
 * @throws InputError `bad-config` when the pool size is no number
 */
export function sourceBrowser(config: FetchConfig): ClosablePageReader {
  const { browserPath, browserEndpoint, browserPool } = readFields(BROWSER_FIELDS, { config });
  return createBrowser({ executablePath: browserPath, endpoint: browserEndpoint, pool: browserPool });
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
  const values = readFields(FETCH_FIELDS, { config });
  const anime = { seasons: values.animeSeasons, specials: values.animeSpecials };
  const reuseSeconds = fresh ? 0 : values.reuse === undefined ? undefined : values.reuse * 60;
  const mostTitles = readValue(
    MOST_TITLES,
    settings.sites.own?.mostTitles,
    PLACES.settings,
    "listSync.sites.own.mostTitles",
  );
  return {
    accounts: Object.fromEntries(accounts.map(({ provider, account }) => [provider, account])),
    settings: {
      ...readSiteSettings(config.siteSettings, providers()),
      imdb: { access: values.imdbAccess, client: values.imdbClient },
      anilist: anime,
      myanimelist: anime,
      simkl: anime,
      ...(mostTitles !== undefined && { own: { mostTitles } }),
    },
    origins: { ...Object.fromEntries(named), ...settings.origins },
    pace: { "*": paceOf(values), ...sitePaces(settings.sites) },
    ...(reuseSeconds !== undefined && { reuseSeconds }),
    ...(browser && { browser }),
    ...(server && { server }),
    ...(todo && { todo }),
    payload,
  };
}

const paceOf = ({ timeout, perMinute, pageDelay }: Values<typeof PACE_FIELDS>): Pace => ({
  ...(timeout !== undefined && { timeoutMs: timeout * 1000 }),
  ...(perMinute !== undefined && { perMinute }),
  ...(pageDelay !== undefined && { pageDelayMs: pageDelay * 1000 }),
});

const sitePaces = (sites: ListSyncSettings["sites"]): Record<string, Pace> =>
  Object.fromEntries(
    Object.entries(sites).map(([id, pace]) => {
      const read = (name: keyof typeof PACE_FIELDS) =>
        readValue(PACE_FIELDS[name], pace[name], PLACES.settings, `listSync.sites.${id}.${name}`);
      const [timeout, perMinute, pageDelay] = [read("timeout"), read("perMinute"), read("pageDelay")];
      return [id, paceOf({ timeout, perMinute, pageDelay })];
    }),
  );
