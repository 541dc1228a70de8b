import { InputError } from "../../errors.ts";
import { type Env, expandEnv } from "../../fields/expand-env.ts";
import { readFields } from "../../fields/read-fields.ts";
import { KEY_FIELDS, type KeySource } from "../settings/key-source.ts";
import { bodyText } from "./body-text.ts";
import * as messages from "./messages.ts";

/** A configuration node as it is deployed: what it stores, and its own lookup of environment variables. */
export interface Deployed<Config> {
  config: Config;
  env: Env;
}

/** How the editor shows a secret that it does not know. */
const STORED = "__PWRD__";

/**
 * A secret that a person typed into the dialog; undefined for one that only the runtime knows.
 *
 * @throws InputError `bad-input` when it names a variable, or is no text
 */
export function typedSecret(value: unknown, label: string): string | undefined {
  const typed = bodyText(value, label);
  return typed === "" || typed === STORED ? undefined : literal(typed, label);
}

/**
 * A text of a dialog. `${NAME}` is expanded only in a text that is deployed so: otherwise whoever reaches this endpoint
 * could have any environment variable sent to any address.
 *
 * @throws InputError `bad-input` when it is no text, or there is a `${NAME}` that is not deployed; `bad-config` when it is
 *   not set
 */
export function dialogText(
  written: unknown,
  deployed: { text: string | undefined; env: Env } | undefined,
  label: string,
): string {
  const text = bodyText(written, label);
  return deployed?.text === text ? expandEnv(text, label, deployed.env) : literal(text, label);
}

/**
 * The list of a deployed row that says the same, for {@link dialogText}; undefined when no row of the node does.
 *
 * @param list text of a row of the dialog
 * @param node the deployed list-source
 */
export function deployedList(
  list: string,
  node: Deployed<{ lists?: unknown }> | undefined,
): { text: string; env: Env } | undefined {
  const rows = Array.isArray(node?.config.lists) ? node.config.lists : [];
  return node && rows.some((row) => row === list || row?.list === list)
    ? { text: list, env: node.env }
    : undefined;
}

function literal(text: string, label: string): string {
  if (!/\$\{[^}]+\}/.test(text)) return text;
  throw new InputError("bad-input", messages.variableNotDeployed(label));
}

/**
 * Where a key comes from, as a word to compare: stored (or typed), of this variable, of this file. It is read as whoever
 * reads the key reads it, since another spelling must not lead past a guard.
 *
 * @throws InputError `bad-config` for a source that there is not
 */
export function keySource(source: KeySource): string {
  const { keyType, keyEnv = "", keyFile = "" } = readFields(KEY_FIELDS, { config: source });
  if (keyType === "env") return `variable ${keyEnv}`;
  return keyType === "file" ? `file ${keyFile}` : STORED_KEY;
}

/** What {@link keySource} says of a key that is neither in a variable nor in a file. */
export const STORED_KEY = "stored";

/**
 * Lets a secret that only the runtime knows go to the address for which it is deployed, and to no other.
 *
 * @param entered address in the dialog
 * @param deployed address of the deployed node; undefined when there is none
 * @param what the secret, as the sentence names it: `key`
 * @throws InputError `bad-input`
 */
export function checkSameOrigin(entered: string, deployed: string | undefined, what: string): void {
  if (isSameOrigin(entered, deployed)) return;
  throw new InputError("bad-input", messages.secretOfOtherAddress(what));
}

/** Whether an address of the dialog leads where the deployed one does. */
export const isSameOrigin = (entered: string, deployed: string | undefined): boolean =>
  deployed !== undefined && originOf(entered) === originOf(deployed);

/** Addresses that are none are alike: whoever gets them says what is wrong with them. */
function originOf(address: string): string {
  const text = address.trim();
  if (!URL.canParse(text)) return text;
  const { protocol, host } = new URL(text);
  return `${protocol}//${host}`;
}
