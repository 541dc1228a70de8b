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
  accounts: Record<string, Record<string, unknown>>,
  port: number,
): FlowNode[] {
  const seen = ["debug-seen", "keep"];
  const entities = (transport: string): FlowNode => ({
    id: `entities-${transport}`,
    type: "sync-entities",
    z: "tab",
    database: "database",
    profile: "Main",
    deviceName: "",
    transport,
    broker: "broker",
    lastWill: true,
    homeAssistant: "home",
    wires: [seen, seen],
  });
  return [
    { id: "tab", type: "tab", label: "Secrets" },
    {
      id: "server",
      type: "overseerr-server",
      url: variable("SECRET_SERVER_URL"),
      keyType: "cred",
      timeout: "5",
      concurrency: "4",
      retries: "0",
      headers: [
        { name: "X-Stored", value: "", slot: "header1" },
        { name: "X-Variable", value: `Bearer ${variable("SECRET_HEADER")}` },
        { name: "X-File", value: `file:${variable("SECRET_HEADER_FILE")}` },
      ],
    },
    { id: "database", type: "sync-database", file: "", historyDays: "0", idleTime: "1" },
    { id: "home", type: "sync-home-assistant", mode: "token", url: variable("HOME_ASSISTANT_URL") },
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
    ...Object.values(accounts).map((account) => ({ type: "list-account", ...account }) as FlowNode),
    inject("start", "source"),
    {
      id: "source",
      type: "list-source",
      z: "tab",
      profile: "Main",
      database: "database",
      lists,
      output: "sequence",
      whenRunning: "queue",
      concurrency: "3",
      ...Object.fromEntries(Object.entries(accounts).map(([slot, { id }]) => [slot, id])),
      wires: [["search", ...seen], seen],
    },
    {
      id: "search",
      type: "overseerr-search",
      z: "tab",
      server: "server",
      database: "database",
      yearTolerance: true,
      minScore: "0.9",
      typeStrict: true,
      wires: [
        ["request", ...seen],
        ["state", ...seen],
        ["state", ...seen],
      ],
    },
    {
      id: "request",
      type: "overseerr-request",
      z: "tab",
      server: "server",
      database: "database",
      is4k: "no",
      seasons: "all",
      requesterType: "key",
      wires: [
        ["state", ...seen],
        ["state", ...seen],
        ["state", ...seen],
      ],
    },
    {
      id: "state",
      type: "sync-state",
      z: "tab",
      database: "database",
      operation: "record",
      wires: [seen, ["debug-summary", "keep"]],
    },
    inject("backup", "copy"),
    {
      id: "copy",
      type: "sync-state",
      z: "tab",
      database: "database",
      operation: "backup",
      backupFile: "",
      wires: [["debug-backup"], []],
    },
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
