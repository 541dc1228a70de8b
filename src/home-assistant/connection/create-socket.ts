import type { Auth, HaWebSocket } from "home-assistant-js-websocket";
import { WebSocket } from "ws";
import { type CancelledError, cancellation } from "../../errors.ts";
import { toHttpError } from "../../http/to-http-error.ts";
import { USER_AGENT } from "../../http/user-agent.ts";
import type { HomeAssistantError } from "../home-assistant-error.ts";
import * as messages from "../messages.ts";
import type { Timing } from "./timing.ts";
import { tokenRefused, unreachable } from "./to-ha-error.ts";
import { watchSilence } from "./watch-silence.ts";

export interface SocketOptions {
  auth: Auth;
  /** Host and port, for messages. */
  host: string;
  insecureTls: boolean;
  timing: Pick<Timing, "handshakeMs" | "authMs" | "silenceMs">;
  /** Ends the attempt, and rejects it from the start once aborted. */
  signal: AbortSignal;
  /** Told what was wrong with a message that could not be handled. */
  report: (error: unknown) => void;
}

/** Milliseconds that the other side has for its part of closing. */
const CLOSE_MS = 1_000;
/** Largest message; all states of a big house are about 10 MB. */
const MAX_BYTES = 128 * 1024 * 1024;

/**
 * Opens a websocket and signs in, once. Given to the library in place of its own, which needs a global WebSocket, has
 * no timeout for signing in, accepts no self-signed certificate and never learns that the other side has gone.
 *
 * @returns the socket as the library wants it
 * @throws HomeAssistantError `ha-unreachable`, `ha-token`; CancelledError
 */
export function createSocket(options: SocketOptions): Promise<HaWebSocket> {
  const { auth, host, timing, signal } = options;
  return new Promise((resolve, reject) => {
    // the library goes on connecting after close(); it must not succeed any more
    if (signal.aborted) return reject(cancellation(signal));
    const socket = new WebSocket(auth.wsUrl, {
      handshakeTimeout: timing.handshakeMs,
      rejectUnauthorized: !options.insecureTls,
      maxPayload: MAX_BYTES,
      headers: { "User-Agent": USER_AGENT },
    });
    let failure: HomeAssistantError | CancelledError | undefined;
    const end = (why: HomeAssistantError | CancelledError) => {
      failure ??= why;
      socket.terminate();
    };
    const abort = () => end(cancellation(signal));
    const authTimer = setTimeout(
      () => end(unreachable(host, messages.tokenNotTakenInTime(timing.authMs / 1000))),
      timing.handshakeMs + timing.authMs,
    );
    const settled = () => {
      clearTimeout(authTimer);
      signal.removeEventListener("abort", abort);
      socket.off("message", onMessage);
      socket.off("close", onClose);
    };
    const onClose = () => {
      settled();
      reject(failure ?? unreachable(host, messages.closedBeforeLogin()));
    };
    const onMessage = (data: WebSocket.RawData) => {
      const message = readMessage(data);
      if (message.type === "auth_invalid") end(tokenRefused(host));
      if (message.type !== "auth_ok") return;
      settled();
      watchSilence(socket, timing.silenceMs);
      // Home Assistant may then send several messages as one array, which spares both sides much work
      socket.send(JSON.stringify({ id: 1, type: "supported_features", features: { coalesce_messages: 1 } }));
      resolve(librarySocket(socket, String(message.ha_version), options.report));
    };
    // stays for good: a socket's error that nobody listens to ends the process
    socket.on("error", (error) => {
      failure ??= unreachable(host, reasonOf(error, auth.wsUrl, timing.handshakeMs));
    });
    socket.on("unexpected-response", (_request, response) => {
      response.resume();
      end(unreachable(host, noWebsocket(response.statusCode ?? 0, response.headers.location)));
    });
    socket.on("open", () => socket.send(JSON.stringify({ type: "auth", access_token: auth.accessToken })));
    socket.on("message", onMessage);
    socket.on("close", onClose);
    signal.addEventListener("abort", abort, { once: true });
  });
}

function readMessage(data: WebSocket.RawData): { type?: unknown; ha_version?: unknown } {
  try {
    return Object(JSON.parse(String(data)));
  } catch {
    return {};
  }
}

/** What the library uses of a socket. A handler that throws, on half a message for instance, would end the process. */
function librarySocket(socket: WebSocket, haVersion: string, report: (error: unknown) => void): HaWebSocket {
  const listener = (type: string, handler: (event: { data: string }) => unknown) => {
    if (type !== "message" && type !== "close") return;
    socket.on(type, (data: unknown) => {
      try {
        handler({ data: String(data) });
      } catch (error) {
        report(error);
      }
    });
  };
  const facade = {
    haVersion,
    OPEN: socket.OPEN,
    get readyState() {
      return socket.readyState;
    },
    send: (text: string) => socket.send(text),
    close() {
      socket.close();
      const timer = setTimeout(() => socket.terminate(), CLOSE_MS);
      socket.once("close", () => clearTimeout(timer));
    },
    addEventListener: listener,
  };
  return facade as unknown as HaWebSocket;
}

/** Why there is a web server, but no websocket of Home Assistant. */
function noWebsocket(status: number, location: string | undefined): string {
  if (status === 403) return messages.banned();
  if (status >= 300 && status < 400) return messages.leadsElsewhere(status, originOf(location));
  if (status >= 500) return messages.notUp(status);
  return messages.otherWebServer(status);
}

/** Without its path and query, which may hold what is nobody's business. */
const originOf = (location: string | undefined): string | undefined =>
  location && URL.canParse(location) ? new URL(location).origin : undefined;

function reasonOf(error: Error, url: string, timeoutMs: number): string {
  if (/socket hang up|ECONNRESET/.test(error.message)) return messages.closedImmediately();
  if (/handshake has timed out/.test(error.message)) return messages.noHandshake(timeoutMs / 1000);
  const { code, message } = toHttpError(error, url, { timeoutMs, maxBytes: MAX_BYTES });
  const reason = message.split(": ").at(-1)?.replace(/\.$/, "") ?? "";
  return code === "tls" ? messages.selfSigned(reason) : reason;
}
