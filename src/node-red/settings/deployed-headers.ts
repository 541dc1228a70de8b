import { InputError } from "../../errors.ts";
import { type Env, expandEnv } from "../../fields/expand-env.ts";
import * as messages from "../messages.ts";
import { firstLine } from "./key-source.ts";

/** A row of the dialog, as the flow holds it. */
export interface HeaderRow {
  name: string;
  /** What may be read: `${NAME}`, `file:/path`, and values of flows of 0.1; empty where the value is a credential. */
  value: string;
  /** The credential that holds the value: `header1`. */
  slot?: string;
}

/** Values of extra headers by slot, among a node's credentials. */
export type HeaderSecrets = Record<string, unknown>;

/** In front of the path of a file whose first line is the value. */
const FILE = /^file:(?!\/\/)/i;

/** Whether a value is taken, wholly or in part, from the environment or a file. */
export const isFromElsewhere = (value: string): boolean => FILE.test(value) || /\$\{[^}]+\}/.test(value);

/** Whether a value is nothing but the name of a variable or file, which may be read: `Bearer ${NAME}`, `file:/path`. */
const isReference = (value: string): boolean =>
  FILE.test(value) || /^((bearer|basic|token) +)?\$\{[^}]+\}$/i.test(value.trim());

/** Flows that were written by hand may hold numbers; what is no text at all is none. */
const asText = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

/** Rows as they are stored or come from a dialog. */
export const headerRows = (rows: unknown): HeaderRow[] =>
  (Array.isArray(rows) ? rows : []).map((row) => ({
    name: asText(row?.name),
    value: asText(row?.value),
    ...(/^header\d+$/.test(asText(row?.slot)) && { slot: asText(row?.slot) }),
  }));

/**
 * The extra headers of a deployed server with their values: a credential or what stands in the row, where `${NAME}` is
 * taken from the environment and `file:/path` from the first line of a file. Only for what is deployed: what a dialog
 * sends before must reach neither.
 *
 * @param secrets the node's credentials
 * @throws InputError `bad-config` naming the header, and the variable or file
 */
export function deployedHeaders(rows: unknown, env: Env, secrets: HeaderSecrets = {}): HeaderRow[] {
  return headerRows(rows).map(({ name, value, slot }) => {
    const text = expandEnv(slot ? stored(secrets[slot], name) : value, `header ${name}`, env);
    return { name, value: FILE.test(text) ? firstLine(text.replace(FILE, "").trim(), "header file") : text };
  });
}

function stored(secret: unknown, name: string): string {
  if (typeof secret === "string" && secret !== "") return secret;
  throw new InputError("bad-config", messages.headerWithoutValue(name));
}

/**
 * Names of headers whose values stand readable in the flow, as 0.1 stored all of them.
 *
 * @param rows as the flow holds them, before Node-RED replaces `${NAME}`
 */
export const readableHeaders = (rows: unknown): string[] =>
  headerRows(rows)
    .filter(({ value, slot }) => !slot && value.trim() !== "" && !isReference(value))
    .map(({ name }) => name);

/** Turns the dialog's rows of `{ name, value }` into headers; rows without a name are left out. */
export function headerValues(rows: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const row of Array.isArray(rows) ? rows : []) {
    if (typeof row?.name === "string" && row.name.trim()) headers[row.name.trim()] = String(row.value ?? "");
  }
  return headers;
}
