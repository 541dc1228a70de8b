import type { LoginSessions, PolledLogin, StartedLogin } from "../../accounts/login-sessions.ts";
import { newVaultKey, openVault } from "../../accounts/login-vault.ts";
import { InputError } from "../../errors.ts";
import { accountContext } from "../../lists/context.ts";
import { toListError } from "../../lists/map-error.ts";
import type { Origins } from "../../lists/origins.ts";
import type { ListProvider } from "../../lists/provider.ts";
import { provider } from "../../lists/registry.ts";
import {
  type AccountConfig,
  type AccountSecrets,
  type ListAccount,
  loginFile,
  readAccount,
  withLogin,
} from "../settings/account-options.ts";
import { type Env, expandEnv } from "../settings/config-values.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";
import { checkSameOrigin, type Deployed, dialogText, keySource, typedSecret } from "./dialog-fields.ts";

/** What the endpoints of `list-account` need of Node-RED. */
export interface AccountDesk {
  /** A deployed account by the id of its node, with its credentials. */
  deployed(id: string): Deployed<AccountConfig & AccountSecrets> | undefined;
  userDir: string;
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
    if (!owner.account?.test)
      throw new InputError(
        "bad-input",
        `${owner.name} has no way to test an account. Preview a list instead.`,
      );
    const { userDir, origins } = desk;
    const { vaultKey } = secrets;
    const { account, close } = withLogin(read, { id, userDir, origins, ...(vaultKey && { vaultKey }) });
    try {
      return { message: await owner.account.test(accountContext(owner, account, origins, signal)) };
    } catch (error) {
      throw toListError(error, owner.name);
    } finally {
      close();
    }
  });
}

/** Asks a site for a code that the person can confirm. @throws InputError `bad-input` without a body */
export function startLogin(
  request: AdminRequest,
  desk: AccountDesk,
  signal: AbortSignal,
): Promise<Finding<StartedLogin & { vaultKey: string }>> {
  const body = bodyOf(request);
  return finding(async () => {
    const { id, read, secrets } = entered(body, desk);
    const owner = known(read.provider);
    const flow = owner.account?.login;
    if (!flow) throw new InputError("bad-input", `${owner.name} has no login. Enter a key instead.`);
    const vaultKey = secrets.vaultKey ?? newVaultKey();
    const vault = openVault(loginFile(desk.userDir, id), vaultKey);
    const context = (now: AbortSignal) => accountContext(owner, read, desk.origins, now);
    try {
      const started = await desk.sessions.start({ flow, context, keep: vault.write }, signal);
      return { ...started, vaultKey };
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
  return finding(() => sessions.poll(String(session ?? ""), signal));
}

/** Throws the tokens of an account away. Body: `{ id }`. @throws InputError `bad-input` without a body */
export function forgetLogin(request: AdminRequest, { userDir }: AccountDesk): Promise<Finding<object>> {
  const { id } = bodyOf(request);
  return finding(async () => {
    await openVault(loginFile(userDir, String(id ?? "")), "").forget();
    return {};
  });
}

/**
 * What stands in the dialog. Secrets that were typed there go to the addresses that stand there; those of the deployed
 * node, of variables and of files only to its own site and addresses.
 */
function entered(
  body: Record<string, unknown>,
  desk: AccountDesk,
): { id: string; read: ListAccount; secrets: AccountSecrets } {
  const { id, key, secret, vaultKey, ...dialog } = body as AccountConfig & AccountSecrets & { id?: unknown };
  const node = desk.deployed(String(id ?? ""));
  const stored = node?.config;
  const text = (name: "url" | "origin" | "user", label: string) =>
    dialogText(dialog[name], node && { text: stored?.[name], env: node.env }, label);
  const typed = {
    key: (dialog.keyType || "cred") === "cred" ? typedSecret(key, "key") : undefined,
    secret: typedSecret(secret, "second key"),
    vaultKey: typedSecret(vaultKey, "key of the login"),
  };
  const config = {
    ...dialog,
    url: text("url", "address"),
    origin: text("origin", "origin"),
    user: text("user", "user"),
  };
  const secrets = { ...typed, vaultKey: typed.vaultKey ?? stored?.vaultKey };
  const needsStored =
    (typed.key === undefined && hasKey(dialog, stored)) || (typed.secret === undefined && stored?.secret);
  if (!needsStored) return { id: String(id ?? ""), read: readAccount(config, secrets, NO_ENV), secrets };

  for (const name of ["url", "origin"] as const)
    checkSameOrigin(config[name], node && expandEnv(stored?.[name] ?? "", name, node.env), "key");
  if (typed.key === undefined && sourceOf(dialog) !== sourceOf(stored))
    throw new InputError(
      "bad-input",
      "The stored key belongs to the site and the source that are deployed. Press Deploy and try again, or type the key itself.",
    );
  const all = { ...secrets, key: typed.key ?? stored?.key, secret: typed.secret ?? stored?.secret };
  return { id: String(id ?? ""), read: readAccount(config, all, node?.env ?? NO_ENV), secrets: all };
}

/** Whose key it is, and where it comes from. */
const sourceOf = (config: AccountConfig = {}): string => `${config.provider} ${keySource(config)}`;

/** Whether there is a key that only the runtime knows: stored, in a variable, in a file. */
const hasKey = (dialog: AccountConfig, stored: AccountSecrets | undefined): boolean =>
  dialog.keyType === "env" || dialog.keyType === "file" || Boolean(stored?.key);

/** What a dialog says literally needs no variables. */
const NO_ENV: Env = () => undefined;

function known(id: string): ListProvider {
  const owner = provider(id);
  if (owner) return owner;
  throw new InputError("bad-input", `There is no list provider "${id}". Choose one in the dialog.`);
}
