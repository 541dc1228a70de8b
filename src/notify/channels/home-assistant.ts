import { CancelledError, InputError, ListSyncError } from "../../errors.ts";
import { isPassing } from "../../home-assistant/connection/is-passing.ts";
import type { HomeAssistant } from "../../home-assistant/home-assistant.ts";
import { redact } from "../../http/redact.ts";
import { calm } from "../clean.ts";
import { bytes, cut } from "../cut.ts";
import * as messages from "../messages.ts";
import { type Notice, posterOf } from "../notice.ts";
import type { NotifyAction } from "../notify-action.ts";
import { actionName } from "../notify-action.ts";
import { plainText } from "../plain-text.ts";
import type { Channel, Verdict } from "./channel.ts";
import { TRY_MS } from "./http-channel.ts";

const NAME = "Home Assistant";

/** What is pushed to a phone has 4,000 bytes in all. */
const MESSAGE = 1800;
const TITLE = 200;

export interface HomeAssistantChannelOptions {
  /** Called when something is sent. */
  homeAssistant(): HomeAssistant;
  /** `notify.mobile_app_phone`, or an entity of `notify`. */
  service: string;
  /** What `Show` opens; without one its press comes back. */
  link: string | undefined;
  /** Of the node; its own presses come back to it. */
  id: string;
  /** Milliseconds for one try. @default 5000 */
  timeoutMs?: number;
}

/** A notify service of Home Assistant. @throws InputError `bad-config` */
export function homeAssistantChannel(options: HomeAssistantChannelOptions): Channel {
  const { homeAssistant, timeoutMs = TRY_MS } = options;
  const written = options.service.trim().toLowerCase();
  const service = /^(?:notify\.)?([a-z0-9_]+)$/.exec(written)?.[1];
  const isSidebar = written === "persistent_notification" || written === "persistent_notification.create";
  if (service === undefined && !isSidebar) throw new InputError("bad-config", messages.badService());

  const call = (domain: string, name: string, data: object, signal: AbortSignal) =>
    homeAssistant().request(
      { type: "call_service", domain, service: name, service_data: data },
      { timeoutMs, signal },
    );
  /** What is not there is called without an error: only the states tell. */
  async function isThere(entity: string, signal: AbortSignal): Promise<boolean> {
    const states = await homeAssistant().request<{ entity_id: string; state: string }[]>(
      { type: "get_states" },
      { timeoutMs, signal },
    );
    return states.some(({ entity_id, state }) => entity_id === entity && state !== "unavailable");
  }

  async function notify(notice: Notice, signal: AbortSignal): Promise<void> {
    const { data, ...plain } = messageOf(notice, options);
    if (isSidebar || service === "persistent_notification")
      return void (await call("persistent_notification", "create", plain, signal));
    try {
      await call("notify", service ?? "", { ...plain, data }, signal);
    } catch (error) {
      const entity = `notify.${service}`;
      // newer ones are entities, which take no buttons
      if (!isUnknown(error) || !(await isThere(entity, signal))) throw error;
      await call("notify", "send_message", { ...plain, entity_id: entity }, signal);
    }
  }

  return {
    name: NAME,
    preview: (notice) => messageOf(notice, options),
    async send(notice, signal): Promise<Verdict> {
      try {
        await notify(notice, signal);
        return { kind: "sent" };
      } catch (error) {
        if (error instanceof CancelledError && signal.aborted) throw error;
        const why = messages.notNotified(
          redact(error instanceof ListSyncError ? error.message : String(error)),
        );
        if (isPassing(error)) return { kind: "again", code: "notify-unreachable", why };
        return { kind: "refused", why };
      }
    },
  };
}

const isUnknown = (error: unknown): boolean =>
  error instanceof ListSyncError && error.code === "ha-not-found";

/** Home Assistant fills in templates, and phones show HTML: neither may come from a title. */
function messageOf(notice: Notice, { id, link }: HomeAssistantChannelOptions) {
  const poster = posterOf(notice);
  const button = (action: NotifyAction, title: string) => ({
    action: actionName(id, action, notice.profile),
    title,
  });
  const show =
    link === undefined
      ? button("show", messages.show())
      : { action: "URI", title: messages.show(), uri: link };
  return {
    title: cut(calm(notice.title), TITLE, bytes),
    message: plainText(notice, MESSAGE, bytes, calm),
    data: {
      group: "listsync",
      actions: [button("sync", messages.syncAgain()), show],
      ...(link !== undefined && { url: link, clickAction: link }),
      ...(poster !== undefined && { image: poster }),
    },
  };
}
