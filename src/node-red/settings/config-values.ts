import { InputError } from "../../errors.ts";
import { readSmallFile } from "../../files/read-small-file.ts";
import { wordValue } from "../../strict-values.ts";

/** Looks up an environment variable; Node-RED's own lookup also knows those of a flow or group. */
export type Env = (name: string) => string | undefined;

/** Where an API key comes from, as `overseerr-server` stores it. */
export interface KeySource {
  keyType?: string;
  /** The credential. */
  apiKey?: string;
  /** Name of an environment variable, plain or as `${NAME}`. */
  keyEnv?: string;
  /** Path of a file whose first line is the key. */
  keyFile?: string;
}

/**
 * Replaces every `${NAME}` in a configured text.
 *
 * Node-RED replaces only texts that are nothing but `${NAME}`, and leaves them alone when the variable is not set.
 *
 * @param text - the configured text
 * @param label - what it is, for the error: `server URL`
 * @param env - the lookup
 * @throws InputError `bad-config` naming the variable that is not set
 */
export function expandEnv(text: string, label: string, env: Env): string {
  return text.replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
    const value = env(name.trim());
    if (value !== undefined && value !== "") return value;
    throw new InputError(
      "bad-config",
      `The ${label} needs the environment variable ${name}, which is not set. Set it and restart Node-RED, or enter the value itself.`,
    );
  });
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
  const type = wordValue(source.keyType, "The source of the API key", ["cred", "env", "file"]);
  if (type === "env") return keyFromEnv(source.keyEnv ?? "", env);
  if (type === "file")
    return firstLine(expandEnv(source.keyFile ?? "", "API key file", env), "API key file", readText);
  const key = expandEnv(source.apiKey ?? "", "API key", env).trim();
  if (key) return key;
  throw new InputError(
    "bad-config",
    "The server has no API key. Copy it from the server's settings (General) and enter it in the server's configuration.",
  );
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
    looksLikeName
      ? `The API key is to come from the environment variable ${name}, which is not set. Set it and restart Node-RED, or enter the key itself.`
      : "The API key is to come from an environment variable, but no name of one is given. Enter for instance OVERSEERR_API_KEY.",
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
  if (!path.trim())
    throw new InputError("bad-config", `There is no ${label}: no path is given. Enter the path.`);
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new InputError(
      "bad-config",
      `The ${label} ${path} cannot be read (${code}). Check the path, and that Node-RED may read it.`,
    );
  }
  const line = text.split(/\r?\n/, 1)[0]?.trim();
  if (line) return line;
  throw new InputError(
    "bad-config",
    `The ${label} ${path} has an empty first line. Write the ${label.replace(/ file$/, "")} there.`,
  );
}

/** Turns the dialog's rows of `{ name, value }` into headers; rows without a name are left out. */
export function headerValues(rows: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const row of Array.isArray(rows) ? rows : []) {
    if (typeof row?.name === "string" && row.name.trim()) headers[row.name.trim()] = String(row.value ?? "");
  }
  return headers;
}
