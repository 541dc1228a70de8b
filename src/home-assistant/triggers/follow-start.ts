import type { HaState, HomeAssistant } from "../home-assistant.ts";
import type { Follower } from "./follow.ts";
import { START_TOPIC } from "./trigger-kind.ts";

/**
 * Fires when Home Assistant has started: it runs, and before that it said that it was starting, or all of its states are
 * younger than the last connection. A small one is up again before we look, and only administrators may subscribe to
 * `homeassistant_started`. A connection that only broke and came back is no start.
 */
export const followStart: Follower = (homeAssistant, { fire, problem }) => {
  let starting = false;
  let followed = true;
  /** Time of the newest state that was seen, by Home Assistant's clock. */
  let newest: number | undefined;

  const started = () => fire({ topic: START_TOPIC, payload: homeAssistant.version });

  async function compare(knownStart: boolean): Promise<void> {
    const before = newest;
    const seen = await ages(homeAssistant);
    newest = seen.newest;
    if (!knownStart && followed && before !== undefined && seen.oldest > before) started();
  }

  // the first use connects; that nobody answers yet is what this waits for
  homeAssistant.user().catch((error: Error) => {
    if (homeAssistant.state === "refused") problem(error);
  });
  const stop = homeAssistant.onState((state: HaState) => {
    if (state === "starting") starting = true;
    if (state !== "running") return;
    problem(undefined);
    if (starting) started();
    // the connection broke again: the next one compares
    compare(starting).catch(() => undefined);
    starting = false;
  });
  return () => {
    followed = false;
    stop();
  };
};

/** States live in memory only: none is older than the start (last_changed of get_states, 2026.2). */
async function ages(homeAssistant: HomeAssistant): Promise<{ oldest: number; newest: number | undefined }> {
  const states = await homeAssistant.request<{ last_changed: string; last_updated: string }[]>({
    type: "get_states",
  });
  let oldest = Number.POSITIVE_INFINITY;
  let newest: number | undefined;
  for (const { last_changed, last_updated } of states) {
    oldest = Math.min(oldest, Date.parse(last_changed));
    newest = Math.max(newest ?? 0, Date.parse(last_updated));
  }
  return { oldest: newest === undefined ? 0 : oldest, newest };
}
