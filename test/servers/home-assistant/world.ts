import type { Bus } from "./bus.ts";
import type { Companion } from "./companion.ts";
import type { StateMachine } from "./state-machine.ts";
import type { TodoList } from "./todo-list.ts";

export interface User {
  id: string;
  name: string | null;
  is_admin: boolean;
  is_owner: boolean;
}

export type CoreState = "NOT_RUNNING" | "STARTING" | "RUNNING" | "STOPPING";

/** A call of a service as Home Assistant saw it. */
export interface ServiceCall {
  domain: string;
  service: string;
  data: Record<string, unknown>;
  entityIds: string[];
}

/** Everything that Home Assistant knows. */
export interface World {
  readonly version: string;
  core: CoreState;
  readonly components: Set<string>;
  /** By token. */
  readonly users: Map<string, User>;
  readonly supervisorToken: string;
  readonly bus: Bus;
  readonly states: StateMachine;
  /** Ids of entities that have a unique id; the others are only states. */
  readonly registry: Map<string, { platform: string; unique_id: string; name: string }>;
  readonly todos: Map<string, TodoList>;
  readonly services: ServiceCall[];
  /** Undefined when it is not installed. */
  readonly companion: Companion | undefined;
  /** Failed sign-ins; each also is a notification in the sidebar. */
  failedLogins: number;
  /** Lines of its log, as far as a client causes them. */
  readonly log: string[];
  /** Number of failed sign-ins that shuts us out; 0 never does. */
  readonly loginAttemptsThreshold: number;
}

/** Integrations are there from STARTING on; before, commands are unknown and entities absent. */
export const isLoaded = (world: World): boolean => world.core === "STARTING" || world.core === "RUNNING";

export const isBanned = (world: World): boolean =>
  world.loginAttemptsThreshold > 0 && world.failedLogins >= world.loginAttemptsThreshold;

/** Also raises the notification "Login attempt failed". */
export function attemptFailed(world: World): void {
  world.failedLogins++;
  world.log.push(
    "WARNING [homeassistant.components.http.ban] Login attempt or request with invalid authentication from 127.0.0.1",
  );
}

/** The user of a token; a wrong one counts as an attempt to break in. */
export function signIn(world: World, token: unknown, viaSupervisor: boolean): User | undefined {
  const user = viaSupervisor
    ? token === world.supervisorToken
      ? [...world.users.values()].find(({ is_admin }) => is_admin)
      : undefined
    : world.users.get(String(token));
  if (!user) attemptFailed(world);
  return user;
}
