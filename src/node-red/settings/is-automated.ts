import type { Env } from "../../fields/expand-env.ts";
import { yesNo } from "../../fields/kinds.ts";
import { PLACES, readValue } from "../../fields/read-value.ts";

const AUTOMATED_MODE = yesNo({ label: "AUTOMATED_MODE", default: false });

/** Whether `AUTOMATED_MODE` lets first runs of all profiles begin by themselves. @throws InputError `bad-config` */
export const isAutomated = (env: Env): boolean =>
  readValue(AUTOMATED_MODE, env("AUTOMATED_MODE"), PLACES.environment) ?? AUTOMATED_MODE.fallback;
