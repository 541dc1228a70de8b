import type { Item } from "../../../items/item.ts";
import { itemKey } from "../../../items/key.ts";
import type { Passing, ProfileState } from "../overview/profile-state.ts";

type Title = NonNullable<ProfileState["running"]>["passing"][number];

/** Titles of a run that are shown as they pass. */
const SHOWN = 12;

/** Remembers the latest titles of each run while somebody watches. */
export interface PassingTitles extends Passing {
  /** Called for each title that is recorded: it only keeps it. */
  add(runId: string, item: Item): void;
  forget(runId: string): void;
}

export function passingTitles(): PassingTitles {
  const latest = new Map<string, Item[]>();
  return {
    add(runId, item) {
      const items = latest.get(runId) ?? [];
      items.push(item);
      if (items.length > SHOWN) items.shift();
      latest.set(runId, items);
    },
    forget: (runId) => void latest.delete(runId),
    titles: (runId) => [...(latest.get(runId) ?? [])].reverse().flatMap((item) => shown(item) ?? []),
  };
}

function shown(item: Item): Title | undefined {
  const { title, match, outcome } = item;
  if (!outcome) return undefined;
  const year = item.year ?? match?.year;
  return {
    key: itemKey(item),
    title,
    ...(year !== undefined && { year }),
    type: match?.mediaType ?? item.mediaType,
    outcome: outcome.status,
    ...(outcome.reason !== undefined && { reason: outcome.reason }),
    ...(match && { tmdbId: match.tmdbId }),
  };
}
