import type { Http } from "../http/http.ts";
import type { Item } from "../items/item.ts";

/** A list as a provider understood what the user pasted. */
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
  /** The newest entries only (RSS); such a list must never be used to find out what was removed. */
  incremental?: boolean;
  /** The list's own name. */
  name?: string;
  via: "api" | "http" | "browser" | "file" | "message";
  /** Sentences about entries that were left out or options that were ignored. */
  warnings: string[];
}

/** Secrets and settings that a person entered for a provider; see each provider's `account`. */
export interface Account {
  /** API key, client id or token. Never to be logged or put into an error. */
  key?: string;
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
  /** Present only when the user allows a browser. */
  browser?: PageReader;
  /** The provider's own settings, for instance `{ access: "graphql", client: "imdb-web-next" }` for IMDb. */
  settings: Record<string, unknown>;
  /** Turns one of the provider's own origins into the one to use, for proxies, mirrors and tests. */
  origin(origin: string): string;
  /** Pause between two pages; resolves early with a CancelledError when the signal is aborted. */
  pause(milliseconds: number): Promise<void>;
  /** Reads a file for `own` lists. */
  readFile(path: string): Promise<Uint8Array>;
  /** `msg.payload`, for lists that arrive with the message. */
  payload?: unknown;
  /** Called after every page. */
  progress?(items: number, total?: number): void;
}

/** One way of pasting a list, for the documentation and the dialog. */
export interface ListForm {
  example: string;
  meaning: string;
}

/** A source of lists. Built-in ones are in this folder; others are added with `registerProvider`. */
export interface ListProvider {
  /** Lower-case letters, digits and dashes. */
  id: string;
  /** As the site writes itself. */
  name: string;
  forms: ListForm[];
  /** What `list-account` must hold; absent when the provider needs nothing. */
  account?: { label: string; required: boolean; where: string };
  /** Limits that every fetch respects. */
  limits?: { concurrency?: number; perMinute?: number };
  /**
   * Understands what a person pasted.
   *
   * @returns undefined when the text is not this provider's
   * @throws ListError `bad-input` when it is this provider's but names no list that can be read
   */
  parse(input: string): ParsedList | undefined;
  /**
   * Fetches a list completely.
   *
   * @throws ListError with one of its codes; HttpError and CancelledError pass through and are mapped by the caller
   */
  fetch(list: ParsedList, context: FetchContext): Promise<FetchedList>;
}
