import type { Node, NodeAPI, NodeDef } from "node-red";
import { createLoginSessions } from "../../src/accounts/login-sessions.ts";
import { openVault } from "../../src/accounts/login-vault.ts";
import { dataFolder } from "../../src/node-red/data-folder.ts";
import {
  type AccountDesk,
  forgetLogin,
  pollLogin,
  startLogin,
  testAccount,
} from "../../src/node-red/endpoints/account-endpoints.ts";
import type { EndpointHandler } from "../../src/node-red/endpoints/admin.ts";
import type { Deployed } from "../../src/node-red/endpoints/dialog-fields.ts";
import { environmentOf } from "../../src/node-red/environment.ts";
import { nodesOfType } from "../../src/node-red/nodes-of-type.ts";
import {
  type AccountSecrets,
  type ListAccount,
  loginFile,
  readAccount,
  withLogin,
} from "../../src/node-red/settings/account-options.ts";
import { asStored } from "../../src/node-red/settings/as-stored.ts";
import { type AccountConfig, LIST_ACCOUNT } from "../../src/node-red/settings/fields/list-account.ts";
import { migrate } from "../../src/node-red/settings/fields/node-fields.ts";
import { listSyncSettings } from "../../src/node-red/settings/list-sync-settings.ts";
import { whenClosed } from "../../src/node-red/when-closed.ts";

export interface ListAccountConfig extends NodeDef, AccountConfig {}

export interface ListAccountNode extends Node<AccountSecrets> {
  /** Id of the site's provider. */
  provider: string;
  /** @throws InputError */
  account(): ListAccount;
  /** As it is deployed, with its credentials. */
  deployed: Deployed<AccountConfig & AccountSecrets>;
}

export default function runtime(RED: NodeAPI) {
  const { origins } = listSyncSettings(RED.settings);
  const folder = dataFolder(RED.settings);

  function construct(this: ListAccountNode, given: ListAccountConfig): void {
    RED.nodes.createNode(this, given);
    const config = migrate(LIST_ACCOUNT, given);
    const env = environmentOf(RED, this);
    this.deployed = {
      config: { ...migrate(LIST_ACCOUNT, asStored(RED.nodes, given)), ...this.credentials },
      env,
    };
    this.provider = config.provider ?? "";
    let opened: ReturnType<typeof withLogin> | undefined;
    this.account = () => {
      const { vaultKey } = this.credentials ?? {};
      const login = { id: this.id, folder, origins, ...(vaultKey && { vaultKey }) };
      opened ??= withLogin(readAccount(config, this.credentials ?? {}, env), login);
      return opened.account;
    };
    this.on("close", (removed: boolean, done: () => void) => {
      opened?.close();
      if (!removed) return done();
      const forgotten = openVault(loginFile(folder, this.id), "").forget();
      whenClosed(forgotten, (error) => this.error(error), done);
    });
  }

  const find = nodesOfType<ListAccountNode>(RED.nodes, "list-account");
  const desk: AccountDesk = {
    folder,
    origins,
    deployed: (id) => find(id)?.deployed,
    sessions: createLoginSessions(),
  };
  const test: EndpointHandler = (request, signal) => testAccount(request, desk, signal);
  const login: EndpointHandler = (request, signal) => startLogin(request, desk, signal);
  const poll: EndpointHandler = (request, signal) => pollLogin(request, desk, signal);
  const forget: EndpointHandler = (request) => forgetLogin(request, desk);
  return { construct, test, login, poll, forget };
}
