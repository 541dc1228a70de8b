import type { Handler } from "./command.ts";
import { CommandError } from "./command-error.ts";
import { reloadCompanion } from "./companion.ts";
import { shownEntry } from "./todo-commands.ts";
import { TODO_FEATURE, type TodoEntry, type TodoList } from "./todo-list.ts";
import type { ServiceCall, World } from "./world.ts";

/** `call_service` of the websocket. */
export const callService: Handler = ({ world, message }) => {
  const data = { ...Object(message.service_data), ...Object(message.target) } as Record<string, unknown>;
  const call = serviceCall(String(message.domain), String(message.service), data);
  const response = runService(world, call);
  if (response !== undefined && !message.return_response)
    throw new CommandError(
      "service_validation_error",
      "An action which does not return responses can't be called with return_response=True",
    );
  return {
    result: {
      context: { id: `service-${world.services.length}`, parent_id: null, user_id: null },
      ...(message.return_response === true && { response }),
    },
  };
};

export function serviceCall(domain: string, service: string, data: Record<string, unknown>): ServiceCall {
  const { entity_id, ...rest } = data;
  const ids = entity_id === undefined ? [] : Array.isArray(entity_id) ? entity_id : [entity_id];
  return { domain, service, data: rest, entityIds: ids.map(String) };
}

/**
 * Does what a service does.
 *
 * @returns the response of services that have one
 * @throws CommandError
 */
export function runService(world: World, call: ServiceCall): unknown {
  world.services.push(call);
  world.bus.fire("call_service", { domain: call.domain, service: call.service, service_data: call.data });
  const run = SERVICES[`${call.domain}.${call.service}`];
  if (!run) throw new CommandError("not_found", `Service ${call.domain}.${call.service} not found.`);
  return run(world, call);
}

/** What the phone app takes: text, and on Android three buttons at most. Templates in it would be filled in. */
function notified(_world: World, { data }: ServiceCall): undefined {
  checkTexts(data, ["target", "data"]);
  const { message, title, data: extra } = data;
  if (/\{[{%#]/.test(`${message}${title ?? ""}`))
    throw new CommandError("template_error", "TemplateSyntaxError");
  const { actions = [] } = Object(extra) as { actions?: { action?: unknown; title?: unknown }[] };
  if (actions.length > 3 || actions.some(({ action, title: text }) => !action || !text))
    throw new CommandError("invalid_format", "actions");
  if (Buffer.byteLength(JSON.stringify(data)) > 4000)
    throw new CommandError("unknown_error", "payload too large");
}

/** Schemas refuse what they do not name. @param others keys that a service takes beside message and title */
function checkTexts(data: Record<string, unknown>, others: string[]): void {
  const extra = Object.keys(data).find((name) => !["message", "title", ...others].includes(name));
  if (extra !== undefined)
    throw new CommandError("invalid_format", `extra keys not allowed @ data['${extra}']`);
  if (data.message === undefined)
    throw new CommandError("invalid_format", "required key not provided @ data['message']");
  for (const name of ["message", "title"])
    if (data[name] !== undefined && typeof data[name] !== "string")
      throw new CommandError("invalid_format", `value should be a string @ data['${name}']`);
}

const SERVICES: Record<string, (world: World, call: ServiceCall) => unknown> = {
  "homeassistant.reload_config_entry": (world, { data }) => reloadCompanion(world, data.entry_id),
  "todo.get_items": (world, call) => {
    const wanted = call.data.status === undefined ? undefined : [call.data.status].flat();
    const lists = call.entityIds.flatMap((id) => {
      const items = world.todos.get(id)?.items.filter(({ status }) => !wanted || wanted.includes(status));
      return items ? [[id, { items: items.map(shownEntry) }]] : [];
    });
    return Object.fromEntries(lists);
  },
  "todo.add_item": (world, { entityIds, data }) =>
    eachList(world, entityIds, TODO_FEATURE.create, (list) => {
      list.add({ summary: String(data.item), ...fieldsOf(list, data) });
    }),
  "todo.update_item": (world, { entityIds, data }) =>
    eachList(world, entityIds, TODO_FEATURE.update, (list) => {
      list.update(String(data.item), {
        ...fieldsOf(list, data),
        ...(data.rename !== undefined && { summary: String(data.rename) }),
        ...(data.status !== undefined && { status: data.status as TodoEntry["status"] }),
      });
    }),
  "todo.remove_item": (world, { entityIds, data }) =>
    eachList(world, entityIds, TODO_FEATURE.delete, (list) => {
      for (const which of [data.item].flat()) list.remove(String(which));
    }),
  "input_button.press": pressed,
  "button.press": pressed,
  "switch.turn_on": (world, call) => commanded(world, call, () => ({ type: "state_changed", state: true })),
  "switch.turn_off": (world, call) => commanded(world, call, () => ({ type: "state_changed", state: false })),
  "number.set_value": (world, call) =>
    commanded(world, call, () => ({ type: "value_change", value: Number(call.data.value) })),
  "input_boolean.turn_on": (world, call) => rewritten(world, call, "on"),
  "input_boolean.turn_off": (world, call) => rewritten(world, call, "off"),
  "input_select.select_option": (world, call) => rewritten(world, call, String(call.data.option)),
  "input_number.set_value": (world, call) => rewritten(world, call, String(call.data.value)),
  "notify.mobile_app_phone": notified,
  // entities that are not there are a warning in the log; the call succeeds
  "notify.send_message": (_world, { data }) => checkTexts(data, []),
  "persistent_notification.create": (_world, { data }) => checkTexts(data, ["notification_id"]),
  "persistent_notification.dismiss": () => undefined,
};

/** Entities that are not there are a warning in the log; the call succeeds. */
function eachList(world: World, ids: string[], feature: number, run: (list: TodoList) => void): void {
  for (const id of ids) {
    const list = world.todos.get(id);
    if (!list) continue;
    if (!(list.features & feature))
      throw new CommandError("service_validation_error", `Entity ${id} does not support this service.`);
    run(list);
  }
}

function fieldsOf(list: TodoList, data: Record<string, unknown>): Partial<TodoEntry> {
  if (!("description" in data)) return {};
  if (!(list.features & TODO_FEATURE.description))
    throw new CommandError("service_validation_error", "Entity does not support setting field: description");
  return { description: data.description === null ? null : String(data.description) };
}

/** A button's state is the time of its last press. */
function pressed(world: World, { entityIds }: ServiceCall): void {
  for (const id of entityIds) {
    const state = world.states.all.get(id);
    if (!state) continue;
    world.states.set(id, new Date().toISOString(), state.attributes);
    const entity = companionEntity(world, id);
    entity?.send?.({
      type: "automation_triggered",
      data: { entity: world.states.all.get(id) },
    });
  }
}

/** Entities of the companion change only when the other side says so. */
function commanded(world: World, { entityIds }: ServiceCall, event: () => object): void {
  for (const id of entityIds) companionEntity(world, id)?.send?.(event());
}

function rewritten(world: World, { entityIds }: ServiceCall, state: string): void {
  for (const id of entityIds) world.states.set(id, state, world.states.all.get(id)?.attributes);
}

const companionEntity = (world: World, id: string) =>
  [...(world.companion?.entities.values() ?? [])].find(({ entityId }) => entityId === id);
