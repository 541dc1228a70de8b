import { InputError } from "../errors.ts";
import { keepSecret } from "../http/redact.ts";
import type { Account } from "../lists/provider.ts";
import { type Env, expandEnv, type KeySource, readApiKey } from "./config-values.ts";

/** What `list-account` stores. */
export interface AccountConfig extends Omit<KeySource, "apiKey"> {
  /** Id of the provider. */
  provider?: string;
  /** Replaces the provider's own origin. */
  origin?: string;
}

/** An account as list-source uses it. */
export interface ListAccount {
  provider: string;
  origin?: string;
  account?: Account;
}

/**
 * Reads an account. One whose environment variable is not set is an account without a key: the provider then says what
 * it needs, and lists that need none go on.
 *
 * @param config - the stored configuration
 * @param key - the credential
 * @param env - the lookup of environment variables
 * @throws InputError `bad-config` when a key file cannot be read or an origin's variable is not set
 */
export function readAccount(config: AccountConfig, key: string | undefined, env: Env): ListAccount {
  const origin = expandEnv(config.origin ?? "", "origin of the list account", env).trim();
  const secret = readSecret(config, key, env);
  return {
    provider: config.provider ?? "",
    ...(origin && { origin }),
    ...(secret && { account: { key: secret } }),
  };
}

function readSecret(config: AccountConfig, key: string | undefined, env: Env): string | undefined {
  try {
    return readApiKey({ ...config, ...(key !== undefined && { apiKey: key }) }, env);
  } catch (error) {
    // a file that was named but cannot be read is a mistake; a key that nobody gave is not
    if (config.keyType === "file" || !(error instanceof InputError)) throw error;
    return undefined;
  }
}

/** Keeps an account's key out of everything that leaves the package; returns the end of it. */
export const guardAccount = ({ account }: ListAccount): (() => void) =>
  account?.key ? keepSecret(account.key) : () => {};
