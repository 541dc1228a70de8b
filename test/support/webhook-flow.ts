import { createHmac } from "node:crypto";
import { flowNodes } from "./flow-nodes.ts";
import type { FlowNode, FlowOptions } from "./node-red.ts";
import { type ServedFlow, servedFlowPerTest } from "./served-flow.ts";

export const SECRET = "a secret of the test";
export const KEY = "abcdefghijklmnopqrstuvwxyz012345";

export interface Told {
  status: number;
  body: Record<string, string | number | boolean>;
  headers: Headers;
}

/** Flows with a `sync-webhook` node that starts a `list-source`; call it within `describe`. */
export function webhookFlowPerTest() {
  const serve = servedFlowPerTest();

  async function startFlow(flow: FlowNode[], options: FlowOptions = {}): Promise<ServedFlow> {
    const running = await serve(flow, options);
    for (const id of ["asked", "events", "summaries"]) running.sink(id);
    return running;
  }

  const nodes = (properties: Record<string, unknown> = {}, source: Record<string, unknown> = {}) => [
    flowNodes.database(),
    flowNodes.webhook({ wires: [["asked", "source"], ["events"]], ...properties }),
    flowNodes.sink("asked"),
    flowNodes.sink("events"),
    flowNodes.source({
      database: "database",
      lists: [{ provider: "own", list: "/lists/mine.csv", enabled: true }],
      wires: [["state"], []],
      ...source,
    }),
    flowNodes.state(),
    flowNodes.sink("answers"),
    flowNodes.sink("summaries"),
    ...flowNodes.errors(),
  ];
  const start = (properties: Record<string, unknown> = {}, settings: Record<string, unknown> = {}) =>
    startFlow(nodes(properties), {
      credentials: { webhook: { secret: properties.access === "address" ? KEY : SECRET } },
      settings,
    });

  const signature = (body: string, timestamp?: string) =>
    `sha256=${createHmac("sha256", SECRET)
      .update(timestamp === undefined ? body : `${timestamp}.${body}`)
      .digest("hex")}`;
  async function ask(flow: ServedFlow, path: string, init: RequestInit = {}): Promise<Told> {
    const answer = await fetch(flow.url + path, init);
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.startsWith("application/json");
    return { status: answer.status, body: isJson ? JSON.parse(text) : {}, headers: answer.headers };
  }
  const send = (
    flow: ServedFlow,
    body: unknown,
    headers: Record<string, string> = {},
    path = "/listsync",
  ) => {
    const text = JSON.stringify(body);
    return ask(flow, path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-hub-signature-256": signature(text), ...headers },
      body: text,
    });
  };

  return { startFlow, nodes, start, signature, ask, send };
}
