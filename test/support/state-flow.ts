import type { Outcome } from "../../src/items/item.ts";
import { flowNodes } from "./flow-nodes.ts";
import { type FlowNode, flowPerTest, type RunningFlow } from "./node-red.ts";
import { summaryOf } from "./overseerr-flow.ts";

export const outcome = (status: Outcome["status"], at = new Date().toISOString()): Outcome => ({
  status,
  at,
});
export const item = (tmdb: number, title: string, done?: Outcome) => ({
  title,
  year: 1999,
  mediaType: "movie",
  ids: { tmdb },
  sources: [],
  ...(done && { outcome: done }),
});
export const sync = (runId: string, total?: number) => ({
  runId,
  profile: "Main",
  trigger: "manual",
  dryRun: false,
  startedAt: new Date().toISOString(),
  ...(total !== undefined && { total }),
});

/** Flows with a `sync-state` node for each operation; call it within `describe`. */
export function stateFlowPerTest() {
  const startFlow = flowPerTest();

  /** Every operation as a node of its own, all on one database. */
  async function remembering(more: FlowNode[] = [], database: Record<string, unknown> = {}) {
    const operations = [
      "skip-known",
      "query",
      "history",
      "runs",
      "summary",
      "retry",
      "ignore",
      "choose",
      "take-back",
      "decisions",
      "cancel",
      "archive",
      "verify",
      "restore",
      "export",
      "backup",
      "maintain",
      "take-over",
    ];
    const flow = await startFlow([
      flowNodes.database(database),
      flowNodes.state(),
      ...operations.map((operation) =>
        flowNodes.state({ id: operation, operation, wires: [[`${operation} 1`], [`${operation} 2`]] }),
      ),
      ...operations.flatMap((operation) => [
        flowNodes.sink(`${operation} 1`),
        flowNodes.sink(`${operation} 2`),
      ]),
      flowNodes.sink("answers"),
      flowNodes.sink("summaries"),
      ...flowNodes.errors(),
      ...flowNodes.completed("state"),
      ...more,
    ]);
    for (const id of ["answers", "summaries", "errors", "completed", "skip-known 1", "skip-known 2"])
      flow.sink(id);
    return flow;
  }

  async function ask(flow: RunningFlow, operation: string, msg: Record<string, unknown> = {}) {
    const sink = flow.sink(`${operation} 1`);
    const before = sink.messages.length;
    flow.send(operation, msg);
    const message = (await sink.count(before + 1)).at(-1);
    return { message, payload: message?.payload };
  }

  async function record(flow: RunningFlow, runId: string, ...items: object[]) {
    const sink = flow.sink("summaries");
    const before = sink.messages.length;
    for (const payload of items) flow.send("state", { payload, sync: sync(runId, items.length) });
    return summaryOf((await sink.count(before + 1)).at(-1));
  }

  return { startFlow, remembering, ask, record };
}
