import { createHttp } from "../../http/create-http.ts";
import type { Http } from "../../http/http.ts";
import { linkSignals } from "../../http/linked-signal.ts";
import { keepSecret } from "../../http/redact.ts";
import { untilAborted } from "../../http/until-aborted.ts";
import type { HomeAssistant } from "../home-assistant.ts";
import { type GuardedSession, guardAdmin } from "./admin-guard.ts";
import { callRest } from "./call-rest.ts";
import { createLink } from "./create-link.ts";
import { parseHaAddress } from "./ha-address.ts";
import { notRunning } from "./not-running.ts";
import { openSession } from "./open-session.ts";
import { readToken } from "./read-token.ts";
import { createSubscriptions } from "./subscriptions.ts";
import { DEFAULT_TIMING, type Timing } from "./timing.ts";

export interface HomeAssistantOptions {
  /** As in the browser, whatever page it shows: `http://homeassistant.local:8123`. In an add-on `http://supervisor/core`. */
  url: string;
  /** Long-lived access token; in an add-on `SUPERVISOR_TOKEN`. */
  token: string;
  /** Accept a certificate that no known authority signed. @default false */
  insecureTls?: boolean;
  /** Milliseconds; see {@link Timing}. */
  timing?: Partial<Timing>;
  /** Told of every error that is nobody's, such as one that a listener threw. @default a warning of the process */
  report?: (error: unknown) => void;
  /** From 0 to 1, for the jitter of the back-off. */
  random?: () => number;
  /** @default a client of its own */
  http?: Http;
}

/**
 * Makes the connection to a Home Assistant; see {@link HomeAssistant}. Nothing is sent before its first use. A call of
 * the REST API waits for the websocket too: what signs in there tells once and for all whether the token is good.
 *
 * @throws HomeAssistantError `ha-url`; `ha-token` when there is none
 */
export function connectHomeAssistant(options: HomeAssistantOptions): HomeAssistant {
  const { insecureTls = false, random = Math.random, report = warn } = options;
  const address = parseHaAddress(options.url);
  const token = readToken(options.token);
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const http = options.http ?? createHttp({ insecureTls, retries: 0 });
  const release = keepSecret(token);
  const subscriptions = createSubscriptions(report, timing.resubscribeMs);
  const link = createLink({
    host: address.host,
    open: async (signal) =>
      guardAdmin(
        await openSession({ address, token, insecureTls, timing, signal, report }),
        timing.requestMs,
      ),
    subscriptions,
    timing,
    random,
    report,
  });
  /** Runs work on a session; it ends with the caller's signal or with the connection. */
  async function withSession<T>(
    { timeoutMs = timing.requestMs, signal }: { timeoutMs?: number; signal?: AbortSignal },
    work: (session: GuardedSession, limits: { ms: number; signal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    const until = performance.now() + timeoutMs;
    const linked = linkSignals(signal, link.lifetime);
    try {
      const session = await link.session({ ms: timeoutMs, signal: linked.signal });
      const ms = Math.max(1, until - performance.now());
      const starting = link.state === "starting";
      return await work(session, { ms, signal: linked.signal }).catch((error: unknown) => {
        throw starting ? notRunning(error) : error;
      });
    } finally {
      linked.unlink();
    }
  }

  return {
    url: address.url,
    get state() {
      return link.state;
    },
    get version() {
      return link.version;
    },
    user: (limits = {}) => withSession(limits, (session, { signal }) => untilAborted(session.user(), signal)),
    request: (command, limits = {}) =>
      withSession(limits, (session, given) => session.request(command, given)),
    subscribe(command, onEvent, onError) {
      link.start();
      return subscriptions.add(command, onEvent as (event: unknown) => void, onError);
    },
    onState: link.onState,
    rest: (call) =>
      withSession(call.signal ? { signal: call.signal } : {}, (session, { signal }) =>
        callRest(
          { ...call, signal },
          { address, token, http, timeoutMs: timing.requestMs, user: session.user },
        ),
      ),
    async close() {
      await link.close();
      release();
    },
  };
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : new Error(String(error)));
}
