import type { TodoItem, TodoLists } from "../../lists/provider.ts";
import { onceRunning } from "../connection/once-running.ts";
import type { HomeAssistant } from "../home-assistant.ts";
import { HomeAssistantError } from "../home-assistant-error.ts";
import * as messages from "../messages.ts";
import { ownLine, withOwnLine } from "./own-line.ts";
import { createTodoWriter, type TodoLook, type TodoWriter } from "./todo-writer.ts";

/** To-do lists that can also be written to. */
export interface WritableTodoLists extends TodoLists {
  /** Begins to write outcomes to a list; for each batch anew. */
  writing(entityId: string): TodoWriter;
}

/** As `todo/item/list` answers: what an entry does not have is absent. */
interface Entry extends Omit<TodoItem, "uid" | "summary"> {
  uid?: string;
  summary?: string;
}

/**
 * Makes the to-do lists of one Home Assistant.
 *
 * @param options.pauseMs milliseconds before something is tried again that failed while Home Assistant runs. @default 5000
 * @param options.patienceMs milliseconds for which reading waits: Node-RED often starts together with Home Assistant, and
 *   faster. @default 45000
 */
export function createTodoLists(
  ha: HomeAssistant,
  { patienceMs = 45_000, ...options }: { pauseMs?: number; patienceMs?: number } = {},
): WritableTodoLists {
  /** Name and abilities of a list, which only its state tells. */
  async function describe(
    entityId: string,
    signal?: AbortSignal,
  ): Promise<{ name: string; features: number }> {
    if (!/^todo\.[a-z0-9_]+$/.test(entityId)) throw noSuchList(entityId);
    try {
      const { body } = await ha.rest<{ state: string; attributes: Record<string, unknown> }>({
        method: "GET",
        path: `states/${entityId}`,
        ...(signal && { signal }),
      });
      const name = String(body.attributes.friendly_name ?? entityId);
      // its entries would be none: an integration that fails must not look like an empty list
      if (body.state === "unavailable" || body.state === "unknown") throw notAvailable(name, entityId);
      return { name, features: Number(body.attributes.supported_features ?? 0) };
    } catch (error) {
      if (error instanceof HomeAssistantError && error.code === "ha-not-found") throw noSuchList(entityId);
      throw error;
    }
  }

  async function entries(entityId: string, signal?: AbortSignal): Promise<TodoItem[]> {
    const { items } = await ha.request<{ items: Entry[] }>(
      { type: "todo/item/list", entity_id: entityId },
      signal ? { signal } : {},
    );
    // services take the summary in place of an id, for lists that have none
    return items.map(({ summary = "", uid = summary, ...item }) => ({ ...item, summary, uid }));
  }

  async function look(entityId: string, signal?: AbortSignal): Promise<TodoLook & { name: string }> {
    const described = await describe(entityId, signal);
    return { ...described, items: await entries(entityId, signal) };
  }

  return {
    url: ha.url,
    open: (entityId, { signal } = {}) =>
      onceRunning(
        ha,
        async () => {
          const { name, items } = await look(entityId, signal);
          return { name, items: items.filter(({ status }) => status === "needs_action").map(toItem) };
        },
        { ...options, withinMs: patienceMs, ...(signal && { signal }) },
      ),

    writing: (entityId) => createTodoWriter(ha, entityId, (signal) => look(entityId, signal), options),
  };
}

/** Our own line is no word of the person's, and must not be read as one. */
function toItem({ uid, summary, description = "", status }: TodoItem): TodoItem {
  const words = ownLine(description) === undefined ? description : withOwnLine(description, undefined);
  return { uid, summary, status, ...(words && { description: words }) };
}

const noSuchList = (entityId: string) =>
  new HomeAssistantError("ha-not-found", messages.noSuchTodoList(entityId));

const notAvailable = (name: string, entityId: string) =>
  new HomeAssistantError("ha-not-running", messages.todoListUnavailable(name, entityId));
