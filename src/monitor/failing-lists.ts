import { listName } from "../lists/entries/known-options.ts";
import type { ListEntry } from "../lists/entries/list-entry.ts";
import { pastedList } from "../lists/fetching/fetch-list.ts";
import type { RunHead } from "../runs/run.ts";

type HeadOfRun = Pick<RunHead, "profile" | "lists" | "startedAt">;

/** Which lists could not be read when they were read last, of the profiles that nodes have. */
export interface FailingLists {
  /** Remembers what a run found. The order does not matter: what was found later counts. */
  learn(run: HeadOfRun): void;
  /** Profiles whose runs of before nobody has told yet. */
  untold(): string[];
  /** Remembers what a profile's runs of before found. */
  recall(profile: string, runs: readonly HeadOfRun[]): void;
  /** How many there are by error code. */
  byCode(): Map<string, number>;
}

interface Found {
  /** When the run began. */
  at: string;
  /** Of the error; absent when it was read. */
  code: string | undefined;
  /** Whether a node had the list; others are computed, or come with messages. */
  ofNode: boolean;
}

interface Known {
  /** When the last run that read all lists began. */
  wholeAt: string;
  lists: Map<string, Found>;
  isTold: boolean;
}

/** As a run names it, which knows a list that is not understood only as it was pasted. */
const nameOf = (entry: ListEntry): string =>
  listName(entry) ?? `${entry.provider ?? "unknown"}\n${pastedList(entry)}`;

const namesOf = (entries: readonly ListEntry[]): Set<string> =>
  new Set(entries.flatMap((entry) => (entry.enabled === false ? [] : nameOf(entry))));

/** @param lists of each profile that nodes have, those that are switched off included */
export function createFailingLists(lists: () => ReadonlyMap<string, readonly ListEntry[]>): FailingLists {
  const profiles = new Map<string, Known>();

  function knownOf(profile: string): Known {
    const known = profiles.get(profile) ?? { wholeAt: "", lists: new Map(), isTold: false };
    profiles.set(profile, known);
    return known;
  }

  function take({ profile, lists: results, startedAt: at }: HeadOfRun, isBefore: boolean): void {
    const deployed = lists();
    // messages can name any profile
    for (const each of profiles.keys()) if (!deployed.has(each)) profiles.delete(each);
    const entries = deployed.get(profile);
    if (!entries || results.length === 0) return;
    const known = knownOf(profile);
    if (at < known.wholeAt) return;
    const names = namesOf(entries);
    const found = new Map(results.map(({ provider, list, error }) => [`${provider}\n${list}`, error?.code]));
    // nobody has written down whose lists they were: those of a node come together
    const ofNode = isBefore && [...found.keys()].some((name) => names.has(name));
    for (const [name, code] of found) {
      const before = known.lists.get(name);
      if (before && before.at > at) continue;
      known.lists.set(name, { at, code, ofNode: ofNode || names.has(name) });
    }
    if (![...names].every((name) => found.has(name))) return;
    known.wholeAt = at;
    for (const [name, before] of known.lists) if (before.at < at) known.lists.delete(name);
  }

  return {
    learn: (run) => take(run, false),
    untold: () => [...lists().keys()].filter((profile) => profiles.get(profile)?.isTold !== true),
    recall(profile, runs) {
      knownOf(profile).isTold = true;
      for (const run of runs) take(run, true);
    },
    byCode() {
      const counts = new Map<string, number>();
      for (const [profile, entries] of lists()) {
        const names = namesOf(entries);
        for (const [name, { code, ofNode }] of profiles.get(profile)?.lists ?? []) {
          // it was taken out of the node, or switched off; of a node that is set up wrongly nobody knows
          const isGone = ofNode && !names.has(name) && entries.length > 0;
          if (code !== undefined && !isGone) counts.set(code, (counts.get(code) ?? 0) + 1);
        }
      }
      return counts;
    },
  };
}
