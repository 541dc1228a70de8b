import { addressIdentity, hideAddresses, shownPath } from "../http/address-identity.ts";
import type { Database } from "./database.ts";

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** Columns that hold JSON or sentences in which an address may stand. */
const TEXTS = [
  { table: "run_lists", column: "result", json: true },
  { table: "list_contents", column: "items", json: true },
  { table: "items", column: "item", json: true },
  { table: "outcomes", column: "outcome", json: true },
  { table: "runs", column: "error_message", json: false },
] as const;

/**
 * Takes out of a database of 0.1 what stood behind the addresses of own lists, and gives them the identity that a fetch
 * gives them now: the same list stays the same list, and no title seems to have left it.
 */
export const hideOwnAddresses = (db: Pick<Database, "exec" | "run" | "all">): void => {
  for (const { list, label } of db.all<{ list: string; label: string }>(
    "SELECT list, label FROM lists WHERE provider = 'own'",
  ))
    db.run("UPDATE lists SET label = @shown, url = @url WHERE provider = 'own' AND list = @list", {
      list,
      shown: shownLabel(label),
      url: addressIdentity(list)?.replace(/ \(\w+\)$/, ""),
    });
  const tables = new Set(db.all<{ name: string }>("SELECT name FROM sqlite_master").map(({ name }) => name));
  for (const table of ["lists", "list_items", "run_lists", "list_contents"].filter((one) => tables.has(one)))
    for (const { list } of db.all<{ list: string }>(
      `SELECT DISTINCT list FROM ${table} WHERE provider IN ('own', 'unknown')`,
    )) {
      const identity = addressIdentity(list);
      if (identity !== undefined && identity !== list)
        db.run(
          `UPDATE OR REPLACE ${table} SET list = @identity
           WHERE provider IN ('own', 'unknown') AND list = @list`,
          { identity, list },
        );
    }
  for (const { table, column, json } of TEXTS.filter(({ table }) => tables.has(table)))
    for (const { row, text } of db.all<{ row: number; text: string }>(
      `SELECT rowid AS row, ${column} AS text FROM ${table} WHERE ${column} LIKE '%http%://%'`,
    )) {
      const hidden = json ? JSON.stringify(hide(JSON.parse(text))) : hideAddresses(text);
      if (hidden !== text)
        db.run(`UPDATE ${table} SET ${column} = @hidden WHERE rowid = @row`, { hidden, row });
    }
};

/** Addresses of other providers' lists are left alone: their identities are what they were. */
function hide(value: Json): Json {
  if (Array.isArray(value)) return value.map(hide);
  if (typeof value !== "object" || value === null) return value;
  const own = value.provider === "own" || value.provider === "unknown";
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, own ? hideWithin(name, part) : hide(part)]),
  );
}

function hideWithin(name: string, part: Json): Json {
  if (typeof part !== "string") return hideTexts(part);
  if (name === "list") return addressIdentity(part) ?? part;
  if (name === "url") return addressIdentity(part)?.replace(/ \(\w+\)$/, "") ?? part;
  return name === "label"
    ? shownLabel(part)
    : name === "provider" || name === "name"
      ? part
      : hideAddresses(part);
}

function hideTexts(value: Json): Json {
  if (typeof value === "string") return hideAddresses(value);
  if (Array.isArray(value)) return value.map(hideTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, hideTexts(part)]));
}

/** `CSV list at example.org/path`, whose path may hold a key. */
const shownLabel = (label: string): string =>
  hideAddresses(label).replace(/^(.+ at [^/\s]+)(\/.*)$/, (_whole, place, path) => place + shownPath(path));
