/** The words below a node: numbers and outcomes, or a cause in few words. */

/** What a status shows of an error, by code: there is room for about 20 characters; the sentence is in the error. */
export const SHORT_REASONS = {
  "all-lists-failed": "all lists failed",
  "auth-required": "login needed",
  "backup-busy": "database is busy",
  "backup-damaged": "backup is damaged",
  "backup-failed": "backup failed",
  "backup-format": "not a backup",
  "backup-newer": "newer backup",
  "backup-not-found": "backup not found",
  "bad-answer": "unexpected format",
  "bad-config": "check settings",
  "bad-input": "bad message",
  blocked: "blocked by the site",
  "browser-failed": "browser failed",
  "browser-missing": "no browser",
  "ha-admin": "needs administrator",
  "ha-disconnected": "connection lost",
  "ha-events-dropped": "events lost",
  "ha-not-found": "entity not found",
  "ha-not-removed": "device not removed",
  "ha-not-running": "HA is starting",
  "ha-refused": "refused by HA",
  "ha-timeout": "HA timed out",
  "ha-token": "token rejected",
  "ha-unknown-command": "unknown HA command",
  "ha-unreachable": "HA unreachable",
  "ha-url": "check HA address",
  "held-back": "list held back",
  "listsync-damaged": "ListSync is damaged",
  "listsync-failed": "ListSync not read",
  "listsync-format": "not a ListSync",
  "listsync-newer": "newer ListSync",
  "listsync-not-found": "ListSync not found",
  "markup-changed": "site has changed",
  "mqtt-forbidden": "topic forbidden",
  "mqtt-refused": "broker rejected login",
  "mqtt-unreachable": "broker unreachable",
  "no-config": "not configured",
  "not-found": "not found",
  "plan-required": "paid plan needed",
  "notify-limited": "channel is full",
  "notify-refused": "notification refused",
  "notify-unreachable": "channel not reached",
  private: "list is private",
  "queue-full": "too many messages",
  "rate-limited": "rate limited",
  "server-answer": "unexpected format",
  "server-blocklisted": "blocklisted",
  "server-csrf": "CSRF protection on",
  "server-dropped": "request dropped",
  "server-duplicate": "already requested",
  "server-handover": "Radarr/Sonarr refused",
  "server-key": "key rejected",
  "server-path": "not the API",
  "server-permission": "no permission",
  "server-quota": "quota used up",
  "server-rate-limited": "server is busy",
  "server-rejected": "refused by server",
  "server-timeout": "server timed out",
  "server-tls": "certificate rejected",
  "server-unavailable": "server failed",
  "server-unreachable": "server unreachable",
  "server-url": "check server URL",
  "server-user": "unknown user",
  "state-closed": "database closed",
  "state-failed": "database failed",
  "state-full": "disk full",
  "state-in-use": "database in use",
  "state-locked": "database locked",
  "state-lost": "database file lost",
  "state-migration": "upgrade failed",
  "state-newer": "newer database",
  "state-open": "cannot open file",
  "state-runtime": "Node.js too old",
  "too-large": "response too large",
  unavailable: "site unavailable",
  unexpected: "unexpected error",
  "unknown-list": "unknown list",
  "watch-failed": "folder not watchable",
  "watch-gone": "folder is gone",
  "watch-limit": "no watches left",
  "watch-too-many": "too many files",
} as const satisfies Readonly<Record<string, string>>;

/** An error in about 20 characters; an unknown code is shown as it is. */
export const shortReason = (code: string): string =>
  (SHORT_REASONS as Readonly<Record<string, string>>)[code] ?? code.replaceAll("-", " ").slice(0, 20);

export const cancelled = () => "cancelled";

export const starting = () => "starting";

export const fetching = (done: number, lists: number, items: number) =>
  `${done}/${lists} lists · ${items} items`;

export const items = (count: number) => `${count} items`;

/** @param time of day */
export const notified = (time: string) => `sent ${time}`;

export const composed = (time: string) => `composed ${time}`;

export const sendingNotices = (count: number) => (count > 1 ? `sending, ${count} waiting` : "sending");

/** @param when `today 08:00` */
export const nextDigest = (when: string) => `next digest: ${when}`;

export const nothingRunning = () => "nothing is running";

export const alreadyRunning = () => "already running";

export const automaticOff = () => "automatic sync is off";

export const firstSync = () => "first sync: press Sync now or Dry run";

export const notConnected = () => "not connected";

export const connecting = () => "connecting";

export const homeAssistantStarting = () => "Home Assistant is starting";

export const listening = () => "listening";

export const disconnected = () => "disconnected";

export const closed = () => "closed";

export const noServer = () => "no server";

export const noDatabase = () => "no database";

export const noTitles = () => "no titles";

/** @param way `MQTT` */
export const waitsForWay = (way: string) => `${way}: waiting`;

/** @param total of the titles, where that is known */
export const syncing = (way: string, done: unknown, total: unknown) =>
  total ? `${way} · ${done}/${total}` : `${way} · syncing`;

export const databaseFailed = () => "database failed";

export const waiting = (count: number) => (count > 0 ? `${count} waiting` : "working");

export const serverBusy = (seconds: number) => `server busy, trying again in ${seconds} s`;

export const otherNodeRed = () => "another Node-RED uses the database";

export const waitsForOther = (seconds: number) => `waiting for another Node-RED: at most ${seconds} s`;

export const progress = (done: number, total: number | undefined) =>
  total === undefined ? `${done}` : `${done}/${total}`;

export const runStopped = (state: "cancelled" | "interrupted") => `run ${state}`;

export const runFailed = (code?: string) => (code ? `run failed: ${shortReason(code)}` : "run failed");

/** @param name of the first one that failed */
export const listsFailed = (failed: number, total: number, name: string) => {
  const short = name.length > 30 ? `${name.slice(0, 29)}…` : name;
  return `${failed} of ${total} lists failed: ${failed > 1 ? `${short} and ${failed - 1} more` : short}`;
};

export const found = (count: number) => `${count} found`;

/** @param code why the first one failed */
export const titlesFailed = (count: number, code?: string) =>
  `${count} failed${code === undefined ? "" : `: ${shortReason(code)}`}`;

export const runs = (count: number) => `${count} ${count === 1 ? "run" : "runs"}`;

export const noRunYet = () => "no run yet";

export const nothingFailed = () => "nothing failed";

export const again = (count: number) => `${count} again`;

export const ignored = (count: number) => `${count} ignored`;

export const chosen = () => "match chosen";

export const takenBack = (count: number) => `${count} taken back`;

export const decisions = (count: number) => `${count} ${count === 1 ? "decision" : "decisions"}`;

export const schedules = (count: number) => `${count} ${count === 1 ? "schedule" : "schedules"}`;

export const cancelledRuns = (count: number) => (count > 0 ? `${count} cancelled` : nothingRunning());

export const backedUp = () => "backed up";

export const backupIntact = () => "backup is intact";

export const restored = () => "backup restored";

export const exported = (rows: number) => `${rows} rows exported`;

export const maintained = () => "maintenance done";

export const databaseDamaged = () => "database damaged";

/** @param path `/listsync` */
/** @param paths of what is answered */
export const watching = (paths: readonly string[]) => paths.join(" ");

export const nothingOn = () => "nothing turned on";

export const receiving = (path: string) => `POST ${path}`;

/** @param time `08:15` */
export const askedForTitles = (time: string, count: number) => `${time} sync of ${count} titles`;

/** @param lists how many were named; 0 for all */
export const askedForLists = (time: string, lists: number) =>
  lists > 0 ? `${time} sync of a list` : `${time} sync`;

/** @param event `available` */
export const serverSaid = (time: string, event: string, title: string) =>
  `${time} ${event}: ${title}`.slice(0, 46);

/** @param status of HTTP */
export const refused = (time: string, status: number) => `${time} refused: ${status}`;

export const watchingFiles = (count: number) => `watching ${count} ${count === 1 ? "file" : "files"}`;

export const pollingFiles = (count: number, seconds: number) =>
  `${count} ${count === 1 ? "file" : "files"} · polling every ${seconds} s`;

/** @param how as of the two before */
export const byVariable = (how: string, variable: string) => `${how} (${variable})`;

/** @param how as before */
export const notAllFiles = (how: string) => `${how}, not all`;

export const folderGone = () => "the folder is gone: waiting for it";

export const waitsForRun = () => "changed: waiting for the sync under way";

export const takeoverChecked = () => "checked, nothing changed";

export const tookOver = () => "ListSync taken over";
