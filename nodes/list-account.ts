import type { Node, NodeAPI, NodeDef } from "node-red";
import {
  type AccountConfig,
  guardAccount,
  type ListAccount,
  readAccount,
} from "../src/runtime/account-options.ts";

export interface ListAccountConfig extends NodeDef, AccountConfig {}

interface Credentials {
  key?: string;
}

export interface ListAccountNode extends Node<Credentials> {
  /** @throws InputError */
  account(): ListAccount;
}

export default function register(RED: NodeAPI): void {
  function ListAccount(this: ListAccountNode, config: ListAccountConfig): void {
    RED.nodes.createNode(this, config);
    const env = (name: string) => RED.util.getSetting(this, name);
    const guards: (() => void)[] = [];
    this.account = () => {
      const account = readAccount(config, this.credentials?.key, env);
      if (guards.length === 0) guards.push(guardAccount(account));
      return account;
    };
    this.on("close", (_removed: boolean, done: () => void) => {
      for (const release of guards) release();
      done();
    });
  }

  RED.nodes.registerType<ListAccountNode, ListAccountConfig, object, Credentials>(
    "list-account",
    ListAccount,
    {
      credentials: { key: { type: "password" } },
    },
  );
}
