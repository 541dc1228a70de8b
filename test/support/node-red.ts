import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import helper from "node-red-node-test-helper";
import listAccount from "../../nodes/list-account.ts";
import listSource from "../../nodes/list-source.ts";
import overseerrRequest from "../../nodes/overseerr-request.ts";
import overseerrSearch from "../../nodes/overseerr-search.ts";
import overseerrServer from "../../nodes/overseerr-server.ts";
import syncDatabase from "../../nodes/sync-database.ts";
import syncEntities from "../../nodes/sync-entities.ts";
import syncHomeAssistant from "../../nodes/sync-home-assistant.ts";
import syncMonitor from "../../nodes/sync-monitor.ts";
import syncNotify from "../../nodes/sync-notify.ts";
import syncSchedule from "../../nodes/sync-schedule.ts";
import syncState from "../../nodes/sync-state.ts";
import syncTrigger from "../../nodes/sync-trigger.ts";
import syncWatch from "../../nodes/sync-watch.ts";
import syncWebhook from "../../nodes/sync-webhook.ts";
import type { Message } from "../../src/message.ts";
import type { Status } from "../../src/node-red/node-port.ts";
import { poll } from "./poll.ts";

export { poll } from "./poll.ts";

/** Node-RED 5, or 4.1 with `NODE_RED=4`. */
const nodeRedPackage = process.env.NODE_RED === "4" ? "node-red-4" : "node-red";

const nodeRed = createRequire(import.meta.url).resolve(nodeRedPackage);
helper.init(nodeRed);

/** Loads one of Node-RED's own nodes by its file below `core/`, for {@link FlowOptions.nodes}. */
export const coreNode = (file: string): (typeof REGISTER)[number] =>
  createRequire(nodeRed)(`@node-red/nodes/core/${file}`);

/** A node as it stands in a flow file; config nodes have no `z`. */
export interface FlowNode {
  id: string;
  type: string;
  z?: string;
  wires?: string[][];
  [property: string]: unknown;
}

const REGISTER = [
  overseerrServer,
  syncDatabase,
  listAccount,
  syncHomeAssistant,
  listSource,
  overseerrSearch,
  overseerrRequest,
  syncState,
  syncEntities,
  syncTrigger,
  syncSchedule,
  syncWatch,
  syncWebhook,
  syncNotify,
  syncMonitor,
];

/** What arrived at a node of type `helper`, and a way to wait for it. */
interface Sink {
  messages: Message[];
  /** Resolves once so many messages have arrived in all. */
  count(count: number): Promise<Message[]>;
}

/** A flow that runs in a real Node-RED runtime without its editor. */
export interface RunningFlow {
  /** Temporary user directory. */
  userDir: string;
  sink(id: string): Sink;
  send(id: string, msg: Message): void;
  /** What the node showed so far. */
  statuses(id: string): Status[];
  /** Resolves once the node shows a status for which this holds. */
  shows(id: string, fits: (status: Status) => boolean): Promise<Status>;
  /** Deploys another flow, like the editor's Deploy button. */
  deploy(flow: FlowNode[], type?: "full" | "nodes" | "flows"): Promise<void>;
  /** Asks an endpoint as our dialogs do. */
  request(): Record<"get" | "post", (path: string) => ReturnType<ReturnType<typeof helper.request>["get"]>>;
  /** Asks as anybody might. */
  foreign: typeof helper.request;
  /** Everything that Node-RED logged. */
  log(): string;
}

export interface FlowOptions {
  credentials?: Record<string, Record<string, string>>;
  settings?: Record<string, unknown>;
  /** Nodes of other packages. */
  nodes?: Parameters<typeof helper.load>[0];
}

/**
 * Starts flows for the tests of one `describe` and stops them after each test.
 *
 * @returns starts a flow with these nodes on one tab
 */
export function flowPerTest(): (flow: FlowNode[], options?: FlowOptions) => Promise<RunningFlow> {
  const folders: string[] = [];
  afterEach(async () => {
    await helper.unload();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return async (flow, { credentials = {}, settings = {}, nodes = [] } = {}) => {
    const userDir = mkdtempSync(join(tmpdir(), "list-sync-nodes-"));
    folders.push(userDir);
    helper.settings({ userDir, ...settings });
    await helper.load([...REGISTER, nodes].flat(), onTab(flow), credentials);
    return running(userDir, credentials);
  };
}

/** Stops everything, as the end of Node-RED does. */
export const stopFlows = (): Promise<void> => helper.unload();

/** Puts every node with wires on a tab. Node-RED takes one without a place on the canvas for a configuration node. */
const onTab = (flow: FlowNode[]): FlowNode[] => [
  { id: "tab", type: "tab", label: "Test" },
  ...flow.map((node) => (node.wires ? { ...node, z: "tab", x: 0, y: 0 } : node)),
];

function running(userDir: string, credentials: FlowOptions["credentials"]): RunningFlow {
  const sinks = new Map<string, Sink>();
  const statuses = (id: string) => callsOf(id, "status").map(([status]) => status as Status);

  return {
    userDir,
    sink(id) {
      const sink = sinks.get(id) ?? collect(id);
      sinks.set(id, sink);
      return sink;
    },
    send: (id, msg) => helper.getNode(id).receive(msg),
    statuses,
    shows: (id, fits) => poll(() => statuses(id).find(fits), `status of ${id}`),
    async deploy(flow, type = "full") {
      if (type === "full") sinks.clear();
      await helper.setFlows(onTab(flow), type, credentials);
    },
    request: () => ({
      get: (path) => helper.request().get(path).set("x-list-sync", "1"),
      post: (path) => helper.request().post(path).set("x-list-sync", "1"),
    }),
    foreign: () => helper.request(),
    log: () => JSON.stringify(helper.log().args),
  };
}

/** The helper replaces methods of all nodes by one spy each. */
function callsOf(id: string, method: "status" | "send"): unknown[][] {
  const spy = helper.getNode(id)[method] as unknown as {
    getCalls(): { thisValue: { id: string }; args: unknown[] }[];
  };
  return spy
    .getCalls()
    .filter(({ thisValue }) => thisValue.id === id)
    .map(({ args }) => args);
}

function collect(id: string): Sink {
  const messages: Message[] = [];
  helper.getNode(id).on("input", (msg) => void messages.push(msg));
  return {
    messages,
    count: (count) =>
      poll(() => (messages.length >= count ? messages : undefined), `${count} messages at ${id}`),
  };
}
