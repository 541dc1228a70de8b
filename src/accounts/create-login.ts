import { keepSecret } from "../http/redact.ts";
import { untilAborted } from "../http/until-aborted.ts";
import type { AccountContext, Login, LoginFlow, LoginTokens } from "../lists/account.ts";
import { ListError } from "../lists/list-error.ts";
import type { LoginVault } from "./login-vault.ts";
import * as messages from "./messages.ts";

export interface LoginOptions {
  /** Tells logins apart: the id of the account's node. */
  name: string;
  /** The site, for the sentence: `Trakt`. */
  site: string;
  flow: LoginFlow;
  vault: LoginVault;
  /** What refreshing may use, with a signal that nobody aborts: a refresh that is cut off may leave nobody logged in. */
  context(signal: AbortSignal): AccountContext;
  /** @default the clock */
  now?: () => Date;
}

// For the process, by file: a deployment replaces the account's node while lists are still being read with the old one.
const refreshing = new Map<string, Promise<string>>();

/** A token that ends within this time is refreshed before it is used. */
const SOON = 5 * 60 * 1000;

/**
 * Makes the login of an account. All nodes that use the account share it, so a token is refreshed once however many lists
 * are read at the same time: sites that hand out a new refresh token with each one take the old one only once.
 *
 * @returns the login, and what lets go of its secrets
 */
export function createLogin(options: LoginOptions): Login & { close(): void } {
  const { name, site, flow, vault, now = () => new Date() } = options;
  const guards = new Map<string, () => void>();
  let closed = false;

  const guard = (tokens: LoginTokens): LoginTokens => {
    for (const token of [tokens.accessToken, tokens.refreshToken])
      if (token && !closed && !guards.has(token)) guards.set(token, keepSecret(token));
    return tokens;
  };

  async function load(): Promise<LoginTokens> {
    const tokens = await vault.read();
    if (tokens) return guard(tokens);
    throw new ListError("auth-required", messages.notLoggedIn(site));
  }

  async function refresh(refused: string): Promise<string> {
    const tokens = await load();
    // another node, or another process with the same file, was quicker
    if (tokens.accessToken !== refused) return tokens.accessToken;
    if (!flow.refresh) throw loggedOut(site);
    try {
      const { signal } = new AbortController();
      const fresh = guard(await flow.refresh(tokens, options.context(signal)));
      await vault.write({ ...(tokens.user !== undefined && { user: tokens.user }), ...fresh });
      return fresh.accessToken;
    } catch (error) {
      const latest = await vault.read();
      if (latest && latest.accessToken !== refused) return guard(latest).accessToken;
      throw error;
    }
  }

  const renew = (refused: string, signal?: AbortSignal): Promise<string> => {
    // whoever gives up stops waiting, and the refresh goes on for the others and for the next run
    const running =
      refreshing.get(vault.file) ?? refresh(refused).finally(() => refreshing.delete(vault.file));
    refreshing.set(vault.file, running);
    return untilAborted(running, signal);
  };

  return {
    name,
    async token(signal) {
      const { accessToken, expiresAt } = await load();
      const left =
        expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - now().getTime();
      return left > SOON || !flow.refresh ? accessToken : renew(accessToken, signal);
    },
    renew,
    close() {
      closed = true;
      for (const release of guards.values()) release();
      guards.clear();
    },
  };
}

const loggedOut = (site: string): ListError => new ListError("auth-required", messages.loggedOut(site));
