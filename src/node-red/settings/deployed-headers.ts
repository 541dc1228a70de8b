import { type Env, expandEnv, type KeySource, readApiKey } from "./config-values.ts";

/** A row of the dialog. */
export interface HeaderRow {
  name: string;
  value: string;
}

/** In front of the path of a file whose first line is the value. */
const FILE = /^file:(?!\/\/)/i;

/**
 * The extra headers of a deployed server with the values that they name: `${NAME}` in a value is taken from the
 * environment, `file:/path` from the first line of a file. Only for what stands in the node: what a dialog sends before
 * it is deployed must reach neither.
 *
 * @throws InputError `bad-config` naming the variable or file
 */
export function deployedHeaders(rows: unknown, env: Env): HeaderRow[] {
  if (!Array.isArray(rows)) return [];
  return rows.map((row) => {
    const name = String(row?.name ?? "");
    const value = expandEnv(String(row?.value ?? ""), `header ${name}`, env);
    return { name, value: FILE.test(value) ? firstLine(value.replace(FILE, ""), env) : value };
  });
}

function firstLine(path: string, env: Env): string {
  const source: KeySource = { keyType: "file", keyFile: path.trim() };
  return readApiKey(source, env);
}
