import { storedNode } from "../support/stored-node.ts";
import type { FlowNode } from "./full-sync.ts";

/** What a flow sees when something goes wrong. */
export interface Seen {
  errors: { message: string; code?: string; source?: string }[];
  statuses: { text: string; source: string }[];
  summaries: { state: string; text: string; error?: { code: string; message: string } }[];
}

/** What one case has to itself, so that cases can follow each other in one Node-RED. */
export interface SeenCase {
  /** Id of the flow's tab: what was seen is kept in its context, which goes with it. */
  tab: string;
  /** Of the database, below the user directory. */
  file: string;
  /** Configuration of the server's node, its credentials included. */
  server: Record<string, unknown>;
}

/**
 * list-source → overseerr-search → overseerr-request → sync-state, with everything that the flow can see kept:
 * POST /run starts it with the lists of its body, GET /seen tells what Catch, Status and the summary said.
 */
export function seenFlow({ tab, file, server }: SeenCase): FlowNode[] {
  const keep = (id: string, list: string, value: string, wires: string[][] = []) => ({
    id,
    type: "function",
    z: tab,
    func: `const seen = flow.get("seen") || { errors: [], statuses: [], summaries: [] };\nseen.${list}.push(${value});\nflow.set("seen", seen);`,
    outputs: 1,
    initialize: "",
    finalize: "",
    libs: [],
    wires,
  });
  const change = (id: string, rules: object[], wires: string[][]) => ({
    id,
    type: "change",
    z: tab,
    rules: rules.map((rule) => ({ t: "set", pt: "msg", tot: "msg", ...rule })),
    wires,
  });
  return [
    { id: tab, type: "tab", label: "seen" },
    storedNode("overseerr-server", {
      id: "server",
      timeout: "1",
      retries: "0",
      ...server,
    }),
    storedNode("sync-database", { id: "db", file, idleTime: "2" }),
    storedNode("list-account", {
      id: "account-trakt",
      keyType: "env",
      keyEnv: "TRAKT_CLIENT_ID",
    }),
    storedNode("list-account", {
      id: "account-mdblist",
      provider: "mdblist",
      keyType: "env",
      keyEnv: "MDBLIST_API_KEY",
    }),
    { id: "in", type: "http in", z: tab, url: "/run", method: "post", wires: [["set", "ok"]] },
    { id: "ok", type: "http response", z: tab, wires: [] },
    change(
      "set",
      [
        { p: "lists", to: "payload.lists" },
        { p: "requestAs", to: "payload.requestAs" },
      ],
      [["source"]],
    ),
    storedNode("list-source", {
      id: "source",
      z: tab,
      database: "db",
      whenRunning: "queue",
      traktAccount: "account-trakt",
      mdblistAccount: "account-mdblist",
      imdbAccess: "graphql",
      wires: [["search"]],
    }),
    storedNode("overseerr-search", {
      id: "search",
      z: tab,
      server: "server",
      database: "db",
      wires: [["request"], ["state"], ["state"]],
    }),
    storedNode("overseerr-request", {
      id: "request",
      z: tab,
      server: "server",
      database: "db",
      requesterType: "key",
      maxRequests: "0",
      wires: [["state"], ["state"], ["state"]],
    }),
    storedNode("sync-state", {
      id: "state",
      z: tab,
      database: "db",
      wires: [["all"], ["summary"]],
    }),
    {
      id: "all",
      type: "debug",
      z: tab,
      active: true,
      tosidebar: true,
      console: true,
      complete: "true",
      targetType: "full",
      wires: [],
    },
    { id: "on-error", type: "catch", z: tab, scope: null, uncaught: false, wires: [["errors"]] },
    keep(
      "errors",
      "errors",
      "{ message: msg.error.message, code: msg.error.code, source: msg.error.source.type }",
    ),
    { id: "on-status", type: "status", z: tab, scope: null, wires: [["statuses"]] },
    keep("statuses", "statuses", "{ text: String(msg.status.text || ''), source: msg.status.source.type }"),
    keep("summary", "summaries", "msg.payload"),
    { id: "asked", type: "http in", z: tab, url: "/seen", method: "get", wires: [["tell"]] },
    change("tell", [{ p: "payload", to: "seen", tot: "flow" }], [["answer"]]),
    { id: "answer", type: "http response", z: tab, wires: [] },
  ] as FlowNode[];
}
