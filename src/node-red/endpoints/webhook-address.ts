import { InputError } from "../../errors.ts";
import { readFields } from "../../fields/read-fields.ts";
import { SYNC_WEBHOOK, type WebhookConfig } from "../settings/fields/sync-webhook.ts";
import { plainPath } from "../settings/webhook-options.ts";
import * as messages from "./messages.ts";

/**
 * The address of a deployed webhook with its secret part, for those who may change the node: they have to enter it where
 * the requests come from. What is kept in a variable or in a file is not told.
 *
 * @param node - with its credential; undefined when it is not deployed
 * @returns the path, `httpNodeRoot` included
 * @throws InputError `not-deployed`
 */
export function deployedAddress(
  node: (WebhookConfig & { secret?: string }) | undefined,
  httpNodeRoot: string | false | undefined,
): { path: string } {
  if (!node) throw new InputError("not-deployed", messages.webhookNotDeployed());
  const { path, access, secretType } = readFields(SYNC_WEBHOOK.dialog, { config: node });
  const root = String(httpNodeRoot || "/")
    .replace(/^\/?|\/?$/g, "/")
    .replace(/^\/+$/, "/");
  const stored = secretType === "cred" && !/\$\{/.test(node.secret ?? "") ? node.secret : undefined;
  const key = access === "address" ? `/${stored ?? "…"}` : "";
  return { path: `${root}${plainPath(path).slice(1)}${key}` };
}
