import { createBus } from "./bus.ts";
import { createCompanion } from "./companion.ts";
import { createStateMachine } from "./state-machine.ts";
import type { CoreState, World } from "./world.ts";

export interface WorldOptions {
  /** Version of the companion integration. @default not installed */
  companion?: string;
  /** Whether the MQTT integration is set up. @default false */
  mqtt?: boolean;
  /** @default "2026.2.0" */
  version?: string;
  /** Failed sign-ins that ban this machine. @default never */
  loginAttemptsThreshold?: number;
  /** @default "RUNNING" */
  core?: CoreState;
  /** Home Assistant lets a user have none. @default "Sean" */
  adminName?: string | null;
}

/** Tokens of an administrator and of a user who is none. */
export const ADMIN_TOKEN = "admin-long-lived-token";
export const USER_TOKEN = "user-long-lived-token";

/** A Home Assistant with two users and nothing else. */
export function createWorld(options: WorldOptions): World {
  const bus = createBus();
  const users: World["users"] = new Map([
    [
      ADMIN_TOKEN,
      {
        id: "u1",
        name: options.adminName === undefined ? "Sean" : options.adminName,
        is_admin: true,
        is_owner: true,
      },
    ],
    [USER_TOKEN, { id: "u2", name: "Guest", is_admin: false, is_owner: false }],
  ]);
  const components = [
    "api",
    "websocket_api",
    "todo",
    "local_todo",
    "input_button",
    "persistent_notification",
  ];
  if (options.mqtt) components.push("mqtt");
  if (options.companion) components.push("nodered");
  return {
    version: options.version ?? "2026.2.0",
    core: options.core ?? "RUNNING",
    components: new Set(components),
    users,
    supervisorToken: "supervisor-token",
    bus,
    states: createStateMachine(bus),
    registry: new Map(),
    todos: new Map(),
    services: [],
    companion: options.companion ? createCompanion(options.companion) : undefined,
    failedLogins: 0,
    log: [],
    loginAttemptsThreshold: options.loginAttemptsThreshold ?? 0,
  };
}
