import { listName as nameOfEntry } from "../../../lists/entries/known-options.ts";
import type { ListEntry } from "../../../lists/entries/list-entry.ts";
import { provider as siteOf } from "../../../lists/registry.ts";
import { listsByProfile } from "../../../sources/profile-lists.ts";
import type { KnownList, ListReading } from "../../../state/port/chronicle.ts";
import type { Answer } from "../contract/types.ts";
import { listName } from "../titles/list-name.ts";

export type ListRow = Answer<"lists">["rows"][number];

/** Of a list that suddenly became much shorter: see sources/list-contents.ts. */
export const HELD_BACK = "held-back";

/** The latest readings of a list that tell how it is: two that succeeded, and one that failed. */
export const READINGS = 10;

/** What nodes have of a list. */
export interface DeployedList {
  profiles: string[];
  /** In one of them at least. */
  isOn: boolean;
  entry: ListEntry;
}

/** The lists that nodes have, by provider and id; those that a node would have to be asked for are left out. */
export function deployedLists(file: string): Map<string, DeployedList> {
  const found = new Map<string, DeployedList>();
  for (const [profile, entries] of listsByProfile(file))
    for (const entry of entries) {
      const name = nameOfEntry(entry);
      if (name === undefined) continue;
      const known = found.get(name) ?? { profiles: [], isOn: false, entry };
      if (!known.profiles.includes(profile)) known.profiles.push(profile);
      known.isOn ||= entry.enabled !== false;
      found.set(name, known);
    }
  return found;
}

/** The name of a site; its id where the site is not known any more. */
export const siteName = (id: string): string => siteOf(id)?.name ?? id;

/** @param readings newest first */
export function listRow(
  name: { provider: string; list: string },
  known: KnownList | undefined,
  readings: readonly ListReading[],
  deployed: DeployedList | undefined,
): ListRow {
  const [latest] = readings;
  const good = readings.filter(({ result }) => !result.error);
  const [last, before] = good;
  const error = latest?.result.error;
  const label = known?.label ?? latest?.result.label ?? deployed?.entry.name ?? name.list;
  return {
    ...listName({ ...name, ...namesOf(known ?? latest?.result) }),
    label,
    site: siteName(name.provider),
    profiles: deployed?.profiles ?? [],
    disabled: deployed !== undefined && !deployed.isOn,
    ...(known && {
      titles: known.items,
      ...(known.total !== undefined && { announced: known.total }),
      readAt: known.readAt,
      complete: known.complete,
    }),
    warnings: latest?.result.warnings ?? [],
    ...(latest && error && { error: { ...error, at: latest.at, heldBack: error.code === HELD_BACK } }),
    ...(last && before && { difference: last.result.items - before.result.items }),
  };
}

const namesOf = (from: { name?: string; url?: string } | undefined) => ({
  ...(from?.name !== undefined && { name: from.name }),
  ...(from?.url !== undefined && { url: from.url }),
});
