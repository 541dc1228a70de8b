/** What a person may set in Node-RED's settings.js under `listSync`. */
export interface ListSyncSettings {
  /** Other origins by provider id, see lists/origins.ts. */
  origins: Record<string, string>;
  /** List providers of one's own, see lists/provider.ts; checked when they are registered. */
  providers: unknown[];
}

/** Reads `listSync` of Node-RED's settings; what is missing is empty. */
export function listSyncSettings(settings: object): ListSyncSettings {
  const given =
    "listSync" in settings && typeof settings.listSync === "object" ? settings.listSync : undefined;
  const { origins, providers } = { origins: undefined, providers: undefined, ...given } as {
    origins?: unknown;
    providers?: unknown;
  };
  return {
    origins: typeof origins === "object" && origins !== null ? (origins as Record<string, string>) : {},
    providers: Array.isArray(providers) ? providers : [],
  };
}
