import { readText } from "../../items/values.ts";
import type { HaCommand, HaUser } from "../home-assistant.ts";
import { adminsOnly } from "./admins-only.ts";
import type { Session } from "./open-session.ts";

/** A session that knows whose token it is. */
export interface GuardedSession extends Session {
  /** Asked once; anew after a failure. @throws HomeAssistantError */
  user(): Promise<HaUser>;
}

/** Commands for administrators (2026.2); those of the companion integration all are. */
const ADMIN_COMMANDS =
  /^(fire_event|subscribe_trigger|config_entries\/get|config\/entity_registry\/remove|nodered\/.+)$/;

/** Events that every user may subscribe to (websocket_api/permissions.py, 2026.2). */
const EVENTS_FOR_ALL: ReadonlySet<unknown> = new Set([
  "area_registry_updated",
  "component_loaded",
  "core_config_updated",
  "device_registry_updated",
  "entity_registry_updated",
  "lovelace_updated",
  "panels_updated",
  "persistent_notifications_updated",
  "recorder_5min_statistics_generated",
  "recorder_hourly_statistics_generated",
  "repairs_issue_registry_updated",
  "service_registered",
  "service_removed",
  "shopping_list_updated",
  "state_changed",
  "themes_updated",
]);

/**
 * Keeps what only an administrator may do from being sent by anybody else: each refusal is an error in Home Assistant's
 * log, one for each title of a run.
 *
 * @param requestMs milliseconds for the question whose token it is
 */
export function guardAdmin(session: Session, requestMs: number): GuardedSession {
  let asked: Promise<HaUser> | undefined;

  function user(): Promise<HaUser> {
    if (asked !== undefined) return asked;
    const answer = session
      .request<{ name: unknown; is_admin: boolean }>({ type: "auth/current_user" }, { ms: requestMs })
      .then(({ name, is_admin }) => ({ name: readText(name) || "a user without a name", isAdmin: is_admin }));
    asked = answer;
    answer.catch(() => {
      asked = undefined;
    });
    return answer;
  }

  async function check(command: HaCommand): Promise<void> {
    if (isForAdmins(command) && !(await user()).isAdmin) throw adminsOnly(`the command "${command.type}"`);
  }

  return {
    ...session,
    user,
    async request(command, limits) {
      await check(command);
      return session.request(command, limits);
    },
    async subscribe(command, onEvent) {
      await check(command);
      return session.subscribe(command, onEvent);
    },
  };
}

function isForAdmins({ type, event_type: event }: HaCommand): boolean {
  return type === "subscribe_events" ? !EVENTS_FOR_ALL.has(event) : ADMIN_COMMANDS.test(type);
}
