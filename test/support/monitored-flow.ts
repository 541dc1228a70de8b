import { readFile } from "node:fs/promises";
import type { OverseerrServer, OverseerrServerOptions } from "../servers/overseerr/server.ts";
import { flowNodes } from "./flow-nodes.ts";
import type { FlowNode, FlowOptions } from "./node-red.ts";
import { serverPerTest } from "./overseerr-flow.ts";
import { readMetrics, type Sample } from "./prometheus-text.ts";
import { type ServedFlow, servedFlowPerTest } from "./served-flow.ts";

/** Everything switched on. */
export const ALL = { metrics: true, health: true, live: true, stats: true };

/** A list that can be read, and one that cannot, by a user with a quota of two movies. */
const LISTS = [
  { provider: "own", list: "payload", enabled: true },
  { provider: "own", list: "/nowhere/gone.json", enabled: true },
  { provider: "imdb", list: "ls012345678", enabled: false },
];

export interface Monitored {
  flow: ServedFlow;
  server: OverseerrServer;
  nodes(monitor?: Record<string, unknown>): FlowNode[];
  /** Syncs these titles, as the n-th sync of the flow. */
  sync(payload: unknown[], count: number, more?: Record<string, unknown>): Promise<void>;
  ask(
    path: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; text: string; headers: Headers }>;
  samples(path?: string): Promise<Sample[]>;
}

/** Starts flows with a monitor for the tests of one `describe`, a whole sync beside it. */
export function monitoredPerTest(): (
  monitor?: Record<string, unknown>,
  options?: FlowOptions & { token?: string; server?: OverseerrServerOptions; lists?: unknown[] },
) => Promise<Monitored> {
  const serve = servedFlowPerTest();
  const startServer = serverPerTest();
  return async (monitor = ALL, { token, server: wished, lists = LISTS, ...options } = {}) => {
    const server = await startServer(wished);
    const nodes: Monitored["nodes"] = (properties = monitor) => [
      flowNodes.server({ url: server.url }),
      flowNodes.database(),
      flowNodes.monitor(properties),
      flowNodes.source({ database: "database", lists, wires: [["request"], []] }),
      flowNodes.request({
        database: "database",
        requesterType: "user",
        requester: "3",
        wires: [["state"], ["state"], ["state"]],
      }),
      flowNodes.state(),
      flowNodes.sink("answers"),
      flowNodes.sink("summaries"),
      ...flowNodes.errors(),
    ];
    const flow = await serve(nodes(), {
      ...options,
      credentials: { server: { apiKey: server.apiKey }, ...(token !== undefined && { monitor: { token } }) },
    });
    flow.sink("summaries");
    const ask: Monitored["ask"] = async (path, headers = {}) => {
      const answer = await fetch(flow.url + path, { headers });
      return { status: answer.status, text: await answer.text(), headers: answer.headers };
    };
    return {
      flow,
      server,
      nodes,
      ask,
      async sync(payload, count, more) {
        flow.send("source", { payload, ...more });
        await flow.sink("summaries").count(count);
      },
      samples: async (path = "/metrics") => readMetrics((await ask(path)).text),
    };
  };
}

/** What is shipped for those who watch. */
export const shipped = (file: string): Promise<string> =>
  readFile(new URL(`../../deploy/monitoring/${file}`, import.meta.url), "utf8");
