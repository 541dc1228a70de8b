import { InputError } from "../../errors.ts";
import { readSmallFile } from "../../files/read-small-file.ts";

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

/** What a configured number may be. */
export interface NumberRule {
  /** What it is, for the error: `time-out`. */
  label: string;
  default: number;
  min: number;
  max: number;
}

/**
 * Reads a configured number; Node-RED's dialogs store numbers as text.
 *
 * @param value - number, text, or nothing for the default
 * @param rule - default and range, both ends allowed
 * @throws InputError `bad-config`
 */
export function numberValue(value: unknown, rule: NumberRule): number {
  const number = optionalNumber(value, rule);
  return number ?? rule.default;
}

/** Like {@link numberValue} but without a default: undefined when nothing is configured. */
export function optionalNumber(value: unknown, rule: Omit<NumberRule, "default">): number | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const number = typeof value === "number" ? value : typeof value === "string" ? numberOf(value) : Number.NaN;
  if (Number.isFinite(number) && number >= rule.min && number <= rule.max) return number;
  throw new InputError(
    "bad-config",
    `The ${rule.label} must be a number from ${rule.min} to ${rule.max}, not "${String(value)}". Correct it in the node's dialog or in the message.`,
  );
}

/** Blanks alone are no zero. */
const numberOf = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text.trim()));

/**
 * Reads a yes or no that may come from a dialog, a message or an environment variable: true, yes, on, 1 or false, no, off,
 * 0, in any case. Any other word is an error: taken for a no it would switch a protection off, a dry run above all.
 *
 * @param label - what it is, for the error: `msg.dryRun`
 * @returns undefined when there is nothing to read
 * @throws InputError `bad-input` for a message's, else `bad-config`
 */
export function booleanValue(value: unknown, label: string): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === undefined || value === null || value === "") return undefined;
  const word = typeof value === "object" ? "" : String(value).trim();
  if (/^(true|yes|on|1)$/i.test(word)) return true;
  if (/^(false|no|off|0)$/i.test(word)) return false;
  throw notUnderstood(value, label, "true or false");
}

/**
 * Reads one of several words, in any case.
 *
 * @param words - the first is the default, for when there is nothing to read
 * @throws InputError as {@link booleanValue}
 */
export function wordValue<const Word extends string>(
  value: unknown,
  label: string,
  words: readonly [Word, ...Word[]],
): Word {
  if (value === undefined || value === null || value === "") return words[0];
  const word = typeof value === "object" ? "" : String(value).trim().toLowerCase();
  const found = words.find((each) => each.toLowerCase() === word);
  if (found !== undefined) return found;
  throw notUnderstood(value, label, words.join(", "));
}

function notUnderstood(value: unknown, label: string, allowed: string): InputError {
  const isMessage = label.startsWith("msg.");
  const shown = (typeof value === "object" ? JSON.stringify(value) : String(value)).slice(0, 40);
  const where = isMessage ? "in the message" : "in the node's dialog";
  return new InputError(
    isMessage ? "bad-input" : "bad-config",
    `${label} is "${shown}", which is not understood, so nothing was done. Use ${allowed} ${where}.`,
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
