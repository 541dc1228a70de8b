import { pause } from "../../http/pause.ts";
import { HomeAssistantError } from "../home-assistant-error.ts";
import type { Session } from "./open-session.ts";

/**
 * Waits until Home Assistant has loaded its integrations. It answers long before that, and refuses then what it will
 * know a minute later. It is asked again and again, because only administrators may subscribe to its
 * `homeassistant_started`.
 *
 * @param options.pollMs milliseconds between two questions
 * @param options.requestMs milliseconds for each answer
 * @param options.onStarting called once when it does not run yet
 * @throws HomeAssistantError `ha-disconnected`; CancelledError
 */
export async function awaitRunning(
  session: Session,
  options: { pollMs: number; requestMs: number; signal: AbortSignal; onStarting: () => void },
): Promise<void> {
  const { pollMs, requestMs, signal, onStarting } = options;
  if (await runs(session, requestMs, signal)) return;
  onStarting();
  do await pause(pollMs, signal);
  while (!(await runs(session, requestMs, signal)));
}

async function runs(session: Session, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    const { state } = await session.request<{ state?: string }>({ type: "get_config" }, { ms, signal });
    // very old ones do not say
    return state === undefined || state === "RUNNING";
  } catch (error) {
    // busy with starting
    if (error instanceof HomeAssistantError && error.code !== "ha-disconnected") return false;
    throw error;
  }
}
