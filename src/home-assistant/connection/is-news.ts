import type { HomeAssistant } from "../home-assistant.ts";

/** Faults of the connection itself, which all who share it meet; everything else is for whoever met it. */
const SHARED: ReadonlySet<unknown> = new Set(["ha-token", "ha-url", "ha-unreachable", "ha-timeout"]);

const told = new WeakMap<HomeAssistant, Set<string>>();

/** Whether an error is to be told: a wrong token is one fault, not one for each node that uses the connection. */
export function isNews(homeAssistant: HomeAssistant, error: Error): boolean {
  if (!("code" in error) || !SHARED.has(error.code)) return true;
  const known = told.get(homeAssistant) ?? remember(homeAssistant);
  if (known.has(error.message)) return false;
  known.add(error.message);
  return true;
}

function remember(homeAssistant: HomeAssistant): Set<string> {
  const known = new Set<string>();
  told.set(homeAssistant, known);
  // what happens again after the connection worked is news again
  homeAssistant.onState((state) => {
    if (state === "running") known.clear();
  });
  return known;
}
