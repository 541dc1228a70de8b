import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What went over the wire since the last `reset`, headers included. */
export interface ByteCounter {
  /** Address to use in place of the server's. */
  url: string;
  sent: number;
  received: number;
  reset(): void;
  close(): Promise<void>;
}

/** Starts a TCP relay before a server, which counts what passes. @param target - `http://host:port` */
export async function countBytes(target: string): Promise<ByteCounter> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const relay = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
    client.on("data", (chunk) => {
      counter.sent += chunk.length;
    });
    server.on("data", (chunk) => {
      counter.received += chunk.length;
    });
  });
  relay.listen(0, "127.0.0.1");
  await once(relay, "listening");
  const counter: ByteCounter = {
    url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    sent: 0,
    received: 0,
    reset: () => Object.assign(counter, { sent: 0, received: 0 }),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      relay.close();
      await once(relay, "close");
    },
  };
  return counter;
}
