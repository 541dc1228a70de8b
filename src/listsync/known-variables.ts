import { LIST_VARIABLES } from "./take-lists.ts";

/** Those that are read. */
const USED: ReadonlySet<string> = new Set([
  ...LIST_VARIABLES,
  "OVERSEERR_URL",
  "OVERSEERR_API_KEY",
  "OVERSEERR_USER_ID",
  "OVERSEERR_4K",
  "TRAKT_CLIENT_ID",
  "TRAKT_SPECIAL_ITEMS_LIMIT",
  "SYNC_INTERVAL",
  "AUTOMATED_MODE",
  "DISCORD_WEBHOOK_URL",
  "TZ",
  "TMDB_KEY",
  "TVDB_KEY",
  "SIMKL_CLIENT_ID",
  "ENCRYPTION_KEY",
]);

/** ListSync's others. Only these are named: what else somebody wrote in front of a "=" may be anything. */
const UNUSED: ReadonlySet<string> = new Set([
  "AUTO_SYNC",
  "BACKEND_DOMAIN",
  "CHROME_BIN",
  "CHROME_DRIVER_PATH",
  "CORS_ALLOWED_ORIGINS",
  "DISPLAY",
  "FRONTEND_DOMAIN",
  "LISTSYNC_BATCH_SIZE",
  "LISTSYNC_SEQUENTIAL_MODE",
  "LOG_LEVEL",
  "NO_SANDBOX",
  "NUXT_PUBLIC_API_URL",
  "RUNNING_IN_DOCKER",
  "SIMKL_USER_TOKEN",
  "SINGLE_LIST_ID",
  "SINGLE_LIST_SYNC",
  "SINGLE_LIST_TYPE",
  "TIMEZONE_REGION",
]);

/** In the names of variables that hold a key, whatever it is for. */
const OF_A_KEY = /KEY|TOKEN|SECRET|PASS|WEBHOOK|CLIENT_ID/i;

/** Values of `.env` that are keys, also of what is not taken over: they may stand in another place as well. */
export const keysOfEnv = (env: ReadonlyMap<string, string>): string[] =>
  [...env].flatMap(([name, value]) => (OF_A_KEY.test(name) ? [value] : []));

/** ListSync's variables that mean nothing here, and how many others there are. */
export function variablesWithoutUse(env: ReadonlyMap<string, string>): {
  unusedVariables: string[];
  foreignVariables: number;
} {
  const names = [...env.keys()].filter((name) => !USED.has(name));
  const unusedVariables = names.filter((name) => UNUSED.has(name));
  return { unusedVariables, foreignVariables: names.length - unusedVariables.length };
}
