import { InputError } from "../../errors.ts";
import { type Env, expandEnv } from "../../fields/expand-env.ts";
import { readFields } from "../../fields/read-fields.ts";
import type { WayIn } from "../../webhook/guard.ts";
import * as messages from "../messages.ts";
import { SECRET_FIELDS, SYNC_WEBHOOK, type WebhookConfig } from "./fields/sync-webhook.ts";
import { firstLine } from "./key-source.ts";

/** A webhook as it is deployed. */
export interface WebhookSettings {
  profile: string;
  /** With a slash in front and none at the end. */
  path: string;
  access: WayIn;
  secret: string;
  anyList: boolean;
  folder: string | undefined;
  maxBytes: number;
  /** 0 for no limit. */
  perMinute: number;
}

/** Characters of the secret part of an address; it goes into the address as it is. */
const KEY = /^[\w-]{32,200}$/;

/**
 * Reads a node's configuration and its secret.
 *
 * @param config - with the credential
 * @throws InputError `bad-config`; the secret is in no message
 */
export function readWebhook(config: WebhookConfig & { secret?: string }, env: Env): WebhookSettings {
  const values = readFields(SYNC_WEBHOOK.dialog, { config, env });
  const { profile, access, anyList, folder, perMinute } = values;
  const secret = readSecret(config, access, env);
  if (access === "address" && !KEY.test(secret))
    throw new InputError("bad-config", messages.webhookKeyTooShort());
  return {
    profile,
    path: plainPath(values.path),
    access,
    secret,
    anyList,
    folder,
    maxBytes: Math.round(values.maxBody * 1024 * 1024),
    perMinute,
  };
}

/** `listsync/` is `/listsync`. */
export const plainPath = (path: string): string => `/${path.replace(/^\/|\/$/g, "")}`;

function readSecret(config: WebhookConfig & { secret?: string }, access: WayIn, env: Env): string {
  const { secretType, secretEnv = "", secretFile = "" } = readFields(SECRET_FIELDS, { config, env });
  if (secretType === "file") return firstLine(secretFile, "webhook secret file");
  if (secretType === "env") return secretOfVariable(secretEnv, env);
  const secret = expandEnv(config.secret ?? "", "webhook secret", env).trim();
  if (secret) return secret;
  throw new InputError(
    "bad-config",
    access === "address" ? messages.noWebhookAddress() : messages.noWebhookSecret(),
  );
}

function secretOfVariable(configured: string, env: Env): string {
  const name = configured.replace(/^\$\{(.+)\}$/, "$1").trim();
  const secret = name && env(name)?.trim();
  if (secret) return secret;
  const looksLikeName = /^[A-Z_][A-Z0-9_]*$/.test(name);
  // Node-RED replaces `${NAME}` by the value before the node sees it: then this is the secret, and must be in no message.
  if (!looksLikeName && name.length >= 20) return name;
  throw new InputError(
    "bad-config",
    looksLikeName ? messages.webhookVariableNotSet(name) : messages.noWebhookVariable(),
  );
}
