import { LIST_ACCOUNT } from "../../src/node-red/settings/fields/list-account.ts";
import { LIST_SOURCE } from "../../src/node-red/settings/fields/list-source.ts";
import { COMMON, computedTypes, type NodeFields } from "../../src/node-red/settings/fields/node-fields.ts";
import { OVERSEERR_REQUEST } from "../../src/node-red/settings/fields/overseerr-request.ts";
import { OVERSEERR_SEARCH } from "../../src/node-red/settings/fields/overseerr-search.ts";
import { OVERSEERR_SERVER } from "../../src/node-red/settings/fields/overseerr-server.ts";
import { SYNC_DATABASE } from "../../src/node-red/settings/fields/sync-database.ts";
import { SYNC_ENTITIES } from "../../src/node-red/settings/fields/sync-entities.ts";
import { SYNC_HOME_ASSISTANT } from "../../src/node-red/settings/fields/sync-home-assistant.ts";
import { SYNC_MONITOR } from "../../src/node-red/settings/fields/sync-monitor.ts";
import { SYNC_NOTIFY } from "../../src/node-red/settings/fields/sync-notify.ts";
import { SYNC_SCHEDULE } from "../../src/node-red/settings/fields/sync-schedule.ts";
import { SYNC_STATE } from "../../src/node-red/settings/fields/sync-state.ts";
import { SYNC_TRIGGER } from "../../src/node-red/settings/fields/sync-trigger.ts";
import { SYNC_WATCH } from "../../src/node-red/settings/fields/sync-watch.ts";
import { SYNC_WEBHOOK } from "../../src/node-red/settings/fields/sync-webhook.ts";

/** Every node as it is described, in the order of package.json. */
export const NODES: readonly NodeFields[] = [
  OVERSEERR_SERVER,
  SYNC_DATABASE,
  LIST_ACCOUNT,
  SYNC_HOME_ASSISTANT,
  LIST_SOURCE,
  OVERSEERR_SEARCH,
  OVERSEERR_REQUEST,
  SYNC_STATE,
  SYNC_ENTITIES,
  SYNC_TRIGGER,
  SYNC_SCHEDULE,
  SYNC_WATCH,
  SYNC_WEBHOOK,
  SYNC_NOTIFY,
  SYNC_MONITOR,
];

/** All that a flow holds of a node beside what Node-RED keeps of every node. */
export const storedFields = ({ dialog, migrations }: NodeFields) => ({
  name: COMMON.name,
  version: { ...COMMON.version, initial: migrations.length },
  ...dialog,
  ...computedTypes(dialog),
});
