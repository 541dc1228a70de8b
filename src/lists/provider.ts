import type { Http } from "../http/http.ts";
import type { Item, ItemIds, MediaType } from "../items/item.ts";
import type { Account, AccountForm } from "./account.ts";
import type { RowCount } from "./row-count.ts";

export type { Account, AccountForm } from "./account.ts";

/** A list as a provider understood what the user pasted. A provider that keeps more extends it, with a type for `params`. */
export interface ParsedList {
  /** Id of the provider. */
  provider: string;
  /** What sort of list it is, in the provider's own words: `watchlist`, `chart`, `list`, … */
  kind: string;
  /** Canonical id: the same list gives the same id however it was pasted. */
  id: string;
  /** For a person, with the provider's name: `IMDb watchlist of ur12345678`. */
  label: string;
  /** Where a person can look at it. */
  url?: string;
  /** Sentences about what in the address is not heeded; they stand in front of what the fetch has to say. */
  warnings?: string[];
  /** What else `fetch` needs; only plain JSON values. */
  params?: Record<string, unknown>;
}

/** What a fetch gave. Throwing is the only way to say that a list failed: an empty result means an empty list. */
export interface FetchedList {
  items: Item[];
  /** Number of titles the provider announces; absent when it does not say. */
  total?: number;
  /** True only when every title of the list is in `items` (or the caller's limit cut it). */
  complete: boolean;
  /** What became of the entries that were read; a limit may have ended the reading before. */
  rows?: RowCount;
  /** The newest entries only (RSS); such a list must never be used to find out what was removed. */
  incremental?: boolean;
  /** The list's own name. */
  name?: string;
  via: "api" | "http" | "browser" | "file" | "message";
  /** ISO 8601 time of an earlier answer that was used again; set by the caller of `fetch`. */
  fetchedAt?: string;
  /** Sentences about entries that were left out or options that were ignored. */
  warnings: string[];
}

/** Where a fetch may keep what it will need again: ids of titles, answers, a mapping. Values are plain JSON, no secrets. */
export interface FetchCache {
  /**
   * @param scope id of the provider, or the name of what several providers share (`anime-mapping`)
   * @returns undefined when nothing is kept under that key
   */
  get<T>(scope: string, key: string): Promise<{ value: T; savedAt: Date } | undefined>;
  /** Keeps a value until it is written anew. */
  set(scope: string, key: string, value: unknown): Promise<void>;
}

/** The request server that a person named as a source: its charts need no key of TMDB, its requests are a list. */
export interface SourceServer {
  /** Base URL without secrets. */
  readonly url: string;
  /**
   * The body of a GET below `/api/v1`.
   *
   * @throws ServerError, CancelledError
   */
  get(path: string, query?: Record<string, string | number | undefined>): Promise<unknown>;
}

/** One entry of a to-do list of Home Assistant. */
export interface TodoItem {
  uid: string;
  summary: string;
  description?: string;
  status: "needs_action" | "completed";
}

/** The to-do lists of the Home Assistant that a person named as a source. */
export interface TodoLists {
  /** Address of Home Assistant without secrets. */
  readonly url: string;
  /** Open entries only. @throws HomeAssistantError, CancelledError */
  open(entityId: string, options?: { signal?: AbortSignal }): Promise<{ name: string; items: TodoItem[] }>;
}

/** Reads pages with a real browser; see browser/page-reader.ts. */
export interface PageReader {
  /**
   * Opens a page and returns its HTML once `ready` (a CSS selector) is there.
   * @throws BrowserError `browser-missing`, `browser-failed`; CancelledError
   */
  read(url: string, options: { ready: string; timeoutMs?: number; signal?: AbortSignal }): Promise<string>;
}

/** Everything a provider may use. Providers import no axios, no clock and no file system of their own. */
export interface FetchContext {
  http: Http;
  signal: AbortSignal;
  /** Stop after so many titles; the result is then still `complete`. */
  limit?: number;
  account?: Account;
  /** What is remembered between fetches, for good. */
  cache: FetchCache;
  /** Present only when the person named a request server as a source. */
  server?: SourceServer;
  /** Present only when the person named a Home Assistant. */
  todo?: TodoLists;
  /** Present only when the user allows a browser. */
  browser?: PageReader;
  /** The provider's own settings, for instance `{ access: "graphql", client: "imdb-web-next" }` for IMDb. */
  settings: Record<string, unknown>;
  /**
   * Turns one of the provider's own origins into the one to use, for proxies, mirrors and tests.
   *
   * @param shared for an origin that several providers use: the name under which it can be replaced by itself
   */
  origin(origin: string, shared?: string): string;
  /** Pause between two pages; resolves early with a CancelledError when the signal is aborted. */
  pause(milliseconds: number): Promise<void>;
  /** Reads a file for `own` lists. */
  readFile(path: string): Promise<Uint8Array>;
  /** `msg.payload`, only for lists of the kind `message`: they arrive with it, and no two fetches of them are the same. */
  payload?: unknown;
  /** Called after every page. */
  progress?(items: number, total?: number): void;
}

/** What a list can be read with: an account, the login of one, a request server, a Home Assistant. */
export type ListNeed = "account" | "login" | "server" | "home-assistant";

/** One way of pasting a list, for the documentation and the dialog. */
export interface ListForm {
  example: string;
  meaning: string;
}

/** A setting of a provider, as list-source's dialog shows it. Its value arrives as `context.settings[id]`. */
export type SettingField = { id: string; label: string; hint?: string } & (
  | { kind: "text"; default?: string }
  | { kind: "number"; default?: number; min?: number; max?: number }
  | { kind: "yes-no"; default?: boolean }
  | { kind: "choice"; default: string; choices: readonly { value: string; label: string }[] }
);

/** A source of lists. Built-in ones are in this folder; others are added with `registerProvider`. */
export interface ListProvider<List extends ParsedList = ParsedList> {
  /** Lower-case letters, digits and dashes; it is part of settings and file names. */
  id: string;
  /** As the site writes itself. */
  name: string;
  forms: ListForm[];
  /** What `list-account` must hold; absent when the provider needs nothing. */
  account?: AccountForm;
  /** What people can set for the site in list-source. */
  settings?: readonly SettingField[];
  /** Limits that every fetch respects. */
  limits?: { concurrency?: number; perMinute?: number };
  /**
   * Understands what a person pasted.
   *
   * @returns undefined when the text is not this provider's
   * @throws ListError `bad-input` when it is this provider's but names no list that can be read
   */
  parse(input: string): List | undefined;
  /**
   * Fetches a list completely.
   *
   * @throws ListError with one of its codes; HttpError and CancelledError pass through and are mapped by the caller
   */
  fetch(list: List, context: FetchContext): Promise<FetchedList>;
  /**
   * For how many seconds an answer may be used again instead of being fetched anew. @default 0
   */
  lifetime?(list: List): number;
  /**
   * What a list cannot be read without; any one of the answer will do.
   *
   * @default the account, where it is required
   */
  needs?(list: List): readonly ListNeed[];
  /**
   * Finds ids of an item of this provider that its list does not give. Asked only when the server cannot tell by title
   * and year which title is meant; what it says is remembered for good.
   *
   * @returns undefined when the site does not know either
   * @throws as `fetch`
   */
  identify?(item: Item, context: FetchContext): Promise<Identity | undefined>;
  /** For the documentation, which is made from it. */
  notes?: ProviderNotes;
}

/** Which title an item is, by ids that the server understands. */
export interface Identity {
  mediaType?: MediaType;
  ids: Pick<ItemIds, "tmdb" | "imdb" | "tvdb">;
}

/** What a person should know before choosing a provider; plain sentences. */
interface ProviderNotes {
  /** What can be read, for the table of the README: `lists, watchlists, charts`. */
  reads: string;
  /** What has to be chosen in list-source, where that is no account. */
  needs?: string;
  /** The ids that its items carry, best first: `TMDB, IMDb`. */
  ids: string;
  /** Requests for a list of 1,000 titles: `4 (250 a page)`. */
  requests: string;
  /** What the site's terms and limits mean for a program. */
  terms: string;
  /** What to do when the site keeps us out. */
  blocked: string;
}
