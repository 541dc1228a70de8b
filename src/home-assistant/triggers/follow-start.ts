import type { HaState } from "../home-assistant.ts";
import type { Follower } from "./follow.ts";

/**
 * Fires when Home Assistant has started: it runs, and before that it said that it was starting. A connection that only
 * broke and came back is no start.
 */
export const followStart: Follower = (homeAssistant, { fire, problem }) => {
  let starting = false;
  // the first use connects; that nobody answers yet is what this waits for
  homeAssistant.user().catch((error: Error) => {
    if (homeAssistant.state === "refused") problem(error);
  });
  return homeAssistant.onState((state: HaState) => {
    if (state === "starting") starting = true;
    if (state !== "running") return;
    problem(undefined);
    if (starting) fire({ topic: "homeassistant_started", payload: homeAssistant.version });
    starting = false;
  });
};
