/** How a folder is watched. */
export interface HowWatched {
  /** Milliseconds between two looks; undefined: the system tells. */
  pollMs: number | undefined;
  /** Variables of chokidar that replaced what was chosen. */
  by: string[];
}

/**
 * What chokidar will do: variables of the process win over what it is told.
 *
 * @param chosen milliseconds between two looks; undefined for none
 */
export function howWatched(
  chosen: number | undefined,
  env: Readonly<Record<string, string | undefined>> = process.env,
): HowWatched {
  const { CHOKIDAR_USEPOLLING: use, CHOKIDAR_INTERVAL: every } = env;
  const isPolling =
    use === undefined ? chosen !== undefined : !["false", "0", ""].includes(use.toLowerCase());
  const by: string[] = [];
  if (isPolling !== (chosen !== undefined)) by.push("CHOKIDAR_USEPOLLING");
  if (!isPolling) return { pollMs: undefined, by };
  const interval = every ? Number.parseInt(every, 10) : Number.NaN;
  if (Number.isFinite(interval) && interval !== chosen) by.push("CHOKIDAR_INTERVAL");
  return { pollMs: Number.isFinite(interval) ? interval : (chosen ?? UNCHOSEN_MS), by };
}

/** Milliseconds, where only a variable says that it is to be polled. */
const UNCHOSEN_MS = 10_000;
