import type { TodoItem, TodoLists } from "../lists/provider.ts";
import type { HomeAssistant } from "./home-assistant.ts";
import { HomeAssistantError } from "./home-assistant-error.ts";
import { onceRunning } from "./once-running.ts";
import { ownLine, withOwnLine } from "./own-line.ts";

/** What became of an entry: `gone` when somebody deleted or completed it meanwhile, or the list cannot do it. */
export type TodoOutcome = "completed" | "described" | "unsupported" | "gone";

/** To-do lists that can also be written to. */
export interface WritableTodoLists extends TodoLists {
  /**
   * Completes an entry, or says in its description why it stays open. What the person wrote there stays; what stands
   * there already is not written again. It waits for a Home Assistant that is away or starts.
   *
   * @param uid of the entry
   * @param outcome `done` completes it; otherwise `text` is written
   * @throws HomeAssistantError, CancelledError
   */
  writeOutcome(
    entityId: string,
    uid: string,
    outcome: { done: boolean; text: string },
    options?: { signal?: AbortSignal },
  ): Promise<TodoOutcome>;
}

/** Bits of the attribute `supported_features` (TodoListEntityFeature, 2026.2). */
const UPDATE = 4;
const SET_DESCRIPTION = 64;

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

  async function update(entityId: string, data: object, signal?: AbortSignal): Promise<void> {
    await ha.request(
      {
        type: "call_service",
        domain: "todo",
        service: "update_item",
        target: { entity_id: entityId },
        service_data: data,
      },
      signal ? { signal } : {},
    );
  }

  async function openEntry(entityId: string, uid: string, signal?: AbortSignal) {
    const all = await entries(entityId, signal);
    return all.find((item) => item.uid === uid && item.status === "needs_action");
  }

  async function write(
    entityId: string,
    uid: string,
    { done, text }: { done: boolean; text: string },
    signal?: AbortSignal,
  ): Promise<TodoOutcome> {
    const { features } = await describe(entityId, signal);
    const mayDescribe = (features & SET_DESCRIPTION) !== 0;
    if (!(features & UPDATE) || (!done && !mayDescribe)) return "unsupported";
    const entry = await openEntry(entityId, uid, signal);
    if (!entry) return "gone";
    const description = withOwnLine(entry.description ?? "", done ? undefined : text);
    const changes = mayDescribe && description !== (entry.description ?? "") && { description };
    if (!done && !changes) return "described";
    try {
      await update(entityId, { item: uid, ...(done && { status: "completed" }), ...changes }, signal);
    } catch (error) {
      if (!(error instanceof HomeAssistantError) || error.code !== "ha-refused") throw error;
      // deleted between looking and writing
      if (await openEntry(entityId, uid, signal)) throw error;
      return "gone";
    }
    return done ? "completed" : "described";
  }

  return {
    url: ha.url,
    open: (entityId, { signal } = {}) =>
      onceRunning(
        ha,
        async () => {
          const { name } = await describe(entityId, signal);
          const items = await entries(entityId, signal);
          return { name, items: items.filter(({ status }) => status === "needs_action").map(toItem) };
        },
        { ...options, withinMs: patienceMs, ...(signal && { signal }) },
      ),

    writeOutcome: (entityId, uid, outcome, { signal } = {}) =>
      onceRunning(ha, () => write(entityId, uid, outcome, signal), { ...options, ...(signal && { signal }) }),
  };
}

/** Our own line is no word of the person's, and must not be read as one. */
function toItem({ uid, summary, description = "", status }: TodoItem): TodoItem {
  const words = ownLine(description) === undefined ? description : withOwnLine(description, undefined);
  return { uid, summary, status, ...(words && { description: words }) };
}

const noSuchList = (entityId: string) =>
  new HomeAssistantError(
    "ha-not-found",
    `Home Assistant has no to-do list "${entityId}". It was renamed or removed, or the token's user may not see it. Choose the list anew.`,
  );

const notAvailable = (name: string, entityId: string) =>
  new HomeAssistantError(
    "ha-not-running",
    `The to-do list "${name}" (${entityId}) is not available in Home Assistant: the integration behind it does not answer. Look at it under Settings, Devices & services.`,
  );
