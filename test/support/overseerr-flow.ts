import type { Item } from "../../src/items/item.ts";
import type { Message } from "../../src/message.ts";
import type { RunSummary } from "../../src/runs/events.ts";
import type { SyncInfo } from "../../src/runs/sync-message.ts";
import {
  type OverseerrServer,
  type OverseerrServerOptions,
  startOverseerr,
} from "../servers/overseerr/server.ts";

/** Starts test servers for the tests of one `describe` and ends them after each test. */
export function serverPerTest(): (options?: OverseerrServerOptions) => Promise<OverseerrServer> {
  const servers: OverseerrServer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));
  return async (options) => {
    const server = await startOverseerr(options);
    servers.push(server);
    return server;
  };
}

/** The item that a message carries. */
export const itemOf = (msg: Message | undefined): Item => msg?.payload as Item;

/** The items of a message that carries an array of them. */
export const itemsOf = (msg: Message | undefined): Item[] => (Array.isArray(msg?.payload) ? msg.payload : []);

/** What a Catch node added to a message. */
export function errorOf(msg: Message | undefined): {
  code?: string;
  message: string;
  source: { id: string };
} {
  return msg?.error as { code?: string; message: string; source: { id: string } };
}

/** The run that a message belongs to. */
export const syncOf = (msg: Message | undefined): SyncInfo => msg?.sync as SyncInfo;

/** The summary that sync-state sent. */
export const summaryOf = (msg: Message | undefined): RunSummary => msg?.payload as RunSummary;
