import { listen } from "./listen.ts";
import { type FlowNode, type FlowOptions, flowPerTest, type RunningFlow } from "./node-red.ts";

/** A flow with what its nodes answer below `httpNodeRoot`, which the helper itself serves nowhere. */
export type ServedFlow = RunningFlow & { url: string };

/** Starts flows like `flowPerTest`, and serves the addresses of their nodes. */
export function servedFlowPerTest(): (flow: FlowNode[], options?: FlowOptions) => Promise<ServedFlow> {
  const startFlow = flowPerTest();
  const servers: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  return async (flow, options = {}) => {
    let app: ((request: unknown, response: unknown) => void) | undefined;
    const lookIn = (RED: { httpNode: typeof app }) => {
      app = RED.httpNode;
    };
    const nodes = [options.nodes ?? [], lookIn].flat() as FlowOptions["nodes"];
    const running = await startFlow(flow, { ...options, nodes });
    const server = await listen((request, response) => app?.(request, response));
    servers.push(server);
    return { ...running, url: server.url };
  };
}
