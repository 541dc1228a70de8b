import type { Taker } from "../servers/notify/taker.ts";
import { flowNodes } from "./flow-nodes.ts";
import { type FlowNode, flowPerTest, poll, type RunningFlow } from "./node-red.ts";

/** Flows around one `sync-notify`, and services that it tells; all of them end with their test. */
export function notifyFlowPerTest() {
  const startFlow = flowPerTest();
  const takers: Taker[] = [];
  afterEach(() => Promise.all(takers.splice(0).map((each) => each.close())));

  /** The node, with sinks behind its outputs. */
  const flow = (properties: Record<string, unknown> = {}, others: FlowNode[] = []): FlowNode[] => [
    flowNodes.notify(properties),
    flowNodes.sink("composed"),
    flowNodes.sink("pressed"),
    ...others,
    ...flowNodes.errors(),
    ...flowNodes.completed("notify"),
  ];

  return {
    startFlow,
    flow,
    async open(
      properties: Record<string, unknown> = {},
      credentials: Record<string, string> = {},
      others: FlowNode[] = [],
    ): Promise<RunningFlow> {
      const running = await startFlow(flow(properties, others), { credentials: { notify: credentials } });
      for (const id of ["composed", "pressed", "errors", "completed"]) running.sink(id);
      return running;
    },
    async started<T extends Taker>(starting: Promise<T>): Promise<T> {
      const taker = await starting;
      takers.push(taker);
      return taker;
    },
    /** Resolves once a service has so many notifications. */
    told: (taker: Taker, count: number) =>
      poll(() => (taker.taken.length >= count ? taker.taken : undefined), `${count} notifications`),
  };
}
