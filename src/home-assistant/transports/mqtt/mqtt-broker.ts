/** A message as the broker's node keeps it for its birth and its will. */
interface BrokerMessage {
  topic: string;
  payload?: unknown;
  retain?: boolean;
}

/** What registers with a broker's node. */
export interface BrokerUser {
  id: string;
  /** Called with each change of the connection. */
  status(status: { fill?: string }): void;
}

/**
 * The part of Node-RED's own configuration node `mqtt-broker` that is used here. Its file 10-mqtt.js is the same in
 * Node-RED 4.1.15 and 5.0.7 (read 2026-11).
 */
export interface MqttBroker {
  readonly connected: boolean;
  readonly brokerurl: string;
  /** For the `mqtt` package; user, password and certificates among them. */
  readonly options: { readonly will?: BrokerMessage; readonly [option: string]: unknown };
  readonly birthMessage?: BrokerMessage;
  /** The first user makes it connect. */
  register(user: BrokerUser): void;
  deregister(user: BrokerUser, done: () => void, autoDisconnect?: boolean): void;
  /** Remembered, and made again after every reconnect. */
  subscribe(
    topic: string,
    options: { qos: 0 | 1 | 2 },
    callback: (topic: string, payload: Uint8Array, packet: { retain?: boolean }) => void,
    ref: string,
  ): void;
  unsubscribe(topic: string, ref: string, removed?: boolean): void;
  /** Does nothing, and never calls `done`, while it is not connected. */
  publish(
    message: { topic: string; payload: string; qos: 0 | 1 | 2; retain: boolean },
    done?: (error?: Error) => void,
  ): void;
}
