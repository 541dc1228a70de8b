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
