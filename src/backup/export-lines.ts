import { createReadStream } from "node:fs";
import { CATALOGUE } from "../state/catalogue/make-catalogue.ts";
import type { SqliteDatabase } from "../state/sqlite.ts";
import { BackupError } from "./backup-error.ts";
import * as messages from "./messages.ts";

export const EXPORT_KIND = "list-sync-export";
export const EXPORT_FORMAT = 1;

/**
 * Tables whose rows mean something elsewhere: not who is using the file just now, nor what is made of the others. The numbers that were given out come first,
 * because they rise with the rows that follow.
 */
export function rowTables(sqlite: SqliteDatabase): string[] {
  const found = sqlite
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND (name = 'sqlite_sequence' OR name NOT LIKE 'sqlite%')
       ORDER BY name <> 'sqlite_sequence', name`,
    )
    .all({}) as { name: string }[];
  return found.map(({ name }) => name).filter((name) => name !== "lease" && !name.startsWith(CATALOGUE));
}

/** A value as other programs like to read it: JSON within text becomes what it says, if it comes back the same. */
export function portableValue(value: unknown): unknown {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    const read: unknown = JSON.parse(value);
    return JSON.stringify(read) === value ? read : value;
  } catch {
    return value;
  }
}

/** The same as it is stored; undefined for what no column holds. */
export function storedValue(value: unknown): string | number | null | undefined {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  return typeof value === "object" ? JSON.stringify(value) : undefined;
}

/** A line of JSON, also for programs that take the separators of Unicode for the end of a line. */
export const exportLine = (value: object): string =>
  `${JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")}\n`;

/** Characters; the titles of the longest lists come to a few millions. */
const LONGEST_LINE = 64 * 1024 * 1024;

/**
 * The lines of an export. Only a line feed ends one: titles may hold what Unicode calls a separator of lines.
 *
 * @param longest - characters of a line
 * @throws BackupError `backup-format` when a line is longer
 */
export async function* exportedLines(file: string, longest = LONGEST_LINE): AsyncGenerator<string> {
  let rest: string[] = [];
  let length = 0;
  let number = 1;
  for await (const chunk of createReadStream(file, "utf8")) {
    const [first = "", ...more] = (chunk as string).split("\n");
    rest.push(first);
    length += first.length;
    for (const line of more) {
      yield rest.join("");
      rest = [line];
      length = line.length;
      number++;
    }
    if (length > longest)
      throw new BackupError("backup-format", messages.invalidFormat(file, messages.formats.longLine(number)));
  }
  yield rest.join("");
}
