import { CancelledError } from "../errors.ts";
import { createHttp } from "../http/create-http.ts";
import { keepSecret } from "../http/redact.ts";
import { untilAborted } from "../http/until-aborted.ts";
import { type GuardedSession, guardAdmin } from "./connection/admin-guard.ts";
import { callRest } from "./connection/call-rest.ts";
import type { HomeAssistantOptions } from "./connection/connect-home-assistant.ts";
import { parseHaAddress } from "./connection/ha-address.ts";
import { openSession, type Session } from "./connection/open-session.ts";
import { readToken } from "./connection/read-token.ts";
import { DEFAULT_TIMING } from "./connection/timing.ts";
import type { HaUser } from "./home-assistant.ts";
import { HomeAssistantError } from "./home-assistant-error.ts";
import * as messages from "./messages.ts";

/** The ways in which entities can be shown, as far as this Home Assistant offers them. */
interface Transports {
  /** Its MQTT integration is set up; whether Node-RED uses the same broker is not known here. */
  mqtt: boolean;
  /** Version of the companion integration; undefined when it is not installed, or only administrators may know. */
  companion?: string;
  /** Plain states over REST. */
  states: boolean;
}

/** What a test of the connection found out. */
export interface HomeAssistantTest {
  /** One line for the dialog. */
  text: string;
  version: string;
  user: HaUser;
  transports: Transports;
  /** Sentences about what will not work though the connection does. */
  warnings: string[];
}

/** A person waits in front of the dialog. Milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * Tries address and token as a person entered them, once. Changes nothing in Home Assistant.
 *
 * @throws HomeAssistantError what is wrong; CancelledError
 */
export async function testHomeAssistant(
  options: HomeAssistantOptions & { signal?: AbortSignal },
): Promise<HomeAssistantTest> {
  const { insecureTls = false, signal = new AbortController().signal } = options;
  const address = parseHaAddress(options.url);
  const token = readToken(options.token);
  const release = keepSecret(token);
  const timing = { ...DEFAULT_TIMING, handshakeMs: PATIENCE_MS, authMs: PATIENCE_MS, ...options.timing };
  let session: GuardedSession | undefined;
  try {
    const opened = await openSession({
      address,
      token,
      insecureTls,
      timing,
      signal,
      report: () => undefined,
    });
    session = guardAdmin(opened, PATIENCE_MS);
    const ask = asking(session, signal);
    const user = await untilAborted(session.user(), signal);
    const config = await ask<{ state?: string; components: string[] }>("get_config");
    const http = options.http ?? createHttp({ insecureTls, retries: 0 });
    const to = { address, token, http, timeoutMs: PATIENCE_MS, user: async () => user };
    await callRest({ method: "GET", path: "", signal }, to);
    const companion = await companionVersion(ask);
    const transports: Transports = {
      mqtt: config.components.includes("mqtt"),
      states: user.isAdmin,
      ...(companion !== undefined && { companion }),
    };
    const starting = config.state !== undefined && config.state !== "RUNNING";
    const { version } = session;
    return {
      text: `${messages.signedInAs(version, user.name, user.isAdmin)} ${offer(transports)}`,
      version,
      user,
      transports,
      warnings: warningsOf(user, starting),
    };
  } finally {
    session?.close();
    release();
  }
}

const asking =
  (session: Session, signal: AbortSignal) =>
  <T>(type: string): Promise<T> =>
    session.request<T>({ type }, { ms: PATIENCE_MS, signal });

async function companionVersion(ask: (type: string) => Promise<unknown>): Promise<string | undefined> {
  try {
    return String(await ask("nodered/version"));
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    // not installed, or not for this user
    if (error instanceof HomeAssistantError && ["ha-unknown-command", "ha-admin"].includes(error.code))
      return undefined;
    throw error;
  }
}

function offer({ mqtt, companion, states }: Transports): string {
  const ways = [
    ...(mqtt ? ["MQTT"] : []),
    ...(companion === undefined ? [] : [`the companion integration ${companion}`]),
    ...(states ? ["plain states"] : []),
  ];
  return ways.length === 0 ? messages.noTransport() : messages.transports(ways);
}

function warningsOf(user: HaUser, starting: boolean): string[] {
  return [
    ...(user.isAdmin ? [] : [messages.notAnAdministrator(user.name)]),
    ...(starting ? [messages.startingUp()] : []),
  ];
}
