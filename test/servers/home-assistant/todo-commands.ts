import type { Handler } from "./command.ts";
import { CommandError } from "./command-error.ts";
import type { TodoEntry } from "./todo-list.ts";

/** `todo/item/list` leaves out what an entry does not have. */
export const shownEntry = (entry: TodoEntry): Partial<TodoEntry> =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));

export const listItems: Handler = ({ world, message }) => {
  const list = world.todos.get(String(message.entity_id));
  if (!list) throw new CommandError("not_found", "Entity not found");
  return { result: { items: list.items.map(shownEntry) } };
};

/** Sends the whole list at once and on each change. */
export const subscribeItems: Handler = ({ world, client, message }) => {
  const id = String(message.entity_id);
  const list = world.todos.get(id);
  if (!list) throw new CommandError("invalid_entity_id", `To-do list entity not found: ${id}`);
  const tell = () =>
    client.send({ id: message.id, type: "event", event: { items: list.items.map((item) => ({ ...item })) } });
  client.keep(message.id, list.listen(tell));
  return { after: tell };
};
