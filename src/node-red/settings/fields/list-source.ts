import { record, string, unknown } from "valibot";
import type { Stored } from "../../../fields/field.ts";
import { node, number, other, rows, text, UNBOUNDED, whole, word, yesNo } from "../../../fields/kinds.ts";
import { ACCOUNT_SLOTS } from "../account-slots.ts";
import { fittingLists } from "../fitting-lists.ts";
import type { SiteSettings } from "../site-settings.ts";
import { nodeFields, wholeNumbers } from "./node-fields.ts";

/** What is fetched and how it is sent. */
export const RUN_FIELDS = {
  profile: text({ label: "Profile", default: "Main", message: true }),
  // rows of the dialog, see lists/entries/list-entry.ts
  lists: rows<unknown>({ label: "Lists", message: true }),
  output: word({ label: "Output", words: ["sequence", "array"] }),
  whenRunning: word({
    label: "If a sync is already running",
    words: ["skip", "queue", "start"],
    message: true,
  }),
  concurrency: whole({ label: "Parallel lists", default: 3, min: 1, max: 20, env: true }),
  dryRun: yesNo({ label: "Dry run", default: false, message: true, computed: true }),
  allowShrink: yesNo({
    label: "Accept lists that suddenly become much shorter",
    default: false,
    message: true,
  }),
  writeBack: yesNo({ label: "Tick off what was requested", default: true }),
  tickWhen: word({ label: "Tick off", words: ["requested", "available"] }),
} as const;

/** What only messages say. */
export const SOURCE_MESSAGE = {
  trigger: text({ label: "What started the sync", default: "message", message: true }),
  fresh: yesNo({ label: "Ignore stored responses", default: false, message: true }),
  itemLimit: whole({ label: "Limit for each list", min: 1, max: UNBOUNDED, message: true }),
  firstRun: yesNo({ label: "Start even if the profile has never run", default: false, message: true }),
  cancel: yesNo({ label: "Cancel running syncs", default: false, message: true }),
  // of sync-webhook, which told it to whoever asked
  runId: text({ label: "Run id", form: [/^[\da-f-]{36}$/i, "a UUID"], message: true }),
} as const;

/** How lists are fetched; a preview uses these as they stand in the dialog. Empty numbers are the sites' own. */
export const FETCH_FIELDS = {
  // ways to read IMDb in their order
  imdbAccess: word({
    label: "Read IMDb by",
    words: ["graphql,browser", "graphql", "browser", "browser,graphql"],
  }),
  imdbClient: text({ label: "IMDb client", default: "imdb-web-next" }),
  browserPath: text({ label: "Browser program" }),
  browserEndpoint: text({
    label: "Browser address",
    form: [/^wss?:\/\/[^\s/]+/i, "an address that starts with ws:// or wss://"],
  }),
  browserPool: whole({ label: "Parallel browser pages", default: 3, min: 1, max: 20, env: true }),
  animeSeasons: word({ label: "Anime seasons", words: ["whole", "mapped"] }),
  animeSpecials: word({ label: "Anime specials", words: ["skip", "parent"] }),
  timeout: number({ label: "Timeout", unit: "seconds", min: 1, max: 600, env: true }),
  perMinute: number({ label: "Requests per minute", min: 1, max: 100_000 }),
  pageDelay: number({ label: "Page delay", unit: "seconds", min: 0, max: 600 }),
  reuse: number({ label: "Reuse responses for", unit: "minutes, 0 for never", min: 0, max: 100_000 }),
  // of sites of other packages, by site and setting; read with what each site declares
  siteSettings: other<SiteSettings, SiteSettings>({
    label: "Settings of other sites",
    expects: "settings by site",
    schema: record(string(), record(string(), unknown())),
    initial: {},
    fallback: {},
  }),
} as const;

type Account = ReturnType<typeof node>;

const ACCOUNTS = Object.fromEntries(
  ACCOUNT_SLOTS.map((slot) => [slot, node({ label: "List account", nodeType: "list-account" })]),
) as { [slot in (typeof ACCOUNT_SLOTS)[number]]: Account };

/** The fields of `list-source`. */
export const LIST_SOURCE = nodeFields({
  type: "list-source",
  dialog: {
    ...RUN_FIELDS,
    ...FETCH_FIELDS,
    ...ACCOUNTS,
    database: node({ label: "Database", nodeType: "sync-database" }),
    // a request server whose charts, requests and watchlists are read
    server: node({ label: "Server", nodeType: "overseerr-server" }),
    // a Home Assistant whose to-do lists are read
    homeAssistant: node({ label: "Home Assistant", nodeType: "sync-home-assistant" }),
  },
  message: SOURCE_MESSAGE,
  migrations: [(stored) => fittingLists(wholeNumbers("concurrency", "browserPool")(stored))],
});

/** The part of `list-source` that says what is fetched and how it is sent. */
export type SourceConfig = Omit<Stored<typeof RUN_FIELDS>, "lists"> & { lists?: unknown };

/** The part of `list-source` that says how lists are fetched. */
export type FetchConfig = Stored<typeof FETCH_FIELDS>;

/** What `list-source` stores. */
export type ListSourceConfig = Omit<Stored<typeof LIST_SOURCE.dialog>, "lists"> & { lists?: unknown };
