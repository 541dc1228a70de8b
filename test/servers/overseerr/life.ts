import { once } from "node:events";
import type { Server } from "node:http";

/** The process of the server, which some calls end. */
export interface Life {
  readonly port: number;
  /** Cuts every connection and refuses new ones until `restart`. */
  end(by: string): void;
  /** Somebody stops it: every connection is cut, and new ones are refused until `restart`. */
  stop(): void;
  /** Starts the process again on its port, with its database as it was. */
  restart(): Promise<void>;
  /** What ended it since it was started or asked, oldest first; the test that asks has expected it. */
  takeEnds(): string[];
  /** @throws Error when it ended and no test took notice */
  close(): Promise<void>;
}

/** Starts listening on 127.0.0.1. */
export async function startLife(listener: Server, wanted: number): Promise<Life> {
  let ends: string[] = [];
  let closing: Promise<unknown> | undefined;
  const listen = async (port: number) => {
    listener.listen(port, "127.0.0.1");
    await once(listener, "listening");
    const address = listener.address();
    return typeof address === "object" && address ? address.port : port;
  };
  const stop = () => {
    closing ??= new Promise((resolve) => listener.close(resolve));
    listener.closeAllConnections();
    return closing;
  };
  const port = await listen(wanted);
  const takeEnds = () => {
    const taken = ends;
    ends = [];
    return taken;
  };
  return {
    port,
    end(by) {
      ends.push(by);
      void stop();
    },
    stop: () => void stop(),
    async restart() {
      await stop();
      closing = undefined;
      takeEnds();
      await listen(port);
    },
    takeEnds,
    async close() {
      await stop();
      const [by, ...more] = takeEnds();
      if (by !== undefined)
        throw new Error(`The test server ended as a real one would: ${[by, ...more].join("; ")}.`);
    },
  };
}
