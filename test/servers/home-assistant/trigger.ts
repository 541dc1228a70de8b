import type { Handler } from "./command.ts";
import { CommandError } from "./command-error.ts";
import type { World } from "./world.ts";

type Trigger = Record<string, unknown>;

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const fits = (wanted: unknown, is: unknown): boolean =>
  wanted === undefined || wanted === null || listOf(wanted).map(String).includes(String(is));

/** Starts triggers of the kinds `state` and `event`. */
export const subscribeTrigger: Handler = ({ world, client, message }) => {
  const triggers = listOf(message.trigger) as Trigger[];
  const ends = triggers.map((trigger, index) => {
    const tell = (about: object, context: unknown) =>
      client.send({
        id: message.id,
        type: "event",
        event: {
          variables: { trigger: { id: String(index), idx: String(index), alias: null, ...about } },
          context,
        },
      });
    return start(trigger, world, tell);
  });
  client.keep(message.id, () => {
    for (const end of ends) end();
  });
  return {};
};

function start(trigger: Trigger, world: World, tell: (about: object, context: unknown) => void): () => void {
  const platform = trigger.trigger ?? trigger.platform;
  if (platform === "state") return startState(trigger, world, tell);
  if (platform === "event") return startEvent(trigger, world, tell);
  throw new CommandError(
    "invalid_format",
    `Invalid trigger '${String(platform)}' specified. Got ${JSON.stringify(trigger)}`,
  );
}

function startState(trigger: Trigger, world: World, tell: (about: object, context: unknown) => void) {
  const watched = listOf(trigger.entity_id);
  if (!watched.every((id) => typeof id === "string" && /^[a-z0-9_]+\.[a-z0-9_]+$/.test(id)))
    throw new CommandError("invalid_format", "Entity ID is an invalid entity ID. Got None");
  return world.bus.listen("state_changed", ({ data, context }) => {
    if (!watched.includes(data.entity_id)) return;
    const [from, to] = [data.old_state, data.new_state] as ({ state: string } | null)[];
    if (!fits(trigger.from, from?.state) || !fits(trigger.to, to?.state)) return;
    // with "to" or "from", also with null, changes of attributes alone do not count
    if (("from" in trigger || "to" in trigger) && from?.state === to?.state) return;
    tell(
      {
        platform: "state",
        entity_id: data.entity_id,
        from_state: from,
        to_state: to,
        for: null,
        attribute: null,
        description: `state of ${String(data.entity_id)}`,
      },
      context,
    );
  });
}

function startEvent(trigger: Trigger, world: World, tell: (about: object, context: unknown) => void) {
  const types = listOf(trigger.event_type);
  return world.bus.listen(undefined, (event) => {
    if (!types.includes(event.event_type)) return;
    const wanted = Object.entries(Object(trigger.event_data));
    if (!wanted.every(([key, value]) => event.data[key] === value)) return;
    tell({ platform: "event", event, description: `event '${event.event_type}'` }, event.context);
  });
}
