/** When a profile was synced last. ISO 8601. */
export interface LastSync {
  profile: string;
  at: string;
}

const byTime = (syncs: readonly LastSync[]): LastSync[] => syncs.toSorted((a, b) => (a.at < b.at ? -1 : 1));

/** The latest sync of any profile. */
export const latestSync = (syncs: readonly LastSync[]): LastSync | undefined => byTime(syncs).at(-1);

/** The syncs of the profiles that nodes have. */
const syncsOf = (profiles: ReadonlyMap<string, unknown>, syncs: readonly LastSync[]): LastSync[] =>
  syncs.filter(({ profile }) => profiles.has(profile));

/**
 * The sync that says whether all profiles are synced: the oldest of those that nodes have, or the latest of all where no
 * node reads lists any more.
 */
export function decisiveSync(
  profiles: ReadonlyMap<string, unknown>,
  syncs: readonly LastSync[],
): LastSync | undefined {
  return profiles.size === 0 ? latestSync(syncs) : byTime(syncsOf(profiles, syncs))[0];
}
