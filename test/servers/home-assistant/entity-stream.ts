import type { Handler } from "./command.ts";
import type { EntityState } from "./state-machine.ts";

const seconds = (time: string) => Date.parse(time) / 1000;

const compressed = ({ state, attributes, context, last_changed, last_updated }: EntityState) => ({
  s: state,
  a: attributes,
  c: context.id,
  lc: seconds(last_changed),
  ...(last_updated !== last_changed && { lu: seconds(last_updated) }),
});

/** Sends the states of entities at once and then what changes: `a` added, `c` changed, `r` removed. */
export const subscribeEntities: Handler = ({ world, client, message }) => {
  const ids = message.entity_ids as string[] | undefined;
  const wanted = (id: string) => ids === undefined || ids.includes(id);
  const tell = (event: object) => client.send({ id: message.id, type: "event", event });
  const end = world.bus.listen("state_changed", ({ data }) => {
    const id = String(data.entity_id);
    if (!wanted(id)) return;
    const before = data.old_state as EntityState | null;
    const after = data.new_state as EntityState | null;
    if (!after) return tell({ r: [id] });
    if (!before) return tell({ a: { [id]: compressed(after) } });
    tell({ c: { [id]: changeOf(before, after) } });
  });
  client.keep(message.id, end);
  return {
    after: () => {
      const states = [...world.states.all.values()].filter(({ entity_id }) => wanted(entity_id));
      tell({ a: Object.fromEntries(states.map((state) => [state.entity_id, compressed(state)])) });
    },
  };
};

function changeOf(before: EntityState, after: EntityState): object {
  const added = Object.entries(after.attributes).filter(
    ([key, value]) => JSON.stringify(before.attributes[key]) !== JSON.stringify(value),
  );
  const removed = Object.keys(before.attributes).filter((key) => !(key in after.attributes));
  return {
    "+": {
      ...(before.state !== after.state && { s: after.state, lc: seconds(after.last_changed) }),
      ...(before.state === after.state && { lu: seconds(after.last_updated) }),
      ...(added.length > 0 && { a: Object.fromEntries(added) }),
      c: after.context.id,
    },
    ...(removed.length > 0 && { "-": { a: removed } }),
  };
}
