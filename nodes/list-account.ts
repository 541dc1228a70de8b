import type { Node, NodeAPI, NodeDef } from "node-red";
import { createLoginSessions } from "../src/accounts/login-sessions.ts";
import { openVault } from "../src/accounts/login-vault.ts";
import {
  type AccountDesk,
  forgetLogin,
  pollLogin,
  startLogin,
  testAccount,
} from "../src/node-red/endpoints/account-endpoints.ts";
import { endpoint } from "../src/node-red/endpoints/admin.ts";
import {
  type AccountConfig,
  type AccountSecrets,
  type ListAccount,
  loginFile,
  readAccount,
  withLogin,
} from "../src/node-red/settings/account-options.ts";
import { listSyncSettings } from "../src/node-red/settings/list-sync-settings.ts";

export interface ListAccountConfig extends NodeDef, AccountConfig {}

export interface ListAccountNode extends Node<AccountSecrets> {
  /** @throws InputError */
  account(): ListAccount;
}

export default function register(RED: NodeAPI): void {
  const { origins } = listSyncSettings(RED.settings);
  const userDir = RED.settings.userDir ?? process.cwd();

  function ListAccount(this: ListAccountNode, config: ListAccountConfig): void {
    RED.nodes.createNode(this, config);
    const env = (name: string) => RED.util.getSetting(this, name);
    let opened: ReturnType<typeof withLogin> | undefined;
    this.account = () => {
      const { vaultKey } = this.credentials ?? {};
      const login = { id: this.id, userDir, origins, ...(vaultKey && { vaultKey }) };
      opened ??= withLogin(readAccount(config, this.credentials ?? {}, env), login);
      return opened.account;
    };
    this.on("close", (removed: boolean, done: () => void) => {
      opened?.close();
      if (!removed) return done();
      openVault(loginFile(userDir, this.id), "").forget().then(done, done);
    });
  }

  RED.nodes.registerType<ListAccountNode, ListAccountConfig, object, AccountSecrets>(
    "list-account",
    ListAccount,
    {
      credentials: {
        key: { type: "password" },
        secret: { type: "password" },
        vaultKey: { type: "password" },
      },
    },
  );

  const desk: AccountDesk = {
    userDir,
    origins,
    secrets: (id) => RED.nodes.getCredentials(id) as AccountSecrets | undefined,
    sessions: createLoginSessions(),
  };
  const write = RED.auth.needsPermission("list-account.write");
  RED.httpAdmin.post(
    "/list-sync/list-account/test",
    write,
    endpoint((request, signal) => testAccount(request, desk, signal)),
  );
  RED.httpAdmin.post(
    "/list-sync/list-account/login",
    write,
    endpoint((request, signal) => startLogin(request, desk, signal)),
  );
  RED.httpAdmin.post(
    "/list-sync/list-account/login/poll",
    write,
    endpoint((request, signal) => pollLogin(request, desk, signal)),
  );
  RED.httpAdmin.post(
    "/list-sync/list-account/login/forget",
    write,
    endpoint((request) => forgetLogin(request, desk)),
  );
}
