import { realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { belowHome } from "../files/below-home.ts";
import type { ListEntry } from "../lists/entries/list-entry.ts";
import { parseEntry } from "../lists/entries/parse-entry.ts";
import type { ParsedList } from "../lists/provider.ts";
import type { Change } from "./differences.ts";
import { fileAnswer } from "./file-answer.ts";
import * as messages from "./messages.ts";

/** Files by whose names lists of a provider are synced. */
export interface NameRule {
  fits(name: string): boolean;
  provider: string;
}

/** What is known of the lists that a file may concern. */
export interface ListsOfFiles {
  /** Lists of the profile. */
  entries: readonly ListEntry[];
  names: readonly NameRule[];
  /** Files that no list reads are lists of their own. */
  ownLists: boolean;
}

/** A change with the lists that it concerns. */
export interface FileChange extends Omit<Change, "path"> {
  /** Of the file, whole. */
  path: string;
  name: string;
  lists: Pick<ListEntry, "provider" | "list">[];
}

/** A list of the profile that is understood. */
interface Known {
  entry: ListEntry;
  parsed: ParsedList;
  /** Where its file may be, if it has one. */
  places: readonly string[];
}

/** Milliseconds for one call of the file system. */
const CALL_MS = 5000;

/**
 * Which lists changed files concern: those that read the file, whatever stands in their rows; by the file's name those of a
 * provider; and the file itself as a list, if it may be one. A file that is deleted concerns only lists that read it.
 *
 * @param folders the watched one, as it is written and without links in its path
 * @param warn told of a file that cannot be named as a list, as a sentence
 */
export async function listsFor(
  changes: readonly Change[],
  folders: readonly string[],
  { entries, names, ownLists }: ListsOfFiles,
  warn: (sentence: string) => void,
): Promise<FileChange[]> {
  const known = await Promise.all(entries.filter(({ enabled }) => enabled !== false).map(understand));
  const byPlace = new Map<string, Known[]>();
  for (const each of known.flat())
    for (const place of each.places) byPlace.set(place, [...(byPlace.get(place) ?? []), each]);

  return changes.map(({ path, change }) => {
    const places = folders.map((folder) => join(folder, path));
    const [whole = path] = places;
    const name = basename(whole);
    const readers = places.flatMap((place) => byPlace.get(place) ?? []);
    const told = (lists: Known[]) => ({ path: whole, name, change, lists: named(lists) });
    if (change === "deleted") return told(readers);
    const providers = names.filter(({ fits }) => fits(name)).map(({ provider }) => provider);
    const alike = known
      .flat()
      .filter(({ parsed }) => providers.includes(parsed.provider) && parsed.kind !== "message");
    if (readers.length > 0 || providers.length > 0 || !ownLists) return told([...readers, ...alike]);
    if (isNameable(whole)) return { ...told([]), lists: [{ provider: "own", list: whole }] };
    warn(messages.unusableName(whole));
    return told([]);
  });
}

/** What is not understood cannot be read either; its node says so. */
async function understand(entry: ListEntry): Promise<Known[]> {
  try {
    const parsed = parseEntry(entry);
    const isFile = parsed.provider === "own" && parsed.kind === "file";
    return [{ entry, parsed, places: isFile ? await placesOf(fileOf(parsed)) : [] }];
  } catch {
    return [];
  }
}

const fileOf = ({ params, id }: ParsedList): string => String(params?.path ?? id);

/** The path as it is written, and without links: the file itself may be away. */
async function placesOf(path: string): Promise<string[]> {
  const written = resolve(belowHome(path));
  const real = async (place: string) => fileAnswer(realpath(place), CALL_MS).catch(() => undefined);
  const folder = await real(dirname(written));
  const file = await real(written);
  return [
    ...new Set(
      [written, folder && join(folder, basename(written)), file].filter((each) => each !== undefined),
    ),
  ];
}

function isNameable(path: string): boolean {
  try {
    const parsed = parseEntry({ provider: "own", list: path });
    return parsed.kind === "file" && fileOf(parsed) === path && parsed.params?.format !== "yaml";
  } catch {
    return false;
  }
}

/** Each list once; what else stands in its row, list-source knows. */
function named(lists: readonly Known[]): FileChange["lists"] {
  const once = new Map(
    lists.map(({ entry: { list }, parsed: { provider, id } }) => [`${provider}\n${id}`, { provider, list }]),
  );
  return [...once.values()];
}
