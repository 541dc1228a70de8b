import { createConnection, createLongLivedTokenAuth } from "home-assistant-js-websocket";
import type { HaCommand } from "../home-assistant.ts";
import { createSocket, type SocketOptions } from "./create-socket.ts";
import type { HaAddress } from "./ha-address.ts";
import { disconnected, timedOut, toHaError } from "./to-ha-error.ts";
import { withTimeLimit } from "./with-time-limit.ts";

export interface SessionOptions extends Omit<SocketOptions, "auth" | "host"> {
  address: HaAddress;
  token: string;
}

/** One connection from signing in to its end; it never comes back, another one takes its place. */
export interface Session {
  /** `2026.2.0` */
  readonly version: string;
  /** Called when the connection has ended, whoever ended it. */
  onEnd(listener: () => void): void;
  /** @throws HomeAssistantError, CancelledError */
  request<T>(command: HaCommand, limits: { ms: number; signal?: AbortSignal | undefined }): Promise<T>;
  /**
   * @param onEvent must not throw
   * @returns ends the subscription; never rejects
   * @throws HomeAssistantError when it was refused or the connection ended first
   */
  subscribe(command: HaCommand, onEvent: (event: unknown) => void): Promise<() => void>;
  close(): void;
}

/**
 * Connects and signs in, once.
 *
 * The library's own reconnecting and re-subscribing is not used: it cannot be stopped while under way, waits without
 * jitter, makes subscriptions again before Home Assistant has loaded what they ask for, and leaves each refusal as an
 * unhandled rejection, which ends Node-RED (home-assistant-js-websocket 9.7, seen 2026-11). A session that ends takes
 * its ids along, so nothing of it can touch the subscriptions of the next.
 *
 * @throws HomeAssistantError `ha-unreachable`, `ha-token`; CancelledError
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { host, url } = options.address;
  const auth = createLongLivedTokenAuth(url, options.token);
  const waiting = new Set<() => void>();
  let ended = false;
  const end = () => {
    ended = true;
    for (const fail of waiting) fail();
  };
  const connection = await createConnection({
    auth,
    setupRetry: 0,
    createSocket: async () => {
      const socket = await createSocket({ ...options, auth, host });
      socket.addEventListener("close", end);
      return socket;
    },
  });
  // closing it here keeps the library from connecting again
  connection.addEventListener("disconnected", () => connection.close());

  // what the library was asked while the connection broke may stay without an answer for ever
  function untilEnded<T>(work: Promise<T>, asked: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const fail = () => {
        waiting.delete(fail);
        reject(disconnected({ host, asked }));
      };
      waiting.add(fail);
      if (ended) fail();
      work
        .then(resolve, (error: unknown) => reject(toHaError(error, { host, asked })))
        .finally(() => waiting.delete(fail));
    });
  }

  return {
    version: connection.haVersion,
    onEnd(listener) {
      if (ended) listener();
      else waiting.add(listener);
    },
    async request<T>(command: HaCommand, { ms, signal }: { ms: number; signal?: AbortSignal | undefined }) {
      const asked = nameOf(command);
      const message: HaCommand & { id?: number } = { ...command };
      const answer = untilEnded(connection.sendMessagePromise<T>(message), asked);
      try {
        return await withTimeLimit(answer, { ms, signal, late: () => timedOut({ host, asked }, ms) });
      } finally {
        // the library waits for an answer for ever; one that comes too late is ignored
        if (message.id !== undefined) connection.commands.delete(message.id);
      }
    },
    async subscribe(command, onEvent) {
      const made = connection.subscribeMessage(onEvent, { ...command }, { resubscribe: false });
      const unsubscribe = await untilEnded(made, nameOf(command));
      return () => void unsubscribe().catch(() => undefined); // the connection broke: then there is nothing to end
    },
    close: () => connection.close(),
  };
}

const nameOf = (command: HaCommand): string => `the command "${command.type}"`;
