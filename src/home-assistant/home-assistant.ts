/** A message of the websocket API without its `id`: `{ type: "get_config" }`. */
export interface HaCommand {
  type: string;
  [property: string]: unknown;
}

/**
 * How the connection stands. `starting`: connected, but Home Assistant still loads its integrations; nothing is
 * subscribed before it is `running`. `refused`: the token is not taken; it is not tried again until the configuration
 * changes.
 */
export type HaState = "idle" | "connecting" | "starting" | "running" | "disconnected" | "refused" | "closed";

export interface HaUser {
  name: string;
  isAdmin: boolean;
}

/**
 * One connection to one Home Assistant, shared by all nodes that name it. It connects with the first use, comes back by
 * itself after a restart of either side, and never leaves a promise or a socket behind.
 */
export interface HomeAssistant {
  /** Address without secrets. */
  readonly url: string;
  readonly state: HaState;
  /** As Home Assistant names it: `2026.2.0`; undefined before the first connection. */
  readonly version: string | undefined;
  /** Asked once per connection. @throws HomeAssistantError, CancelledError */
  user(options?: { signal?: AbortSignal }): Promise<HaUser>;
  /**
   * Sends a command and waits for its result, at most `timeoutMs` (@default 15000).
   *
   * @throws HomeAssistantError, CancelledError
   */
  request<T = unknown>(
    command: HaCommand,
    options?: { timeoutMs?: number; signal?: AbortSignal },
  ): Promise<T>;
  /**
   * Subscribes now, or as soon as Home Assistant runs, and anew after every reconnect.
   *
   * @param onEvent what the subscription sends; an error that it throws is reported, never lost
   * @param onError why it could not be made this time; the next connection tries again
   * @returns ends it; never rejects
   */
  subscribe<T = unknown>(
    command: HaCommand,
    onEvent: (event: T) => void,
    onError?: (error: Error) => void,
  ): () => void;
  /** Called with every change of `state`, and at once with the present one. Returns the end of it. */
  onState(listener: (state: HaState) => void): () => void;
  /** One call of the REST API below `/api/`. @throws HomeAssistantError, CancelledError */
  rest<T = unknown>(call: {
    method: "GET" | "POST" | "DELETE";
    path: string;
    json?: unknown;
    signal?: AbortSignal;
  }): Promise<{ status: number; body: T }>;
  /** Closes the socket for good; what is under way fails as cancelled. */
  close(): Promise<void>;
}
