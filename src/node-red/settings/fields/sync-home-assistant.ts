import type { Stored } from "../../../fields/field.ts";
import { text, word, yesNo } from "../../../fields/kinds.ts";
import { nodeFields, unchanged } from "./node-fields.ts";

/** The fields of `sync-home-assistant`. */
export const SYNC_HOME_ASSISTANT = nodeFields({
  type: "sync-home-assistant",
  dialog: {
    mode: word({ label: "Address and token", words: ["token", "addon", "server"] }),
    url: text({
      label: "Address of Home Assistant",
      env: true,
      initial: "http://homeassistant.local:8123",
      when: { mode: ["token"] },
    }),
    // a node of node-red-contrib-home-assistant-websocket, which may not be installed
    server: text({ label: "Home Assistant server node", when: { mode: ["server"] } }),
    insecureTls: yesNo({ label: "Accept a self-signed certificate", default: false }),
  },
  credentials: ["token"],
  migrations: [unchanged],
});

/** What `sync-home-assistant` stores. */
export type HomeAssistantConfig = Stored<typeof SYNC_HOME_ASSISTANT.dialog>;
