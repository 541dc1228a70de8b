import { createOverseerr } from "../../src/overseerr/create-overseerr.ts";
import type { Overseerr, OverseerrOptions } from "../../src/overseerr/overseerr.ts";
import {
  type OverseerrServer,
  type OverseerrServerOptions,
  startOverseerr,
} from "../servers/overseerr/server.ts";

/**
 * Starts test servers and clients for the tests of one `describe` and ends them after each test. Back-offs are short.
 *
 * @returns `start(serverOptions, clientOptions)` and `connect(server, clientOptions)`
 */
export function overseerrPerTest(): {
  start(
    server?: OverseerrServerOptions,
    client?: Partial<OverseerrOptions>,
  ): Promise<{ server: OverseerrServer; overseerr: Overseerr }>;
  connect(server: OverseerrServer, options?: Partial<OverseerrOptions>): Overseerr;
} {
  const servers: OverseerrServer[] = [];
  const clients: Overseerr[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  const connect = (server: OverseerrServer, options: Partial<OverseerrOptions> = {}) => {
    const { url, apiKey } = server;
    const client = createOverseerr({ url, apiKey, backoffMs: 1, timeoutMs: 2000, ...options });
    clients.push(client);
    return client;
  };
  return {
    connect,
    async start(serverOptions, clientOptions) {
      const server = await startOverseerr(serverOptions);
      servers.push(server);
      return { server, overseerr: connect(server, clientOptions) };
    },
  };
}
