import { InputError } from "../../errors.ts";
import { DEFAULT_LIMITS, type HealthLimits } from "../../overseerr/health/kind-health.ts";
import * as messages from "../messages.ts";

/**
 * Reads when calls of a request server pause and when a run ends, as a person wrote it under `listSync.health`. Milliseconds. It
 * is read with the first call: a mistake in it concerns request servers, and must not keep Node-RED from starting.
 *
 * @throws InputError `bad-config` for a name or a value that is not understood
 */
export function healthLimits(given: Readonly<Record<string, unknown>>): Partial<HealthLimits> {
  const names = Object.keys(DEFAULT_LIMITS);
  for (const [name, value] of Object.entries(given)) {
    if (!names.includes(name))
      throw new InputError("bad-config", messages.unknownHealthSetting(name, [...names]));
    if (typeof value !== "number" || !Number.isFinite(value) || value < 1)
      throw new InputError("bad-config", messages.badHealthSetting(name, JSON.stringify(value)));
  }
  return given as Partial<HealthLimits>;
}
