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
import type { Env } from "../settings/config-values.ts";
import { type AdminRequest, bodyOf, type Finding, finding } from "./admin.ts";

/** What the endpoints of `list-account` need of Node-RED. */
export interface AccountDesk {
  /** The credentials of a deployed node by its id. */
  secrets(id: string): AccountSecrets | undefined;
  userDir: string;
  origins: Origins;
  sessions: LoginSessions;
  /** @default process.env */
  env?: Env;
}

/**
 * Proves what stands in the dialog of an account.
 *
 * @param request - body: the fields of the dialog; without `key` or `secret` those of the deployed node are used
 * @throws InputError `bad-input` when the request has no body
 */
export function testAccount(
  request: AdminRequest,
  desk: AccountDesk,
  signal: AbortSignal,
): Promise<Finding<{ message: string }>> {
  const { id, read, secrets } = entered(request, desk);
  return finding(async () => {
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
  const { id, read, secrets } = entered(request, desk);
  return finding(async () => {
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

/** What stands in the dialog; secrets that were not typed anew are the deployed ones. */
function entered(
  request: AdminRequest,
  desk: AccountDesk,
): { id: string; read: ListAccount; secrets: AccountSecrets } {
  const { id, key, secret, vaultKey, ...config } = bodyOf(request) as AccountConfig &
    AccountSecrets & { id?: unknown };
  const stored = desk.secrets(String(id ?? ""));
  const typed = (value: string | undefined, before: string | undefined) =>
    value && value !== "__PWRD__" ? value : before;
  const secrets = {
    key: typed(key, stored?.key),
    secret: typed(secret, stored?.secret),
    vaultKey: typed(vaultKey, stored?.vaultKey),
  };
  const env = desk.env ?? ((name: string) => process.env[name]);
  return { id: String(id ?? ""), read: readAccount(config, secrets, env), secrets };
}

function known(id: string): ListProvider {
  const owner = provider(id);
  if (owner) return owner;
  throw new InputError("bad-input", `There is no list provider "${id}". Choose one in the dialog.`);
}
