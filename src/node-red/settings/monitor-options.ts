import { type Env, expandEnv } from "../../fields/expand-env.ts";
import { readFields } from "../../fields/read-fields.ts";
import { type MonitorConfig, SYNC_MONITOR } from "./fields/sync-monitor.ts";

/** What may be asked, by the end of its address. */
const REPORTS = {
  metrics: "/metrics",
  health: "/health",
  live: "/health/live",
  stats: "/stats",
} as const;
export type ReportName = keyof typeof REPORTS;

/** A monitor as it is deployed. */
export interface MonitorSettings {
  /** Path of each report that is switched on. */
  paths: Partial<Record<ReportName, string>>;
  staleHours: number;
  /** Undefined where everybody may ask. */
  token: string | undefined;
}

/**
 * Reads a node's configuration and its token.
 *
 * @param config - with the credential
 * @throws InputError `bad-config`; the token is in no message
 */
export function readMonitor(config: MonitorConfig & { token?: string }, env: Env): MonitorSettings {
  const values = readFields(SYNC_MONITOR.dialog, { config, env });
  const base = `/${values.path}`.replace(/\/+/g, "/").replace(/\/$/, "");
  const names = (Object.keys(REPORTS) as ReportName[]).filter((name) => values[name]);
  return {
    paths: Object.fromEntries(names.map((name) => [name, `${base}${REPORTS[name]}`])),
    staleHours: values.staleHours,
    token: expandEnv(config.token ?? "", "monitor token", env).trim() || undefined,
  };
}
