import type { Message } from "../../src/message.ts";
import { flowNodes } from "./flow-nodes.ts";
import { type FlowNode, flowPerTest } from "./node-red.ts";
import { itemOf, serverPerTest } from "./overseerr-flow.ts";

export const sinks = ["requested", "unneeded", "refused"].map(flowNodes.sink);
export const matrix = {
  title: "The Matrix",
  year: 1999,
  mediaType: "movie",
  ids: { tmdb: 603 },
  sources: [],
};
export const heat = { title: "Heat", year: 1995, mediaType: "movie", ids: { tmdb: 949 }, sources: [] };
export const dune = { title: "Dune", year: 2021, mediaType: "movie", ids: { tmdb: 438631 }, sources: [] };
export const breakingBad = {
  title: "Breaking Bad",
  year: 2008,
  mediaType: "tv",
  ids: { tmdb: 1396 },
  sources: [],
};
export const outcomeOf = (msg: Message | undefined) => itemOf(msg).outcome;
export const run = (runId: string) => ({
  runId,
  profile: "Main",
  trigger: "manual",
  dryRun: false,
  startedAt: "2026-01-01",
});

/** Flows around an `overseerr-request` node and servers for them; call it within `describe`. */
export function requestFlowPerTest() {
  const startFlow = flowPerTest();
  const startServer = serverPerTest();

  const requesting = (properties: Record<string, unknown> = {}) =>
    requestingWith(flowNodes.request(properties));

  async function requestingWith(node: FlowNode) {
    const overseerr = await startServer();
    const flow = await startFlow(
      [
        flowNodes.server({ url: overseerr.url }),
        node,
        ...flowNodes.errors(),
        ...flowNodes.completed("request"),
        ...sinks,
      ],
      { credentials: { server: { apiKey: overseerr.apiKey } } },
    );
    for (const id of ["requested", "unneeded", "refused", "errors", "completed"]) flow.sink(id);
    return { flow, overseerr };
  }

  /** A node with a database, in messages of runs that no `sync-state` records. @param more nodes */
  async function remembering(...more: FlowNode[]) {
    const overseerr = await startServer();
    const flow = await startFlow(
      [
        flowNodes.server({ url: overseerr.url }),
        flowNodes.database(),
        flowNodes.request({ database: "database" }),
        ...more,
        ...sinks,
      ],
      { credentials: { server: { apiKey: overseerr.apiKey } } },
    );
    for (const id of ["requested", "unneeded"]) flow.sink(id);
    return { flow, overseerr };
  }

  return { startFlow, startServer, remembering, requesting, requestingWith };
}
