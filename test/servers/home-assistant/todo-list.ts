import { CommandError } from "./command-error.ts";
import type { StateMachine } from "./state-machine.ts";

/** An entry as `todo/item/subscribe` shows it; `todo/item/list` leaves out what is null. */
export interface TodoEntry {
  summary: string;
  uid: string;
  status: "needs_action" | "completed";
  due: string | null;
  description: string | null;
  completed: string | null;
}

/** Bits of the attribute `supported_features` (homeassistant/components/todo, 2026.2). */
export const TODO_FEATURE = { create: 1, delete: 2, update: 4, description: 64 } as const;

/** One to-do list; the state of its entity is the number of open entries. */
export interface TodoList {
  readonly items: readonly TodoEntry[];
  readonly features: number;
  add(entry: Partial<TodoEntry> & { summary: string }): TodoEntry;
  /** @param which uid or summary */
  update(which: string, change: Partial<TodoEntry>): void;
  remove(which: string): void;
  find(which: string): TodoEntry | undefined;
  listen(listener: () => void): () => void;
  /** Writes the entity's state. */
  publish(): void;
  /** As when the service behind it does not answer: no entries, and the state says so. */
  setAvailable(available: boolean): void;
  /** As when its integration is reloaded: another entity takes its place, and nobody is told any more. */
  reload(): void;
}

export function createTodoList(
  entityId: string,
  { name, features }: { name: string; features: number },
  states: StateMachine,
): TodoList {
  const entries: TodoEntry[] = [];
  const listeners = new Set<() => void>();
  let available = true;
  let count = 0;
  const find = (which: string) => entries.find(({ uid, summary }) => which === uid || which === summary);
  const present = (which: string): TodoEntry => {
    const entry = find(which);
    if (!entry)
      throw new CommandError("service_validation_error", `Unable to find to-do list item: ${which}`);
    return entry;
  };
  function publish(): void {
    const open = entries.filter(({ status }) => status === "needs_action").length;
    const attributes = { friendly_name: name, supported_features: features };
    states.set(entityId, available ? String(open) : "unavailable", attributes);
    for (const listener of [...listeners]) listener();
  }
  return {
    get items() {
      return available ? entries : [];
    },
    features,
    add(given) {
      count++;
      const entry: TodoEntry = {
        uid: `item-${count}`,
        status: "needs_action",
        due: null,
        description: null,
        completed: null,
        ...given,
      };
      entries.push(entry);
      publish();
      return entry;
    },
    update(which, change) {
      Object.assign(present(which), change);
      publish();
    },
    remove(which) {
      entries.splice(entries.indexOf(present(which)), 1);
      publish();
    },
    find,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    publish,
    reload() {
      listeners.clear();
      available = false;
      publish();
      available = true;
      publish();
    },
    setAvailable(value) {
      available = value;
      publish();
    },
  };
}
