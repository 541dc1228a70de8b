/**
 * The properties of `list-source` that name accounts, one for each site. They are single properties rather than a list,
 * because Node-RED knows, exports and shows only configuration nodes that stand in properties of their own.
 */
export const ACCOUNT_SLOTS = [
  "traktAccount",
  "mdblistAccount",
  "tmdbAccount",
  "tvdbAccount",
  "myanimelistAccount",
  "simklAccount",
  "plexAccount",
  "jellyfinAccount",
  "embyAccount",
  "radarrAccount",
  "sonarrAccount",
  "otherAccount",
] as const;

/** Ids of account nodes by slot; empty where none is chosen. */
export type AccountSlots = { [slot in (typeof ACCOUNT_SLOTS)[number]]?: string };
