import type { Http } from "../http/http.ts";

/** Secrets and settings that a person entered for a provider. Nothing of it may be logged or put into an error. */
export interface Account {
  /** API key, client id or token. */
  key?: string;
  /** A second secret: Trakt's client secret, TVDB's subscriber PIN, a user's own token. */
  secret?: string;
  /** Base address of the person's own server, without a slash at its end: Jellyfin, Emby, Radarr, Sonarr. */
  url?: string;
  /** Name or id of a user of that server. */
  user?: string;
  /** Accept a certificate of that server that no known authority signed. */
  insecureTls?: boolean;
  /** Present when somebody logged in. */
  login?: Login;
}

/** The token of a person who logged in. Refreshing it is shared by all who ask at the same time. */
export interface Login {
  /** Tells logins apart; no secret. */
  readonly name: string;
  /**
   * A token that is valid by all we know; refreshed first when it is about to expire.
   *
   * @throws ListError `auth-required` when the site takes the login no more, `unavailable` when it does not answer
   */
  token(signal?: AbortSignal): Promise<string>;
  /**
   * To be called once when the site refuses a token: refreshes it, unless somebody did so meanwhile.
   *
   * @param refused the token that was refused
   * @throws as `token`
   */
  renew(refused: string, signal?: AbortSignal): Promise<string>;
}

/** What a provider's account consists of, for the dialog. */
export interface AccountForm {
  /** What the main secret is: `Trakt client id`. */
  label: string;
  /** Whether no list at all can be read without it. */
  required: boolean;
  /** Where a person gets it: `trakt.tv/oauth/applications (needs Trakt VIP)`. */
  where: string;
  /** What it must be allowed to do, when that can be chosen. */
  rights?: string;
  /** The fields of the dialog in their order. @default the key alone */
  fields?: AccountField[];
  /** Present when a person can log in. */
  login?: LoginFlow;
  /**
   * Proves the account with as few calls as possible.
   *
   * @returns a sentence: `Signed in as sean (VIP).`
   * @throws ListError `auth-required`, `unavailable`, …
   */
  test?(context: AccountContext): Promise<string>;
}

/** One field of an account. `key` and `secret` are credentials. */
interface AccountField {
  id: "key" | "secret" | "url" | "user";
  label: string;
  required: boolean;
  /** An example for the empty field. */
  placeholder?: string;
}

/** What a test or a login may use. */
export interface AccountContext {
  http: Http;
  signal: AbortSignal;
  account?: Account;
  /** As in what a fetch is given. */
  origin(origin: string, shared?: string): string;
}

/** A login by a code that the person confirms on the site (device code, PIN). */
export interface LoginFlow {
  /** Asks the site for a code. @throws ListError */
  start(context: AccountContext): Promise<LoginStart>;
  /**
   * Asks the site whether the person has confirmed.
   *
   * @param state of `start`
   * @throws ListError `auth-required` when it was refused or has expired
   */
  poll(state: unknown, context: AccountContext): Promise<LoginAnswer>;
  /** New tokens for old ones; absent when tokens do not expire. @throws ListError `auth-required` when refused */
  refresh?(tokens: LoginTokens, context: AccountContext): Promise<LoginTokens>;
}

export interface LoginStart {
  /** Where the person confirms: an `https:` page, or `http:` on this machine. Another one is refused. */
  url: string;
  /** What to enter there; absent when the address holds it. */
  code?: string;
  /** Seconds for which the code can be confirmed. */
  expiresIn: number;
  /** Seconds between two polls. */
  interval: number;
  /** For `poll`; plain JSON. May hold secrets, so it stays in the runtime. */
  state: unknown;
}

export type LoginAnswer =
  | { kind: "pending" /** Seconds to the next poll, when the site asks for other ones. */; interval?: number }
  | { kind: "done"; tokens: LoginTokens };

export interface LoginTokens {
  accessToken: string;
  refreshToken?: string;
  /** ISO 8601 time; absent when it does not expire. */
  expiresAt?: string;
  /** Who logged in, when the site says so. */
  user?: string;
}
