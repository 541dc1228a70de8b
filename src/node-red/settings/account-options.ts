import { existsSync } from "node:fs";
import { join } from "node:path";
import { createLogin } from "../../accounts/create-login.ts";
import { openVault } from "../../accounts/login-vault.ts";
import { InputError } from "../../errors.ts";
import { type Env, expandEnv } from "../../fields/expand-env.ts";
import { readFields } from "../../fields/read-fields.ts";
import { keepSecret } from "../../http/redact.ts";
import type { Account } from "../../lists/account.ts";
import { accountContext } from "../../lists/fetching/context.ts";
import type { Origins } from "../../lists/fetching/origins.ts";
import { provider } from "../../lists/registry.ts";
import { VariableFileError } from "../environment.ts";
import { type AccountConfig, LIST_ACCOUNT } from "./fields/list-account.ts";
import { readApiKey } from "./key-source.ts";

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

// where the key comes from is read with the key
const { keyType: KEY_TYPE, keyEnv: _keyEnv, keyFile: _keyFile, ...FIELDS } = LIST_ACCOUNT.dialog;

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
  const { provider: site, origin, url: written, user, insecureTls } = readFields(FIELDS, { config, env });
  const url = written?.replace(/\/+$/, "");
  const key = readSecret(config, secrets.key, env);
  const secret = expandEnv(secrets.secret ?? "", "second key of the list account", env).trim();
  const account: Account = {
    ...(key && { key }),
    ...(secret && { secret }),
    ...(url && { url }),
    ...(user && { user }),
    ...(insecureTls && { insecureTls: true }),
  };
  return {
    provider: site,
    ...(origin && { origin }),
    ...(Object.keys(account).length > 0 && { account }),
  };
}

function readSecret(config: AccountConfig, key: string | undefined, env: Env): string | undefined {
  try {
    const { keyType, keyEnv, keyFile } = config;
    return readApiKey({ keyType, keyEnv, keyFile, ...(key !== undefined && { apiKey: key }) }, env);
  } catch (error) {
    // a file that was named but cannot be read is a mistake; a key that nobody gave is not
    const isByFile = readFields({ keyType: KEY_TYPE }, { config }).keyType === "file";
    if (isByFile || error instanceof VariableFileError || !(error instanceof InputError)) throw error;
    return undefined;
  }
}

/** Where logins are kept. */
export const loginFolder = (folder: string): string => join(folder, "list-sync", "logins");

/** Where the tokens of an account's login are kept. */
export const loginFile = (folder: string, nodeId: string): string =>
  join(loginFolder(folder), `${nodeId.replace(/[^\w-]/g, "_")}.login`);

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
  login: { id: string; folder: string; vaultKey?: string; origins: Origins },
): { account: ListAccount; close(): void } {
  const owner = provider(read.provider);
  const flow = owner?.account?.login;
  const guards = [read.account?.key, read.account?.secret].flatMap((value) =>
    value ? keepSecret(value) : [],
  );
  const close = () => {
    for (const release of guards) release();
  };
  const file = loginFile(login.folder, login.id);
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
