import type { HaState, HomeAssistant } from "../home-assistant.ts";

/** Milliseconds that a connection may be away before it is an error; until then its status tells. */
export const OUTAGE_MS = 30_000;

/** States in which nobody has to be told: it works, nobody uses it, or the reason has been told. */
const FINE: ReadonlySet<HaState> = new Set(["idle", "starting", "running", "refused", "closed"]);

/**
 * Tells of a Home Assistant that stays away, once for each absence. One that restarts is back before that.
 *
 * @param onError - given the reason
 * @returns ends it
 */
export function watchOutage(
  homeAssistant: HomeAssistant,
  onError: (error: Error) => void,
  outageMs: number = OUTAGE_MS,
): () => void {
  let timer: NodeJS.Timeout | undefined;

  function tell(): void {
    // fails with why there is no connection, unless there is one by now
    homeAssistant.request({ type: "ping" }, { timeoutMs: 1 }).catch((error: Error) => {
      if (!FINE.has(homeAssistant.state)) onError(error);
    });
  }

  const stop = homeAssistant.onState((state) => {
    if (FINE.has(state)) {
      clearTimeout(timer);
      timer = undefined;
      return;
    }
    timer ??= setTimeout(tell, outageMs);
    timer.unref();
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
