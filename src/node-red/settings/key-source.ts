import { InputError } from "../../errors.ts";
import { type Env, expandEnv } from "../../fields/expand-env.ts";
import type { Stored } from "../../fields/field.ts";
import { text, word } from "../../fields/kinds.ts";
import { readFields } from "../../fields/read-fields.ts";
import { readSmallFile } from "../../files/read-small-file.ts";
import * as messages from "../messages.ts";

/** Where a key comes from; `overseerr-server` and `list-account` store it alike. */
export const KEY_FIELDS = {
  keyType: word({ label: "Source of the API key", words: ["cred", "env", "file"] }),
  keyEnv: text({ label: "Environment variable of the API key", when: { keyType: ["env"] } }),
  keyFile: text({ label: "API key file", env: true, when: { keyType: ["file"] } }),
} as const;

/** What a flow holds of it, with the credential. */
export interface KeySource extends Stored<typeof KEY_FIELDS> {
  apiKey?: string;
}

/**
 * Reads the server's API key from wherever the user keeps it.
 *
 * @param source - the node's configuration and credential
 * @param env - the lookup of environment variables
 * @param readText - reads a text file
 * @returns the key
 * @throws InputError `bad-config` that names what is missing; the key itself is in no message
 */
export function readApiKey(
  source: KeySource,
  env: Env,
  readText: (path: string) => string = readSmallFile,
): string {
  const { keyType, keyEnv = "", keyFile = "" } = readFields(KEY_FIELDS, { config: source, env });
  if (keyType === "env") return keyFromEnv(keyEnv, env);
  if (keyType === "file") return firstLine(keyFile, "API key file", readText);
  const key = expandEnv(source.apiKey ?? "", "API key", env).trim();
  if (key) return key;
  throw new InputError("bad-config", messages.noKey());
}

function keyFromEnv(configured: string, env: Env): string {
  const name = configured.replace(/^\$\{(.+)\}$/, "$1").trim();
  const key = name && env(name)?.trim();
  if (key) return key;
  const looksLikeName = /^[A-Z_][A-Z0-9_]*$/.test(name);
  // Node-RED replaces `${NAME}` by the value before the node sees it: then this is the key, and must be in no message.
  if (!looksLikeName && name.length >= 20) return name;
  throw new InputError(
    "bad-config",
    looksLikeName ? messages.keyVariableNotSet(name) : messages.noKeyVariable(),
  );
}

/**
 * Reads a secret from the first line of a file.
 *
 * @param path - the file
 * @param label - what it is, for the error: `API key file`
 * @throws InputError `bad-config` naming the file
 */
export function firstLine(
  path: string,
  label: string,
  readText: (path: string) => string = readSmallFile,
): string {
  if (!path.trim()) throw new InputError("bad-config", messages.noPath(label));
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new InputError("bad-config", messages.unreadableFile(label, path, code));
  }
  const line = text.split(/\r?\n/, 1)[0]?.trim();
  if (line) return line;
  throw new InputError("bad-config", messages.emptyFirstLine(label, path, label.replace(/ file$/, "")));
}
