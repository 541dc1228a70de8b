import type { ListEntry } from "../lists/list-entry.ts";

// For the process: nodes that have the same profile on the same database share what is remembered of its lists.
const nodes = new Map<string, Set<() => ListEntry[]>>();

const nameOf = (file: string, profile: string): string => `${file}\n${profile}`;

/**
 * Makes the lists of a node known as lists of its profile, until the node is closed.
 *
 * @param file of the database
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
