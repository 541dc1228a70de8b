/** What a person may set in Node-RED's settings.js under `listSync`. */
export interface ListSyncSettings {
  /** Other origins by provider id, see lists/origins.ts. */
  origins: Record<string, string>;
  /** How fast sites are asked, by provider id: seconds of `timeout` and `pageDelay`, and `perMinute`. */
  sites: Record<string, { timeout?: number; perMinute?: number; pageDelay?: number }>;
  /** List providers of one's own, see lists/provider.ts; checked when they are registered. */
  providers: unknown[];
}

/** Reads `listSync` of Node-RED's settings; what is missing is empty. */
export function listSyncSettings(settings: object): ListSyncSettings {
  const given =
    "listSync" in settings && typeof settings.listSync === "object" ? settings.listSync : undefined;
  const { origins, sites, providers } = { ...given } as Record<string, unknown>;
  const record = <T>(value: unknown) =>
    typeof value === "object" && value !== null ? (value as Record<string, T>) : {};
  return {
    origins: record(origins),
    sites: record(sites),
    providers: Array.isArray(providers) ? providers : [],
  };
}
