import type { Action, ActionLog } from "../titles/read-title.ts";

/** Titles of which it is known how often something was done; the oldest are forgotten. */
const KEPT = 10_000;

/** What people do with titles of a database at the moment, and did since the start. */
export interface Actions extends ActionLog {
  /** Begins an action, unless one is under way; what is returned ends it. */
  begin(key: string, action: Action): (() => void) | undefined;
}

export function actionLog(): Actions {
  const counts = new Map<string, number>();
  const busy = new Map<string, Action>();
  return {
    busy: (key) => busy.get(key),
    count: (key) => counts.get(key) ?? 0,
    begin(key, action) {
      if (busy.has(key)) return undefined;
      busy.set(key, action);
      return () => {
        busy.delete(key);
        const count = (counts.get(key) ?? 0) + 1;
        counts.delete(key);
        counts.set(key, count);
        const [oldest = ""] = counts.keys();
        if (counts.size > KEPT) counts.delete(oldest);
      };
    },
  };
}
