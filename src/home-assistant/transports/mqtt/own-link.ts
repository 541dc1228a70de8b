import type { IClientOptions, MqttClient } from "mqtt";
import { ListSyncError } from "../../../errors.ts";
import { redact } from "../../../http/redact.ts";
import { OUTAGE_MS } from "../../connection/watch-outage.ts";
import * as messages from "../../messages.ts";
import type { MqttBroker } from "./mqtt-broker.ts";
import { delivered, type LinkListeners, type MqttLink } from "./mqtt-link.ts";

/**
 * Opens a connection of our own to the broker that a node describes, with a last will: the broker itself then says that
 * Node-RED is gone. The will of the broker's node belongs to the user.
 *
 * @param id - the client's id. The same after every start: a broker that has not noticed yet that the last process died
 *   then sends its will before the new connection, not a minute and a half after it.
 * @param will - topic and payload, retained
 * @param outageMs - milliseconds that the broker may be away before that is a problem: it may just restart
 */
export function openOwnLink(
  broker: Pick<MqttBroker, "brokerurl" | "options">,
  id: string,
  will: { topic: string; payload: string },
  { onConnection, onProblem }: LinkListeners,
  outageMs: number = OUTAGE_MS,
): MqttLink {
  const topics = new Map<string, (payload: string, retained: boolean) => void>();
  let client: MqttClient | undefined;
  let closed = false;
  let told: string | undefined;

  const settings = {
    ...broker.options,
    clientId: id,
    clean: true,
    // a broker whose users are read late refuses at first
    reconnectOnConnackError: true,
    will: { ...will, payload: Buffer.from(will.payload), qos: 1, retain: true },
  } as IClientOptions;

  let outage: NodeJS.Timeout | undefined;

  const failed = (error: unknown) => {
    const known = toMqttError(broker.brokerurl, error);
    if (known.code !== "mqtt-unreachable") return tell(known);
    outage ??= setTimeout(() => tell(known), outageMs);
    outage.unref();
  };

  function tell(known: ListSyncError): void {
    // it tries again every few seconds
    if (known.message === told || closed) return;
    told = known.message;
    onProblem(known);
  }

  function mended(): void {
    told = undefined;
    clearTimeout(outage);
    outage = undefined;
  }

  function hear(topic: string): void {
    client?.subscribe(topic, { qos: 1 }, (error) => {
      // a connection that breaks meanwhile subscribes again; a broker that forbids it would leave buttons without effect
      if (error && client?.connected)
        failed(isForbidden(error) ? topicForbidden(broker.brokerurl, topic) : error);
    });
  }

  async function open(): Promise<void> {
    // late, because few need it
    const { connect } = await import("mqtt");
    if (closed) return;
    client = connect(broker.brokerurl, settings);
    client.on("error", failed);
    client.on("connect", () => {
      mended();
      for (const topic of topics.keys()) hear(topic);
      if (!closed) onConnection(true);
    });
    client.on("close", () => {
      if (!closed) onConnection(false);
    });
    client.on("message", (topic, payload, packet) => {
      if (!closed) topics.get(topic)?.(payload.toString("utf8"), packet.retain);
    });
  }
  open().catch(failed);

  return {
    get connected() {
      return client?.connected === true && !closed;
    },
    async publish(topic, payload, retain) {
      const open = client;
      if (!open?.connected) return false;
      return delivered((done) => open.publish(topic, payload, { qos: 1, retain }, done));
    },
    subscribe(topic, listener) {
      topics.set(topic, listener);
      if (client?.connected) hear(topic);
    },
    async close() {
      closed = true;
      clearTimeout(outage);
      const open = client;
      if (!open) return;
      const ended = open.connected && (await delivered((done) => open.end(false, {}, done), 2000));
      if (!ended) open.end(true);
    },
  };
}

/** Answers to a login that were a no: of MQTT 3.1.1 (2 to 5) and of MQTT 5 (133 to 135, 138). */
const REFUSALS = new Set([2, 4, 5, 133, 134, 135, 138]);

/** What the `mqtt` package says, as a sentence with a stable code: `mqtt-refused`, `mqtt-unreachable`. */
function toMqttError(url: string, error: unknown): ListSyncError {
  if (error instanceof ListSyncError) return error;
  const where = redact(url);
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  if (REFUSALS.has(Number(code))) {
    return new ListSyncError("mqtt-refused", messages.brokerLogin(where));
  }
  const why = error instanceof Error && error.message ? error.message : String(code ?? error);
  return new ListSyncError("mqtt-unreachable", messages.brokerUnreachable(where, redact(why)));
}

/** Whether the broker's access list forbids a subscription: it grants 128 in MQTT 3.1.1, 135 in MQTT 5. */
function isForbidden(error: Error): boolean {
  const { packet } = error as { packet?: { granted?: unknown } };
  return Array.isArray(packet?.granted) && packet.granted.some((code) => code === 128 || code === 135);
}

const topicForbidden = (url: string, topic: string): ListSyncError =>
  new ListSyncError("mqtt-forbidden", messages.topicForbidden(redact(url), topic));
