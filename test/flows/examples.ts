import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { FlowNode } from "./full-sync.ts";

const folder = resolve(import.meta.dirname, "../../examples");

/** Names of all examples, as the import menu shows them. */
export const exampleNames = (): string[] => readdirSync(folder).map((file) => basename(file, ".json"));

/** An example as it is shipped. */
export const readExample = (name: string): FlowNode[] =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as FlowNode[];

/** Of node-red-contrib-home-assistant-websocket 0.80, for people who have it; the Node-RED of the tests has not. */
export const FOREIGN = ["server", "server-events", "api-call-service", "ha-fire-event"];

/** The one example that is made for users of another package. */
export const WITH_FOREIGN =
  "Home Assistant with its own nodes (needs node-red-contrib-home-assistant-websocket)";

/**
 * Examples side by side in one Node-RED, as somebody has them who imported them one after the other: what they share is
 * there once. Nothing starts by itself, and every debug node writes into the log.
 */
export function importedExamples(...names: string[]): FlowNode[] {
  const nodes = new Map(names.flatMap(readExample).map((node) => [node.id, node]));
  for (const node of nodes.values()) {
    if (node.type === "inject") Object.assign(node, { once: false, repeat: "" });
    if (node.type === "debug") Object.assign(node, { active: true, console: true });
    if (node.type === "overseerr-server") node.retries = "0";
  }
  return [...nodes.values()];
}
