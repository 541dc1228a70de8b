import type { LoginSessions, PolledLogin, StartedLogin } from "../../accounts/login-sessions.ts";
import { newVaultKey, openVault } from "../../accounts/login-vault.ts";
import { InputError } from "../../errors.ts";
import { type Env, expandEnv } from "../../fields/expand-env.ts";
import { readFields } from "../../fields/read-fields.ts";
import { accountContext } from "../../lists/fetching/context.ts";
import { toListError } from "../../lists/fetching/map-error.ts";
import type { Origins } from "../../lists/fetching/origins.ts";
import type { ListProvider } from "../../lists/provider.ts";
import { provider } from "../../lists/registry.ts";
import {
  type AccountSecrets,
  type ListAccount,
  loginFile,
  readAccount,
  withLogin,
} from "../settings/account-options.ts";
import { type AccountConfig, LIST_ACCOUNT } from "../settings/fields/list-account.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";
import { bodyId } from "./body-text.ts";
import {
  checkSameOrigin,
  type Deployed,
  dialogText,
  isSameOrigin,
  keySource,
  STORED_KEY,
  typedSecret,
} from "./dialog-fields.ts";
import * as messages from "./messages.ts";

/** What the endpoints of `list-account` need of Node-RED. */
export interface AccountDesk {
  /** A deployed account by the id of its node, with its credentials. */
  deployed(id: string): Deployed<AccountConfig & AccountSecrets> | undefined;
  folder: string;
  origins: Origins;
  sessions: LoginSessions;
}

/**
 * Proves what stands in the dialog of an account.
 *
 * @param request - body: the fields of the dialog; without `key` or `secret` those of the deployed node are used, for
 *   its own site and addresses only
 * @throws InputError `bad-input` when the request has no body
 */
export function testAccount(
  request: AdminRequest,
  desk: AccountDesk,
  signal: AbortSignal,
): Promise<Finding<{ message: string }>> {
  const body = bodyOf(request);
  return finding(async () => {
    const { id, read, secrets } = entered(body, desk);
    const owner = known(read.provider);
    if (!owner.account?.test) throw new InputError("bad-input", messages.noAccountTest(owner.name));
    const { folder, origins } = desk;
    const { vaultKey } = secrets;
    const { account, close } = withLogin(read, { id, folder, origins, ...(vaultKey && { vaultKey }) });
    try {
      return { message: await owner.account.test(accountContext(owner, account, origins, signal)) };
    } catch (error) {
      throw toListError(error, owner.name);
    } finally {
      close();
    }
  });
}

/**
 * Asks a site for a code that the person can confirm.
 *
 * @returns with the key of the tokens when it is a new one, to be deployed; one that is deployed is told to nobody
 * @throws InputError `bad-input` without a body
 */
export function startLogin(
  request: AdminRequest,
  desk: AccountDesk,
  signal: AbortSignal,
): Promise<Finding<StartedLogin & { vaultKey?: string }>> {
  const body = bodyOf(request);
  return finding(async () => {
    const { id, read, secrets } = entered(body, desk);
    const owner = known(read.provider);
    const flow = owner.account?.login;
    if (!flow) throw new InputError("bad-input", messages.noLogin(owner.name));
    const vaultKey = secrets.vaultKey ?? newVaultKey();
    const vault = openVault(loginFile(desk.folder, id), vaultKey);
    const context = (now: AbortSignal) => accountContext(owner, read, desk.origins, now);
    try {
      const started = await desk.sessions.start({ flow, context, keep: vault.write }, signal);
      return { ...started, ...(secrets.vaultKey === undefined && { vaultKey }) };
    } catch (error) {
      throw toListError(error, owner.name);
    }
  });
}

/** Asks whether the person has confirmed. Body: `{ session }`. @throws InputError `bad-input` without a body */
export function pollLogin(
  request: AdminRequest,
  { sessions }: AccountDesk,
  signal: AbortSignal,
): Promise<Finding<PolledLogin>> {
  const { session } = bodyOf(request);
  return finding(() => sessions.poll(bodyId(session, "login"), signal));
}

/** Throws the tokens of an account away. Body: `{ id }`. @throws InputError `bad-input` without a body */
export function forgetLogin(request: AdminRequest, { folder }: AccountDesk): Promise<Finding<object>> {
  const { id } = bodyOf(request);
  return finding(async () => {
    await openVault(loginFile(folder, bodyId(id, "account")), "").forget();
    return {};
  });
}

/**
 * What stands in the dialog. Secrets that were typed there go to the addresses that stand there; those of the deployed
 * node, of variables and of files only to its own site and addresses. So does its login: elsewhere nobody is logged in.
 */
function entered(
  body: Record<string, unknown>,
  desk: AccountDesk,
): { id: string; read: ListAccount; secrets: AccountSecrets } {
  const { key, secret, vaultKey, ...dialog } = body as AccountConfig & AccountSecrets;
  const id = bodyId(body.id, "account");
  const node = desk.deployed(id);
  const stored = node?.config;
  const text = (name: "url" | "origin" | "user", label: string) =>
    dialogText(dialog[name], node && { text: stored?.[name], env: node.env }, label);
  const typed = {
    key: keySource(dialog) === STORED_KEY ? typedSecret(key, "key") : undefined,
    secret: typedSecret(secret, "second key"),
    vaultKey: typedSecret(vaultKey, "key of the login"),
  };
  const config = {
    ...dialog,
    url: text("url", "address"),
    origin: text("origin", "origin"),
    user: text("user", "user"),
  };
  // what belongs to one site is nothing to another
  const own = stored && siteOf(dialog) === siteOf(stored) ? stored : undefined;
  const secrets = {
    ...typed,
    vaultKey: typed.vaultKey ?? (node && own && isAtHome(config, node) ? own.vaultKey : undefined),
  };
  const needsStored =
    (typed.key === undefined && hasKey(dialog, stored)) || (typed.secret === undefined && own?.secret);
  if (!needsStored) return { id, read: readAccount(config, secrets, NO_ENV), secrets };

  for (const name of ADDRESSES)
    checkSameOrigin(config[name], node && expandEnv(stored?.[name] ?? "", name, node.env), "key");
  if (typed.key === undefined && sourceOf(dialog) !== sourceOf(stored))
    throw new InputError("bad-input", messages.keyOfOtherSite());
  const all = { ...secrets, key: typed.key ?? stored?.key, secret: typed.secret ?? own?.secret };
  return { id, read: readAccount(config, all, node?.env ?? NO_ENV), secrets: all };
}

/** Where an account may lead to other addresses than its site's own. */
const ADDRESSES = ["url", "origin"] as const;

/** Whether the addresses of the dialog, with their variables replaced, are the deployed ones. */
function isAtHome(config: AccountConfig, { config: stored, env }: Deployed<AccountConfig>): boolean {
  try {
    return ADDRESSES.every((name) =>
      isSameOrigin(config[name] ?? "", expandEnv(stored[name] ?? "", name, env)),
    );
  } catch {
    // a variable is not set: there is no such place
    return false;
  }
}

const siteOf = (config: AccountConfig): string =>
  readFields({ provider: LIST_ACCOUNT.dialog.provider }, { config }).provider;

/** Whose key it is, and where it comes from. */
const sourceOf = (config: AccountConfig = {}): string => `${siteOf(config)} ${keySource(config)}`;

/** Whether there is a key that only the runtime knows: stored, in a variable, in a file. */
const hasKey = (dialog: AccountConfig, stored: AccountSecrets | undefined): boolean =>
  keySource(dialog) !== STORED_KEY || Boolean(stored?.key);

/** What a dialog says literally needs no variables. */
const NO_ENV: Env = () => undefined;

function known(id: string): ListProvider {
  const owner = provider(id);
  if (owner) return owner;
  throw new InputError("bad-input", messages.noProvider(id));
}
