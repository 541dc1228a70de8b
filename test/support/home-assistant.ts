import {
  connectHomeAssistant,
  type HomeAssistantOptions,
} from "../../src/home-assistant/connection/connect-home-assistant.ts";
import type { HaState, HomeAssistant } from "../../src/home-assistant/home-assistant.ts";
import {
  type HomeAssistantServer,
  type HomeAssistantServerOptions,
  startHomeAssistant,
} from "../servers/home-assistant/start-home-assistant.ts";

/** Impatient enough for tests. */
const FAST = { firstRetryMs: 5, maxRetryMs: 20, startPollMs: 5, requestMs: 2_000, resubscribeMs: 20 };

/**
 * Starts servers and connections for the tests of one `describe` and ends them after each test, which fails when a
 * promise was rejected and nobody heard of it: that ends Node-RED.
 */
export function homeAssistantPerTest(): {
  start(options?: HomeAssistantServerOptions): Promise<HomeAssistantServer>;
  connect(server: HomeAssistantServer, options?: Partial<HomeAssistantOptions>): HomeAssistant;
  /** What was reported because it is nobody's. */
  reported: unknown[];
} {
  const servers: HomeAssistantServer[] = [];
  const connections: HomeAssistant[] = [];
  const reported: unknown[] = [];
  const unheard: unknown[] = [];
  const hear = (error: unknown) => void unheard.push(error);
  beforeEach(() => {
    reported.length = 0;
    process.on("unhandledRejection", hear);
  });
  afterEach(async () => {
    await Promise.all(connections.splice(0).map((connection) => connection.close()));
    await Promise.all(servers.splice(0).map((server) => server.close()));
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", hear);
    const [first] = unheard.splice(0);
    if (first !== undefined) throw new Error("A rejection that nobody heard of", { cause: first });
  });
  return {
    reported,
    async start(options) {
      const server = await startHomeAssistant(options);
      servers.push(server);
      return server;
    },
    connect(server, options = {}) {
      const { timing, ...others } = options;
      const connection = connectHomeAssistant({
        url: server.url,
        token: server.token,
        report: (error) => void reported.push(error),
        timing: { ...FAST, ...timing },
        ...others,
      });
      connections.push(connection);
      return connection;
    },
  };
}

/** Resolves once the connection is in this state. */
export function inState(connection: HomeAssistant, wanted: HaState, withinMs = 20_000): Promise<void> {
  return new Promise((resolve, reject) => {
    let stop = () => {};
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`Waited in vain for ${wanted}; it is ${connection.state}.`));
    }, withinMs);
    stop = connection.onState((state) => {
      if (state !== wanted) return;
      clearTimeout(timer);
      queueMicrotask(() => stop());
      resolve();
    });
  });
}

/** For `assert.rejects`: whether an error has this code. */
export const coded =
  (code: string) =>
  (error: unknown): boolean => {
    const { code: is } = error as { code?: string };
    if (is !== code) throw new Error(`The code is ${is}, not ${code}.`, { cause: error });
    return true;
  };
