import { callService } from "./call-service.ts";
import type { Command, Handler } from "./command.ts";
import { CommandError, unauthorized } from "./command-error.ts";
import {
  companionVersion,
  configEntries,
  discovery,
  entityRemoved,
  entityUpdate,
  removeDevice,
  updateConfig,
} from "./companion.ts";
import { subscribeEntities } from "./entity-stream.ts";
import { listItems, subscribeItems } from "./todo-commands.ts";
import { subscribeTrigger } from "./trigger.ts";

/** Events that everybody may subscribe to (websocket_api/permissions.py, 2026.2). */
const FOR_ALL = new Set([
  "area_registry_updated",
  "component_loaded",
  "core_config_updated",
  "device_registry_updated",
  "entity_registry_updated",
  "lovelace_updated",
  "panels_updated",
  "persistent_notifications_updated",
  "recorder_5min_statistics_generated",
  "service_registered",
  "service_removed",
  "shopping_list_updated",
  "state_changed",
  "themes_updated",
]);

const subscribeEvents: Handler = ({ world, client, message }) => {
  const type = message.event_type as string | undefined;
  if (!client.user.is_admin && !FOR_ALL.has(type ?? "*")) throw unauthorized();
  const end = world.bus.listen(type, (event) => client.send({ id: message.id, type: "event", event }));
  client.keep(message.id, end);
  return {};
};

const unsubscribe: Handler = ({ client, message }) => {
  if (!client.drop(Number(message.subscription)))
    throw new CommandError("not_found", "Subscription not found.");
  return {};
};

const fireEvent: Handler = ({ world, message }) => {
  const data = Object(message.event_data) as Record<string, unknown>;
  const { context } = world.bus.fire(String(message.event_type), data, "REMOTE");
  return { result: { context } };
};

const getConfig: Handler = ({ world }) => ({ result: configOf(world) });

/** What `get_config` and `GET /api/config` answer. */
export const configOf = (world: Parameters<Handler>[0]["world"]): object => ({
  location_name: "Home",
  version: world.version,
  state: world.core,
  components: [...world.components].sort(),
  safe_mode: false,
  recovery_mode: false,
  time_zone: "Europe/Berlin",
  language: "en",
  country: "DE",
});

const currentUser: Handler = ({ client: { user } }) => ({
  result: {
    ...user,
    credentials: [{ auth_provider_type: "homeassistant", auth_provider_id: null }],
    mfa_modules: [],
  },
});

const registryList: Handler = ({ world }) => ({
  result: [...world.registry].map(([entity_id, entry]) => ({
    entity_id,
    ...entry,
    device_id: null,
    area_id: null,
    disabled_by: null,
    hidden_by: null,
    entity_category: null,
    original_name: entry.name,
    name: null,
    icon: null,
  })),
});

const registryRemove: Handler = ({ world, message }) => {
  const id = String(message.entity_id);
  const entry = world.registry.get(id);
  if (!entry) throw new CommandError("not_found", "Entity not found");
  world.registry.delete(id);
  entityRemoved(world, entry.unique_id);
  world.states.remove(id);
  return {};
};

const ON_A_LIST = { required: ["entity_id"], loaded: true };
const COMPANION = { admin: true, loaded: true };
const IDS = ["server_id", "node_id"];

/** By `type`. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  supported_features: { handle: () => ({}), required: ["features"] },
  ping: { handle: ({ message }) => ({ answer: { id: message.id, type: "pong" } }) },
  get_config: { handle: getConfig },
  get_states: { handle: ({ world }) => ({ result: [...world.states.all.values()] }) },
  "auth/current_user": { handle: currentUser },
  subscribe_events: { handle: subscribeEvents, optional: ["event_type"] },
  unsubscribe_events: { handle: unsubscribe, required: ["subscription"] },
  fire_event: { handle: fireEvent, required: ["event_type"], optional: ["event_data"], admin: true },
  subscribe_trigger: {
    handle: subscribeTrigger,
    required: ["trigger"],
    optional: ["variables"],
    admin: true,
  },
  subscribe_entities: { handle: subscribeEntities, optional: ["entity_ids", "include", "exclude"] },
  call_service: {
    handle: callService,
    required: ["domain", "service"],
    optional: ["service_data", "target", "return_response"],
  },
  "config_entries/get": { handle: configEntries, optional: ["domain", "type_filter"], admin: true },
  "config/entity_registry/list": { handle: registryList },
  "config/entity_registry/remove": { handle: registryRemove, required: ["entity_id"], admin: true },
  "todo/item/list": { handle: listItems, ...ON_A_LIST },
  "todo/item/subscribe": { handle: subscribeItems, ...ON_A_LIST },
  "nodered/version": { handle: companionVersion, ...COMPANION },
  "nodered/discovery": {
    handle: discovery,
    required: ["component", ...IDS],
    optional: ["config", "state", "attributes", "remove", "device_info", "device_trigger", "sub_type"],
    ...COMPANION,
  },
  "nodered/entity": {
    handle: entityUpdate,
    required: [...IDS, "state"],
    optional: ["attributes"],
    ...COMPANION,
  },
  "nodered/entity/update_config": {
    handle: updateConfig,
    required: IDS,
    optional: ["config"],
    ...COMPANION,
  },
  "nodered/device/remove": { handle: removeDevice, required: ["node_id"], ...COMPANION },
};
