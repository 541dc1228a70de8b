import { listName } from "../lists/entries/known-options.ts";
import { type ListEntry, normaliseEntries } from "../lists/entries/list-entry.ts";

// For the process: nodes that have the same profile on the same database share what is remembered of its lists.
const nodes = new Map<string, Set<() => ListEntry[]>>();

const nameOf = (file: string, profile: string): string => `${file}\n${profile}`;
const profileIn = (name: string): string => name.slice(name.indexOf("\n") + 1);

/**
 * Makes the lists of a node known as lists of its profile, until the node is closed.
 *
 * @param file of the database; empty for a node without one
 * @param entries what the node reads, disabled lists included; may throw for a setting that is wrong
 * @returns takes them back
 */
export function joinProfile(file: string, profile: string, entries: () => ListEntry[]): () => void {
  const name = nameOf(file, profile);
  const known = nodes.get(name) ?? new Set();
  nodes.set(name, known.add(entries));
  return () => {
    known.delete(entries);
    if (known.size === 0 && nodes.get(name) === known) nodes.delete(name);
  };
}

/**
 * The lists that all nodes of a profile read.
 *
 * @returns undefined when one of them is set up wrongly, so that nobody takes the others for all
 */
export function listsOfProfile(file: string, profile: string): ListEntry[] | undefined {
  try {
    return [...(nodes.get(nameOf(file, profile)) ?? [])].flatMap((entries) => entries());
  } catch {
    return undefined;
  }
}

/** The lists of a profile, without those of nodes that are set up wrongly. @param file as for {@link joinProfile} */
export const readableLists = (file: string, profile: string): ListEntry[] =>
  [...(nodes.get(nameOf(file, profile)) ?? [])].flatMap(readable);

/** The lists of each profile of a database, without those of nodes that are set up wrongly. @param file as for {@link joinProfile} */
export function listsByProfile(file: string): Map<string, ListEntry[]> {
  const profiles = [...nodes.keys()].filter((name) => name === nameOf(file, profileIn(name))).map(profileIn);
  return new Map(profiles.map((profile) => [profile, readableLists(file, profile)]));
}

/**
 * Of lists that somebody names, those that no node of the profile has, switched off or not.
 *
 * @param lists as they stand in a message
 * @param profile undefined for those of all profiles
 * @throws ListError `bad-input` for what names no lists at all
 */
export function unknownLists(lists: unknown, profile: string | undefined): ListEntry[] {
  const known = [...nodes].flatMap(([name, entries]) =>
    profile === undefined || profileIn(name) === profile ? [...entries].flatMap(readable) : [],
  );
  const names = new Set(known.map(listName));
  return normaliseEntries(lists).filter((entry) => {
    const name = listName(entry);
    return name === undefined || !names.has(name);
  });
}

/** A node that is set up wrongly says so itself. */
function readable(entries: () => ListEntry[]): ListEntry[] {
  try {
    return entries();
  } catch {
    return [];
  }
}
