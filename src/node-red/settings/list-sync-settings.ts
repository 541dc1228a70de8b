/** What a person may set in Node-RED's settings.js under `listSync`. */
export interface ListSyncSettings {
  /** Other origins by provider id, see lists/origins.ts. */
  origins: Record<string, string>;
  /**
   * How fast sites are asked, by provider id: seconds of `timeout` and `pageDelay`, and `perMinute`; of `own` lists also
   * `mostTitles`, how many titles are read of one.
   */
  sites: Record<string, { timeout?: number; perMinute?: number; pageDelay?: number; mostTitles?: number }>;
  /** When calls of a request server pause and when a run ends, see health-limits.ts. */
  health: Record<string, unknown>;
  /** List providers of one's own, see lists/provider.ts; checked when they are registered. */
  providers: unknown[];
  /**
   * The page: `frames` are origins that may show it, see page/page-headers.ts; `posters` says where pictures come from:
   * `server`, `tmdb` or `none`.
   */
  page: { frames: unknown[]; posters: unknown };
}

/** Reads `listSync` of Node-RED's settings; what is missing is empty. Never throws: types register with it. */
export function listSyncSettings(settings: object): ListSyncSettings {
  const given =
    "listSync" in settings && typeof settings.listSync === "object" ? settings.listSync : undefined;
  const { origins, sites, health, providers, page } = { ...given } as Record<string, unknown>;
  const record = <T>(value: unknown) =>
    typeof value === "object" && value !== null ? (value as Record<string, T>) : {};
  const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  return {
    origins: record(origins),
    sites: record(sites),
    health: record(health),
    providers: array(providers),
    page: { frames: array(record<unknown>(page).frames), posters: record<unknown>(page).posters },
  };
}
