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
import { adminRoutes } from "../src/node-red/endpoints/admin-routes.ts";
import type { Deployed } from "../src/node-red/endpoints/dialog-fields.ts";
import {
  type AccountConfig,
  type AccountSecrets,
  type ListAccount,
  loginFile,
  readAccount,
  withLogin,
} from "../src/node-red/settings/account-options.ts";
import { asStored } from "../src/node-red/settings/as-stored.ts";
import { listSyncSettings } from "../src/node-red/settings/list-sync-settings.ts";

export interface ListAccountConfig extends NodeDef, AccountConfig {}

export interface ListAccountNode extends Node<AccountSecrets> {
  /** @throws InputError */
  account(): ListAccount;
  /** As it is deployed, with its credentials. */
  deployed: Deployed<AccountConfig & AccountSecrets>;
}

export default function register(RED: NodeAPI): void {
  const { origins } = listSyncSettings(RED.settings);
  const userDir = RED.settings.userDir ?? process.cwd();

  function ListAccount(this: ListAccountNode, config: ListAccountConfig): void {
    RED.nodes.createNode(this, config);
    const env = (name: string) => RED.util.getSetting(this, name);
    this.deployed = { config: { ...asStored(RED.nodes, config), ...this.credentials }, env };
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

  const find = (id: string) => RED.nodes.getNode(id) as ListAccountNode | null;
  const desk: AccountDesk = {
    userDir,
    origins,
    deployed: (id) => find(id)?.deployed,
    sessions: createLoginSessions(),
  };
  const routes = adminRoutes(RED);
  const write = "list-account.write";
  routes.post("list-account/test", write, (request, signal) => testAccount(request, desk, signal));
  routes.post("list-account/login", write, (request, signal) => startLogin(request, desk, signal));
  routes.post("list-account/login/poll", write, (request, signal) => pollLogin(request, desk, signal));
  routes.post("list-account/login/forget", write, (request) => forgetLogin(request, desk));
}
