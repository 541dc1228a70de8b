import { flowNodes } from "./flow-nodes.ts";
import { type FlowNode, flowPerTest } from "./node-red.ts";

export const films = [
  { title: "The Matrix", year: 1999, mediaType: "movie", imdb_id: "tt0133093" },
  { title: "Heat", year: 1995, mediaType: "movie", tmdb_id: 949 },
];
export const payloadList = { list: "payload", provider: "own" };
export const brokenList = { list: "/nowhere/list.json", provider: "own" };
export const around = [flowNodes.sink("items"), ...flowNodes.errors(), ...flowNodes.completed("source")];

/** Flows with a `list-source` node; call it within `describe`. */
export function sourceFlowPerTest() {
  const startFlow = flowPerTest();

  async function sourcing(properties: Record<string, unknown>, more: FlowNode[] = []) {
    const flow = await startFlow([flowNodes.source(properties), ...around, ...more]);
    for (const id of ["items", "errors", "completed"]) flow.sink(id);
    return flow;
  }

  return { startFlow, sourcing };
}
