import type { HaState } from "../home-assistant.ts";
import type { Follower } from "./follow.ts";

/**
 * Fires when Home Assistant has started: it runs, and before that it said that it was starting. A connection that only
 * broke and came back is no start.
 */
export const followStart: Follower = (homeAssistant, { fire, problem }) => {
  let starting = false;
  homeAssistant.connect();
  return homeAssistant.onState((state: HaState) => {
    if (state === "starting") starting = true;
    if (state !== "running") return;
    problem(undefined);
    if (starting) fire({ topic: "homeassistant_started", payload: homeAssistant.version });
    starting = false;
  });
};
