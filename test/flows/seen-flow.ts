import type { FlowNode } from "./full-sync.ts";

/** What a flow sees when something goes wrong. */
export interface Seen {
  errors: { message: string; code?: string; source?: string }[];
  statuses: { text: string; source: string }[];
  summaries: { state: string; text: string; error?: { code: string; message: string } }[];
}

/**
 * list-source → overseerr-search → overseerr-request → sync-state, with everything that the flow can see kept:
 * POST /run starts it with the lists of its body, GET /seen tells what Catch, Status and the summary said.
 */
export function seenFlow(server: Record<string, unknown>): FlowNode[] {
  const keep = (id: string, list: string, value: string, wires: string[][] = []) => ({
    id,
    type: "function",
    z: "tab",
    func: `const seen = global.get("seen") || { errors: [], statuses: [], summaries: [] };\nseen.${list}.push(${value});\nglobal.set("seen", seen);`,
    outputs: 1,
    initialize: "",
    finalize: "",
    libs: [],
    wires,
  });
  const change = (id: string, rules: object[], wires: string[][]) => ({
    id,
    type: "change",
    z: "tab",
    rules: rules.map((rule) => ({ t: "set", pt: "msg", tot: "msg", ...rule })),
    wires,
  });
  return [
    { id: "tab", type: "tab", label: "seen" },
    {
      id: "server",
      type: "overseerr-server",
      name: "",
      timeout: "1",
      retries: "0",
      concurrency: "4",
      ...server,
    },
    { id: "db", type: "sync-database", name: "", file: "", idleTime: "2" },
    {
      id: "account-trakt",
      type: "list-account",
      name: "",
      provider: "trakt",
      keyType: "env",
      keyEnv: "TRAKT_CLIENT_ID",
    },
    {
      id: "account-mdblist",
      type: "list-account",
      name: "",
      provider: "mdblist",
      keyType: "env",
      keyEnv: "MDBLIST_API_KEY",
    },
    { id: "in", type: "http in", z: "tab", url: "/run", method: "post", wires: [["set", "ok"]] },
    { id: "ok", type: "http response", z: "tab", wires: [] },
    change(
      "set",
      [
        { p: "lists", to: "payload.lists" },
        { p: "requestAs", to: "payload.requestAs" },
      ],
      [["source"]],
    ),
    {
      id: "source",
      type: "list-source",
      z: "tab",
      profile: "Main",
      database: "db",
      lists: [],
      output: "sequence",
      whenRunning: "queue",
      traktAccount: "account-trakt",
      mdblistAccount: "account-mdblist",
      imdbAccess: "graphql",
      wires: [["search"]],
    },
    {
      id: "search",
      type: "overseerr-search",
      z: "tab",
      server: "server",
      database: "db",
      yearTolerance: true,
      minScore: "0.9",
      typeStrict: true,
      wires: [["request"], ["state"], ["state"]],
    },
    {
      id: "request",
      type: "overseerr-request",
      z: "tab",
      server: "server",
      database: "db",
      is4k: "no",
      seasons: "all",
      requesterType: "key",
      wires: [["state"], ["state"], ["state"]],
    },
    {
      id: "state",
      type: "sync-state",
      z: "tab",
      database: "db",
      operation: "record",
      wires: [["all"], ["summary"]],
    },
    {
      id: "all",
      type: "debug",
      z: "tab",
      active: true,
      tosidebar: true,
      console: true,
      complete: "true",
      targetType: "full",
      wires: [],
    },
    { id: "on-error", type: "catch", z: "tab", scope: null, uncaught: false, wires: [["errors"]] },
    keep(
      "errors",
      "errors",
      "{ message: msg.error.message, code: msg.error.code, source: msg.error.source.type }",
    ),
    { id: "on-status", type: "status", z: "tab", scope: null, wires: [["statuses"]] },
    keep("statuses", "statuses", "{ text: String(msg.status.text || ''), source: msg.status.source.type }"),
    keep("summary", "summaries", "msg.payload"),
    { id: "asked", type: "http in", z: "tab", url: "/seen", method: "get", wires: [["tell"]] },
    change("tell", [{ p: "payload", to: "seen", tot: "global" }], [["answer"]]),
    { id: "answer", type: "http response", z: "tab", wires: [] },
  ] as FlowNode[];
}
