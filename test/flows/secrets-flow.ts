import { storedNode } from "../support/stored-node.ts";
import type { FlowNode } from "./full-sync.ts";

const debug = (name: string): FlowNode => ({
  id: `debug-${name}`,
  type: "debug",
  z: "tab",
  name,
  active: true,
  tosidebar: true,
  console: true,
  tostatus: false,
  complete: "true",
  targetType: "full",
  wires: [],
});

const inject = (id: string, to: string): FlowNode => ({
  id,
  type: "inject",
  z: "tab",
  props: [],
  repeat: "",
  once: false,
  wires: [[to]],
});

/**
 * A flow with all nodes in which every message of every node goes to the log and to the context: press `start` for a run,
 * `backup` for a backup. Its secrets are in its credentials and in variables.
 *
 * @param lists rows of the list-source
 * @param accounts account nodes, by the slot of the list-source that takes each
 * @param port of the broker
 */
export function secretsFlow(
  lists: Record<string, unknown>[],
  accounts: Record<string, { id: string } & Record<string, unknown>>,
  port: number,
): FlowNode[] {
  const seen = ["debug-seen", "keep"];
  const entities = (transport: string): FlowNode =>
    storedNode("sync-entities", {
      id: `entities-${transport}`,
      z: "tab",
      database: "database",
      transport,
      broker: "broker",
      lastWill: true,
      homeAssistant: "home",
      wires: [seen, seen],
    });
  return [
    { id: "tab", type: "tab", label: "Secrets" },
    storedNode("overseerr-server", {
      id: "server",
      url: variable("SECRET_SERVER_URL"),
      timeout: "5",
      retries: "0",
      headers: [
        { name: "X-Stored", value: "", slot: "header1" },
        { name: "X-Variable", value: `Bearer ${variable("SECRET_HEADER")}` },
        { name: "X-File", value: `file:${variable("SECRET_HEADER_FILE")}` },
      ],
    }),
    storedNode("sync-database", { id: "database", historyDays: "0", idleTime: "1" }),
    storedNode("sync-home-assistant", { id: "home", url: variable("HOME_ASSISTANT_URL") }),
    {
      id: "broker",
      type: "mqtt-broker",
      broker: "127.0.0.1",
      port: String(port),
      autoConnect: true,
      protocolVersion: "4",
      keepalive: "60",
      cleansession: true,
    },
    ...Object.values(accounts).map((account) => storedNode("list-account", account)),
    inject("start", "source"),
    storedNode("list-source", {
      id: "source",
      z: "tab",
      database: "database",
      lists,
      whenRunning: "queue",
      ...Object.fromEntries(Object.entries(accounts).map(([slot, { id }]) => [slot, id])),
      wires: [["search", ...seen], seen],
    }),
    storedNode("overseerr-search", {
      id: "search",
      z: "tab",
      server: "server",
      database: "database",
      wires: [
        ["request", ...seen],
        ["state", ...seen],
        ["state", ...seen],
      ],
    }),
    storedNode("overseerr-request", {
      id: "request",
      z: "tab",
      server: "server",
      database: "database",
      requesterType: "key",
      maxRequests: "0",
      wires: [
        ["state", ...seen],
        ["state", ...seen],
        ["state", ...seen],
      ],
    }),
    storedNode("sync-state", {
      id: "state",
      z: "tab",
      database: "database",
      wires: [seen, ["debug-summary", "keep"]],
    }),
    inject("backup", "copy"),
    storedNode("sync-state", {
      id: "copy",
      z: "tab",
      database: "database",
      operation: "backup",
      wires: [["debug-backup"], []],
    }),
    ...["mqtt", "companion", "states"].map(entities),
    {
      id: "on-error",
      type: "catch",
      z: "tab",
      scope: null,
      uncaught: false,
      wires: [["debug-error", "keep"]],
    },
    { id: "on-status", type: "status", z: "tab", scope: null, wires: [["debug-status", "keep"]] },
    {
      id: "keep",
      type: "function",
      z: "tab",
      func: 'const all = global.get("all") || [];\nall.push(msg);\nglobal.set("all", all);',
      outputs: 1,
      libs: [],
      wires: [[]],
    },
    ...["seen", "summary", "error", "status", "backup"].map(debug),
  ];
}

/** As a person writes that a value comes from the environment. */
export const variable = (name: string): string => `\${${name}}`;
