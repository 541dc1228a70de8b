import type { HttpOptions } from "../../http/http.ts";
import type { ListErrorCode } from "../list-error.ts";
import type { Account, ListProvider } from "../provider.ts";
import type { Fault } from "./faulty-proxy.ts";

/** What the kit needs to know of a provider. */
export interface ConformanceCases {
  /** Every form that people may paste, and the canonical id that it means. */
  understands: { input: string; id: string }[];
  /** Forms that are the provider's, but name no list: `parse` must refuse them with a sentence. */
  refuses: string[];
  /** Texts that are none of the provider's business. @default an address elsewhere, a title, a sentence */
  ignores?: string[];
  /** Starts a server that behaves as the site does; called before, and closed after, each check that fetches. */
  start(): Promise<{ origin: string; close(): Promise<void> | void }>;
  /** A list that the server has. */
  list: {
    input: string;
    /** Titles on it; at least 3. */
    titles: number;
    /** What the provider announces, when it does. */
    total?: number;
    /** Requests that it takes at least, 2 or more when the list has pages. */
    requests?: number;
  };
  /** A list without titles; leave it out only when the site cannot have one. */
  empty?: string;
  /** What the list needs. */
  account?: Account;
  settings?: Record<string, unknown>;
  /** What can be wrong on the site's side, how to bring it about, and the error that has to come of it. */
  situations: {
    title: string;
    code: ListErrorCode;
    /** @default the list above */
    input?: string;
    /** Instead of the account above; `null` for none. */
    account?: Account | null;
    /** Answer of the site, when its server does not bring the situation about by itself. */
    fault?: Fault;
  }[];
  /** Changes the HTTP client, on top of no retries and a timeout of one second. */
  http?: HttpOptions;
}

/** One thing that a provider has to do; `run` rejects when it does not. */
export interface ConformanceCheck {
  title: string;
  run(): Promise<void>;
}

/** What every group of checks is made from. */
export interface Subject {
  provider: ListProvider;
  cases: ConformanceCases;
}
