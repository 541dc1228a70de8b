import { InputError } from "../../errors.ts";
import { DEFAULT_LIMITS, type HealthLimits } from "../../overseerr/kind-health.ts";

/** What a person may set in Node-RED's settings.js under `listSync`. */
export interface ListSyncSettings {
  /** Other origins by provider id, see lists/origins.ts. */
  origins: Record<string, string>;
  /**
   * How fast sites are asked, by provider id: seconds of `timeout` and `pageDelay`, and `perMinute`; of `own` lists also
   * `mostTitles`, how many titles are read of one.
   */
  sites: Record<string, { timeout?: number; perMinute?: number; pageDelay?: number; mostTitles?: number }>;
  /** When calls of a request server pause and when a run ends, see overseerr/kind-health.ts. Milliseconds. */
  health: Partial<HealthLimits>;
  /** List providers of one's own, see lists/provider.ts; checked when they are registered. */
  providers: unknown[];
}

/** Reads `listSync` of Node-RED's settings; what is missing is empty. */
export function listSyncSettings(settings: object): ListSyncSettings {
  const given =
    "listSync" in settings && typeof settings.listSync === "object" ? settings.listSync : undefined;
  const { origins, sites, health, providers } = { ...given } as Record<string, unknown>;
  const record = <T>(value: unknown) =>
    typeof value === "object" && value !== null ? (value as Record<string, T>) : {};
  return {
    origins: record(origins),
    sites: record(sites),
    health: numbersOf(record(health), Object.keys(DEFAULT_LIMITS)),
    providers: Array.isArray(providers) ? providers : [],
  };
}

/** @throws InputError `bad-config` for a name or a value that is not understood */
function numbersOf(given: Record<string, unknown>, names: readonly string[]): Record<string, number> {
  for (const [name, value] of Object.entries(given)) {
    if (!names.includes(name))
      throw new InputError(
        "bad-config",
        `listSync.health.${name} in settings.js is not a setting. The settings are ${names.join(", ")}.`,
      );
    if (typeof value !== "number" || !Number.isFinite(value) || value < 1)
      throw new InputError(
        "bad-config",
        `listSync.health.${name} in settings.js must be a number from 1, not ${JSON.stringify(value)}.`,
      );
  }
  return given as Record<string, number>;
}
