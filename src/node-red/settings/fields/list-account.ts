import type { Stored } from "../../../fields/field.ts";
import { text, yesNo } from "../../../fields/kinds.ts";
import { KEY_FIELDS } from "../key-source.ts";
import { nodeFields, unchanged } from "./node-fields.ts";

/** The fields of `list-account`. */
export const LIST_ACCOUNT = nodeFields({
  type: "list-account",
  dialog: {
    provider: text({ label: "Site", default: "", initial: "trakt" }),
    ...KEY_FIELDS,
    // address of the person's own server
    url: text({ label: "Address of the list account", env: true }),
    user: text({ label: "User of the list account", env: true }),
    insecureTls: yesNo({ label: "Accept a self-signed certificate", default: false }),
    // what the dialog shows of a login; whether there is one is in its file
    loggedIn: text({ label: "Logged in as" }),
    // replaces the provider's own
    origin: text({ label: "Origin of the list account", env: true }),
  },
  credentials: ["key", "secret", "vaultKey"],
  migrations: [unchanged],
});

/** What `list-account` stores. */
export type AccountConfig = Stored<typeof LIST_ACCOUNT.dialog>;
