import { pause } from "../http/pause.ts";
import { HomeAssistantError } from "./home-assistant-error.ts";
import type { Session } from "./open-session.ts";

/**
 * Waits until Home Assistant has loaded its integrations. It answers long before that, and refuses then what it will
 * know a minute later. It is asked again and again, because only administrators may subscribe to its
 * `homeassistant_started`.
 *
 * @param pollMs milliseconds between two questions
 * @param requestMs milliseconds for each answer
 * @throws HomeAssistantError `ha-disconnected`; CancelledError
 */
export async function awaitRunning(
  session: Session,
  { pollMs, requestMs, signal }: { pollMs: number; requestMs: number; signal: AbortSignal },
): Promise<void> {
  for (;;) {
    if (await runs(session, requestMs, signal)) return;
    await pause(pollMs, signal);
  }
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
