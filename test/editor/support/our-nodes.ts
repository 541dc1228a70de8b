import { storedNode } from "../../support/stored-node.ts";

/** One node of each type as the palette makes it, wired to nothing, with the config nodes it needs. */
export const TYPES = [
  "overseerr-server",
  "sync-database",
  "list-account",
  "sync-home-assistant",
  "list-source",
  "overseerr-search",
  "overseerr-request",
  "sync-state",
  "sync-entities",
  "sync-trigger",
  "sync-schedule",
  "sync-watch",
  "sync-webhook",
  "sync-notify",
  "sync-monitor",
] as const;

export type OurType = (typeof TYPES)[number];

export const CONFIG_TYPES: readonly OurType[] = [
  "overseerr-server",
  "sync-database",
  "list-account",
  "sync-home-assistant",
];

const place = (id: string, y: number) => ({ id, z: "tab", x: 200, y, wires: [] as string[][] });

/** A flow with one valid node of each type; its id is its type. */
export const oneOfEach = (): Record<string, unknown>[] => [
  { id: "tab", type: "tab", label: "One of each" },
  storedNode("overseerr-server", {
    id: "overseerr-server",
    url: "http://127.0.0.1:5055",
    keyType: "env",
  }),
  storedNode("sync-database", {
    id: "sync-database",
    historyDays: "0",
  }),
  storedNode("sync-home-assistant", { id: "sync-home-assistant" }),
  storedNode("list-account", {
    id: "list-account",
    keyType: "env",
    keyEnv: "TRAKT_CLIENT_ID",
  }),
  storedNode("list-source", {
    ...place("list-source", 100),
    database: "sync-database",
    traktAccount: "list-account",
  }),
  storedNode("overseerr-search", {
    ...place("overseerr-search", 160),
    server: "overseerr-server",
    database: "sync-database",
  }),
  storedNode("overseerr-request", {
    ...place("overseerr-request", 240),
    server: "overseerr-server",
    database: "sync-database",
  }),
  storedNode("sync-state", {
    ...place("sync-state", 320),
    database: "sync-database",
    skipStatuses: ["requested"],
  }),
  storedNode("sync-entities", {
    ...place("sync-entities", 400),
    database: "sync-database",
    broker: "mqtt-broker",
  }),
  storedNode("sync-trigger", {
    ...place("sync-trigger", 460),
    homeAssistant: "sync-home-assistant",
  }),
  storedNode("sync-schedule", {
    ...place("sync-schedule", 500),
    database: "sync-database",
  }),
  storedNode("sync-watch", {
    ...place("sync-watch", 580),
    wires: [[], []],
    database: "sync-database",
    folder: "/data/lists",
    method: "polling",
    names: [{ pattern: "imdb*.csv", provider: "imdb" }],
  }),
  storedNode("sync-webhook", {
    ...place("sync-webhook", 540),
    wires: [[], []],
    database: "sync-database",
    secretType: "env",
  }),
  storedNode("sync-notify", {
    ...place("sync-notify", 620),
    wires: [[], []],
    database: "sync-database",
    server: "overseerr-server",
    channel: "none",
  }),
  storedNode("sync-monitor", {
    ...place("sync-monitor", 640),
    database: "sync-database",
    server: "overseerr-server",
    metrics: true,
  }),
  {
    id: "mqtt-broker",
    type: "mqtt-broker",
    name: "",
    broker: "127.0.0.1",
    port: "1883",
    clientid: "",
    autoConnect: false,
    usetls: false,
    protocolVersion: "4",
    keepalive: "60",
    cleansession: true,
    autoUnsubscribe: true,
    birthTopic: "",
    closeTopic: "",
    willTopic: "",
  },
];
