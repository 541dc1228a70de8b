import type { NodeAPI } from "node-red";
import { mountPage } from "../src/node-red/page/mount-page.ts";

/** Loaded once at Node-RED's start, before any node, so that routes are made once whatever flows hold. */
export default function register(RED: NodeAPI): void {
  // called when the package is uninstalled; the types of Node-RED do not know it
  const plugin = { type: "list-sync", onremove: mountPage(RED) };
  RED.plugins.registerPlugin("list-sync", plugin);
}
