import type { FlowNode } from "./node-red.ts";
import { storedNode } from "./stored-node.ts";

type Properties = Record<string, unknown>;

/** Nodes of test flows, with the properties that the dialogs give them. */
export const flowNodes = {
  server: (properties: Properties): FlowNode =>
    storedNode("overseerr-server", {
      id: "server",
      timeout: "5",
      retries: "0",
      ...properties,
    }),
  database: (properties: Properties = {}): FlowNode =>
    storedNode("sync-database", {
      id: "database",
      // as in flows of before; a thread for each flow would take its time
      backupHours: "0",
      historyDays: "0",
      ...properties,
    }),
  account: (properties: Properties): FlowNode =>
    storedNode("list-account", {
      id: "account",
      provider: "mdblist",
      ...properties,
    }),
  homeAssistant: (properties: Properties): FlowNode =>
    storedNode("sync-home-assistant", {
      id: "home",
      url: "",
      ...properties,
    }),
  source: (properties: Properties = {}): FlowNode =>
    storedNode("list-source", {
      id: "source",
      imdbAccess: "graphql",
      wires: [["items"]],
      ...properties,
    }),
  search: (properties: Properties = {}): FlowNode =>
    storedNode("overseerr-search", {
      id: "search",
      server: "server",
      wires: [["found"], ["missing"], ["unclear"]],
      ...properties,
    }),
  request: (properties: Properties = {}): FlowNode =>
    storedNode("overseerr-request", {
      id: "request",
      server: "server",
      requesterType: "key",
      maxRequests: "0",
      wires: [["requested"], ["unneeded"], ["refused"]],
      ...properties,
    }),
  state: (properties: Properties = {}): FlowNode =>
    storedNode("sync-state", {
      id: "state",
      database: "database",
      wires: [["answers"], ["summaries"]],
      ...properties,
    }),
  entities: (properties: Properties = {}): FlowNode =>
    storedNode("sync-entities", {
      id: "entities",
      database: "database",
      wires: [["pressed"], ["changed"]],
      ...properties,
    }),
  trigger: (properties: Properties = {}): FlowNode =>
    storedNode("sync-trigger", {
      id: "trigger",
      homeAssistant: "home",
      debounce: "0",
      wires: [["triggered"]],
      ...properties,
    }),
  schedule: (properties: Properties = {}): FlowNode =>
    storedNode("sync-schedule", {
      id: "schedule",
      database: "database",
      cron: "",
      wires: [["due"]],
      ...properties,
    }),
  watch: (properties: Properties = {}): FlowNode =>
    storedNode("sync-watch", {
      id: "watch",
      database: "database",
      settle: "0.2",
      wires: [["asked"], ["files"]],
      ...properties,
    }),
  webhook: (properties: Properties = {}): FlowNode =>
    storedNode("sync-webhook", {
      id: "webhook",
      database: "database",
      access: "signed",
      path: "/listsync",
      perMinute: "0",
      wires: [["asked"], ["events"]],
      ...properties,
    }),
  notify: (properties: Properties = {}): FlowNode =>
    storedNode("sync-notify", {
      id: "notify",
      channel: "none",
      wires: [["composed"], ["pressed"]],
      ...properties,
    }),
  monitor: (properties: Properties = {}): FlowNode =>
    storedNode("sync-monitor", {
      id: "monitor",
      database: "database",
      server: "server",
      wires: [],
      ...properties,
    }),
  /** Node-RED's own configuration node. */
  broker: (properties: Properties = {}): FlowNode => ({
    id: "broker",
    type: "mqtt-broker",
    name: "",
    broker: "127.0.0.1",
    port: "1883",
    clientid: "node-red",
    autoConnect: true,
    usetls: false,
    protocolVersion: "4",
    keepalive: "60",
    cleansession: true,
    autoUnsubscribe: true,
    birthTopic: "",
    closeTopic: "",
    willTopic: "",
    ...properties,
  }),
  /** Keeps what arrives. */
  sink: (id: string): FlowNode => ({ id, type: "helper", wires: [] }),
  /** Sends what Catch nodes see to the sink `errors`, which it brings along. */
  errors: (): FlowNode[] => [
    { id: "catch", type: "catch", scope: null, uncaught: false, wires: [["errors"]] },
    { id: "errors", type: "helper", wires: [] },
  ],
  /** Sends what these nodes have completed to the sink `completed`, which it brings along. */
  completed: (...scope: string[]): FlowNode[] => [
    { id: "complete", type: "complete", scope, uncaught: false, wires: [["completed"]] },
    { id: "completed", type: "helper", wires: [] },
  ],
};
