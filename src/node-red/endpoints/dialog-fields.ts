import { InputError } from "../../errors.ts";
import { type Env, expandEnv, type KeySource } from "../settings/config-values.ts";

/** A configuration node as it is deployed: what it stores, and its own lookup of environment variables. */
export interface Deployed<Config> {
  config: Config;
  env: Env;
}

/** How the editor shows a secret that it does not know. */
const STORED = "__PWRD__";

/** A secret that a person typed into the dialog; undefined for one that only the runtime knows. */
export function typedSecret(value: unknown, label: string): string | undefined {
  if (typeof value !== "string" || value === "" || value === STORED) return undefined;
  return literal(value, label);
}

/**
 * A text of a dialog. `${NAME}` is expanded only in a text that is deployed so: otherwise whoever reaches this endpoint
 * could have any environment variable sent to any address.
 *
 * @throws InputError `bad-input` when there is a `${NAME}` that is not deployed; `bad-config` when it is not set
 */
export function dialogText(
  text: string | undefined,
  deployed: { text: string | undefined; env: Env } | undefined,
  label: string,
): string {
  if (text === undefined) return "";
  return deployed?.text === text ? expandEnv(text, label, deployed.env) : literal(text, label);
}

function literal(text: string, label: string): string {
  if (!/\$\{[^}]+\}/.test(text)) return text;
  throw new InputError(
    "bad-input",
    `The ${label} names an environment variable, which counts only when it is deployed. Press Deploy and try again, or enter the value itself.`,
  );
}

/** Where a key comes from, as a word to compare: stored, of this variable, of this file. */
export function keySource({ keyType = "", keyEnv = "", keyFile = "" }: KeySource): string {
  if (keyType === "env") return `variable ${keyEnv}`;
  return keyType === "file" ? `file ${keyFile}` : "stored";
}

/**
 * Lets a secret that only the runtime knows go to the address for which it is deployed, and to no other.
 *
 * @param entered address in the dialog
 * @param deployed address of the deployed node; undefined when there is none
 * @param what the secret, as the sentence names it: `key`
 * @throws InputError `bad-input`
 */
export function checkSameOrigin(entered: string, deployed: string | undefined, what: string): void {
  if (deployed !== undefined && originOf(entered) === originOf(deployed)) return;
  throw new InputError(
    "bad-input",
    `The stored ${what} is sent only to the address that is deployed. Type the ${what} here to try another address, or press Deploy first.`,
  );
}

/** Addresses that are none are alike: whoever gets them says what is wrong with them. */
function originOf(address: string): string {
  const text = address.trim();
  if (!URL.canParse(text)) return text;
  const { protocol, host } = new URL(text);
  return `${protocol}//${host}`;
}
