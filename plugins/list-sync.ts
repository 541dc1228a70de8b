import { resolve } from "node:path";
import type { NodeAPI } from "node-red";
import * as messages from "../src/node-red/messages.ts";
import { readAssets } from "../src/node-red/page/assets.ts";
import { mountPage } from "../src/node-red/page/mount-page.ts";
import { frameOrigins } from "../src/node-red/page/page-headers.ts";
import { openShell } from "../src/node-red/page/shell.ts";
import { listSyncSettings } from "../src/node-red/settings/list-sync-settings.ts";

/**
 * The page and the sidebar. Loaded once at Node-RED's start, before any node, so that routes are made once whatever flows
 * hold. Nothing here may throw: Node-RED would start without them and tell nobody but its standard output.
 */
export default function register(RED: NodeAPI): void {
  const unmount = mountPage(RED);
  let isOpen = true;
  const plugin = {
    type: "list-sync",
    // called when the package is uninstalled; the types of Node-RED do not know it
    onremove() {
      isOpen = false;
      unmount();
    },
  };
  RED.plugins.registerPlugin("list-sync", plugin);
  try {
    const { frames, wrong } = frameOrigins(listSyncSettings(RED.settings).page.frames);
    for (const origin of wrong) RED.log.warn(messages.noFrameOrigin(origin));
    const assets = readAssets(resolve(import.meta.dirname, "../page"));
    openShell(RED.httpAdmin, { assets, frames }, () => isOpen);
  } catch (error) {
    RED.log.error(messages.noPage(error instanceof Error ? error.message : String(error)));
  }
}
