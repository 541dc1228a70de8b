import { realpath, stat } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { ListSyncError } from "../errors.ts";
import { belowHome } from "../files/below-home.ts";
import type { ListEntry } from "../lists/entries/list-entry.ts";
import { parseEntry } from "../lists/entries/parse-entry.ts";
import type { ParsedList } from "../lists/provider.ts";
import * as messages from "./messages.ts";
import { WebhookRefusal } from "./refusal.ts";
import type { NamedList } from "./verdict.ts";

/** What a request may name. */
export interface NamingRules {
  profile: string;
  /** Whether a list-source of the profile has the list. */
  isKnown(entry: ListEntry): boolean;
  /** Also lists that the profile does not have. Files are another matter: see `folder`. */
  anyList: boolean;
  /** The only folder whose files may be named. */
  folder?: string | undefined;
}

/**
 * Makes what list-source reads of a list that a request names: whoever can send one must not make Node-RED read any file
 * or fetch any address.
 *
 * @returns a sentence where the profile has no such list, which is nothing to be done
 * @throws WebhookRefusal 400 for what may not be named; 503 when the folder is not there
 */
export async function allowList(named: NamedList, rules: NamingRules): Promise<ListEntry | string> {
  const { profile, isKnown, anyList } = rules;
  const parsed = parsedOf(named);
  if (parsed && isKnown(named)) return named;
  const isOwn = parsed ? parsed.provider === "own" : named.provider === "own";
  if (isOwn && parsed?.kind !== "address") return fileIn(named.list, rules);
  if (!parsed) throw new WebhookRefusal(400, notUnderstood(named));
  if (anyList) return named;
  if (isOwn) throw new WebhookRefusal(400, messages.addressNotAllowed(profile));
  return messages.listNotInProfile(profile);
}

/** The name of a file need not have an extension by which it is known for one, so the folder decides on what is left. */
function parsedOf(named: NamedList): ParsedList | undefined {
  try {
    return parseEntry(named);
  } catch (error) {
    if (error instanceof ListSyncError) return undefined;
    throw error;
  }
}

function notUnderstood(named: NamedList): string {
  try {
    parseEntry(named);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** @throws WebhookRefusal */
async function fileIn(path: string, { folder }: NamingRules): Promise<ListEntry> {
  if (folder === undefined) throw new WebhookRefusal(400, messages.noFolder());
  const root = await realpath(belowHome(folder)).catch(() => {
    throw new WebhookRefusal(503, messages.folderMissing());
  });
  // `#` names a file within an archive, which nobody has looked at; and addresses are no files
  if (/[\0#]|^[a-z][a-z0-9+.-]+:/i.test(path)) throw new WebhookRefusal(400, messages.noSuchFile());
  const place = resolve(root, path);
  const isNamedInside = isWithin(root, place) || isWithin(resolve(belowHome(folder)), place);
  // what is outside is not even looked for: the answer would tell whether it is there
  if (!isNamedInside) throw new WebhookRefusal(400, messages.outsideFolder());
  const real = await realpath(place).catch(() => undefined);
  if (real === undefined) throw new WebhookRefusal(400, messages.noSuchFile());
  if (!isWithin(root, real)) throw new WebhookRefusal(400, messages.outsideFolder());
  if (!(await stat(real)).isFile() || real.includes("#"))
    throw new WebhookRefusal(400, messages.noSuchFile());
  return { provider: "own", list: real };
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
