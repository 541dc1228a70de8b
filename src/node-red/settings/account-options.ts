import { existsSync } from "node:fs";
import { join } from "node:path";
import { createLogin } from "../../accounts/create-login.ts";
import { openVault } from "../../accounts/login-vault.ts";
import { InputError } from "../../errors.ts";
import { keepSecret } from "../../http/redact.ts";
import type { Account } from "../../lists/account.ts";
import { accountContext } from "../../lists/context.ts";
import type { Origins } from "../../lists/origins.ts";
import { provider } from "../../lists/registry.ts";
import { booleanValue } from "../../strict-values.ts";
import { type Env, expandEnv, type KeySource, readApiKey } from "./config-values.ts";

/** What `list-account` stores. */
export interface AccountConfig extends Omit<KeySource, "apiKey"> {
  /** Id of the provider. */
  provider?: string;
  /** Address of the person's own server. */
  url?: string;
  /** Name or id of a user. */
  user?: string;
  /** Accept a certificate that no known authority signed. */
  insecureTls?: boolean;
  /** Replaces the provider's own origin. */
  origin?: string;
}

/** The credentials of `list-account`. */
export interface AccountSecrets {
  key?: string;
  secret?: string;
  /** Opens the file with the login's tokens. */
  vaultKey?: string;
}

/** An account as list-source uses it. */
export interface ListAccount {
  provider: string;
  origin?: string;
  account?: Account;
}

/**
 * Reads an account without its login. One whose environment variable is not set is an account without a key: the
 * provider then says what it needs, and lists that need none go on.
 *
 * @param config - the stored configuration
 * @param secrets - the credentials
 * @param env - the lookup of environment variables
 * @throws InputError `bad-config` when a key file cannot be read or a variable is not set
 */
export function readAccount(config: AccountConfig, secrets: AccountSecrets, env: Env): ListAccount {
  const text = (value: string | undefined, label: string) => expandEnv(value ?? "", label, env).trim();
  const origin = text(config.origin, "origin of the list account");
  const url = text(config.url, "address of the list account").replace(/\/+$/, "");
  const user = text(config.user, "user of the list account");
  const key = readSecret(config, secrets.key, env);
  const secret = text(secrets.secret, "second key of the list account");
  const insecureTls = booleanValue(config.insecureTls, "Accept a self-signed certificate");
  const account: Account = {
    ...(key && { key }),
    ...(secret && { secret }),
    ...(url && { url }),
    ...(user && { user }),
    ...(insecureTls && { insecureTls: true }),
  };
  return {
    provider: config.provider ?? "",
    ...(origin && { origin }),
    ...(Object.keys(account).length > 0 && { account }),
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

/** Where the tokens of an account's login are kept. */
export const loginFile = (userDir: string, nodeId: string): string =>
  join(userDir, "list-sync", "logins", `${nodeId.replace(/[^\w-]/g, "_")}.login`);

/**
 * Adds the login to an account, when somebody has logged in and the provider knows how.
 *
 * @param read - the account without it
 * @param login - id of the account's node, Node-RED's user directory, the key of the tokens, and the origins of
 *   Node-RED's settings
 * @returns the account, and what lets go of its secrets
 */
export function withLogin(
  read: ListAccount,
  login: { id: string; userDir: string; vaultKey?: string; origins: Origins },
): { account: ListAccount; close(): void } {
  const owner = provider(read.provider);
  const flow = owner?.account?.login;
  const guards = [read.account?.key, read.account?.secret].flatMap((value) =>
    value ? keepSecret(value) : [],
  );
  const close = () => {
    for (const release of guards) release();
  };
  const file = loginFile(login.userDir, login.id);
  // public lists need no login: somebody who logged out is like somebody who never logged in
  if (!owner || !flow || !login.vaultKey || !existsSync(file)) return { account: read, close };
  const made = createLogin({
    name: login.id,
    site: owner.name,
    flow,
    vault: openVault(file, login.vaultKey),
    context: (signal) => accountContext(owner, read, login.origins, signal),
  });
  return {
    account: { ...read, account: { ...read.account, login: made } },
    close() {
      close();
      made.close();
    },
  };
}
