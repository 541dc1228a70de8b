import type { NodeAPI } from "node-red";
import { adminRoutes } from "../src/node-red/endpoints/admin-routes.ts";
import { onFirstUse } from "../src/node-red/on-first-use.ts";
import type { AccountSecrets } from "../src/node-red/settings/account-options.ts";
import type { ListAccountConfig, ListAccountNode } from "./runtime/list-account.ts";

export default function register(RED: NodeAPI): void {
  const runtime = onFirstUse<typeof import("./runtime/list-account.ts")>(import.meta.filename, RED);

  function ListAccount(this: ListAccountNode, stored: ListAccountConfig): void {
    runtime().construct.call(this, stored);
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

  const routes = adminRoutes(RED);
  const write = "list-account.write";
  routes.post("list-account/test", write, (...asked) => runtime().test(...asked));
  routes.post("list-account/login", write, (...asked) => runtime().login(...asked));
  routes.post("list-account/login/poll", write, (...asked) => runtime().poll(...asked));
  routes.post("list-account/login/forget", write, (...asked) => runtime().forget(...asked));
}
