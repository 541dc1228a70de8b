import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { Aedes } from "aedes";

export interface MqttBrokerOptions {
  /** Who may log in; everybody without. */
  user?: { name: string; password: string };
  /** Topics that nobody may listen to. */
  forbidden?: RegExp;
}

interface Published {
  topic: string;
  payload: string;
  retain: boolean;
  /** Client that sent it; undefined when the broker did, as it does with a will. */
  client: string | undefined;
}

/** A real MQTT broker on 127.0.0.1. */
export interface MqttBrokerServer {
  readonly port: number;
  readonly url: string;
  /** What new subscribers get, by topic. */
  readonly retained: ReadonlyMap<string, string>;
  /** Everything that was published, in its order. */
  readonly published: readonly Published[];
  /** Ids of the clients that are connected. */
  readonly clients: readonly string[];
  /** Logins that were refused. */
  readonly refused: number;
  publish(topic: string, payload: string, retain?: boolean): Promise<void>;
  /** Cuts the connection of a client, as when its process is killed. */
  kill(client: string): void;
  stop(): Promise<void>;
  /** Comes back on the same port. @param keep whether retained messages are still there, as with a persistent broker */
  start(keep?: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Starts a broker. */
export async function startMqttBroker(options: MqttBrokerOptions = {}): Promise<MqttBrokerServer> {
  const retained = new Map<string, string>();
  const published: Published[] = [];
  const sockets = new Map<Socket, string | undefined>();
  let aedes: Aedes | undefined;
  let server: Server | undefined;
  let port = 0;
  let refused = 0;

  const publish = (topic: string, payload: string, retain = false) =>
    new Promise<void>((resolve, reject) => {
      if (!aedes) return reject(new Error("The broker is not running."));
      const packet = { cmd: "publish", topic, payload, retain, qos: 0, dup: false } as const;
      aedes.publish(packet, (error) => (error ? reject(error) : resolve()));
    });

  async function start(keep = true): Promise<void> {
    const kept = [...retained];
    retained.clear();
    const broker = await Aedes.createBroker();
    aedes = broker;
    broker.authenticate = (_client, name, password, done) => {
      const { user } = options;
      const ok = !user || (name === user.name && password?.toString() === user.password);
      if (!ok) refused++;
      done(ok ? null : Object.assign(new Error("Bad user name or password"), { returnCode: 4 }), ok);
    };
    broker.authorizeSubscribe = (_client, subscription, done) =>
      done(null, options.forbidden?.test(subscription.topic) ? null : subscription);
    broker.on("publish", ({ topic, payload, retain }, client) => {
      if (topic.startsWith("$SYS")) return;
      const text = payload.toString();
      published.push({ topic, payload: text, retain, client: client?.id });
      if (!retain) return;
      if (text === "") retained.delete(topic);
      else retained.set(topic, text);
    });
    broker.on("clientReady", (client) => void sockets.set(client.conn as Socket, client.id));
    const made = createServer((socket) => {
      sockets.set(socket, undefined);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => {});
      broker.handle(socket);
    });
    server = made;
    made.listen(port, "127.0.0.1");
    await once(made, "listening");
    made.unref();
    port = (made.address() as AddressInfo).port;
    if (keep) for (const [topic, payload] of kept) await publish(topic, payload, true);
  }

  async function stop(): Promise<void> {
    const [broker, open] = [aedes, server];
    aedes = undefined;
    server = undefined;
    if (!broker || !open) return;
    // a broker that ends sends no wills
    broker.removeAllListeners("publish");
    const closed = once(open, "close");
    open.close();
    for (const socket of sockets.keys()) socket.destroy();
    await closed;
    await new Promise<void>((resolve) => broker.close(() => resolve()));
  }

  await start();
  return {
    get port() {
      return port;
    },
    get url() {
      return `mqtt://127.0.0.1:${port}`;
    },
    retained,
    published,
    get clients() {
      return [...sockets.values()].filter((id) => id !== undefined);
    },
    get refused() {
      return refused;
    },
    publish,
    kill(client) {
      for (const [socket, id] of sockets) if (id === client) socket.destroy();
    },
    stop,
    start,
    close: stop,
  };
}
