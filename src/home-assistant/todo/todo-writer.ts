import type { TodoItem } from "../../lists/provider.ts";
import { onceRunning } from "../connection/once-running.ts";
import type { HomeAssistant } from "../home-assistant.ts";
import { HomeAssistantError } from "../home-assistant-error.ts";
import { withOwnLine } from "./own-line.ts";

/** What became of an entry: `gone` when somebody deleted or completed it meanwhile, or the list cannot do it. */
type TodoOutcome = "completed" | "described" | "unsupported" | "gone";

/** A list as it is at the moment. */
export interface TodoLook {
  /** `supported_features` of its state. */
  features: number;
  /** All entries, those that are done too. */
  items: TodoItem[];
}

/** Writes outcomes to one list. */
export interface TodoWriter {
  /**
   * Completes an entry, or says in its description why it stays open. What the person wrote there stays; what stands
   * there already is not written again. It waits for a Home Assistant that is away or starts.
   *
   * @param uid of the entry
   * @param outcome `done` completes it; otherwise `text` is written
   * @throws HomeAssistantError, CancelledError
   */
  write(
    uid: string,
    outcome: { done: boolean; text: string },
    options?: { signal?: AbortSignal },
  ): Promise<TodoOutcome>;
}

/** Bits of the attribute `supported_features` (TodoListEntityFeature, 2026.2). */
const UPDATE = 4;
const SET_DESCRIPTION = 64;

/** Milliseconds for which a look counts: people change their lists while we write, and their words must stay. */
const FRESH = 1000;

/**
 * Makes the writer of a list. It looks at the list once for all entries that it writes within a second, not for each.
 *
 * @param look reads the list; throws HomeAssistantError, CancelledError
 * @param options.pauseMs see {@link onceRunning}
 */
export function createTodoWriter(
  ha: HomeAssistant,
  entityId: string,
  look: (signal: AbortSignal | undefined) => Promise<TodoLook>,
  options: { pauseMs?: number },
): TodoWriter {
  let last: (TodoLook & { at: number }) | undefined;

  async function recent(signal: AbortSignal | undefined): Promise<TodoLook> {
    if (last && performance.now() - last.at < FRESH) return last;
    last = { ...(await look(signal)), at: performance.now() };
    return last;
  }

  async function update(data: object, signal: AbortSignal | undefined): Promise<void> {
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

  async function attempt(
    uid: string,
    { done, text }: { done: boolean; text: string },
    signal: AbortSignal | undefined,
  ): Promise<TodoOutcome> {
    const { features, items } = await recent(signal);
    const mayDescribe = (features & SET_DESCRIPTION) !== 0;
    if (!(features & UPDATE) || (!done && !mayDescribe)) return "unsupported";
    const entry = openEntry(items, uid);
    if (!entry) return "gone";
    const description = withOwnLine(entry.description ?? "", done ? undefined : text);
    const changes = mayDescribe && description !== (entry.description ?? "") && { description };
    if (!done && !changes) return "described";
    // what is written makes the look out of date for this entry
    entry.status = done ? "completed" : entry.status;
    entry.description = description;
    try {
      await update({ item: uid, ...(done && { status: "completed" }), ...changes }, signal);
    } catch (error) {
      last = undefined;
      if (!(error instanceof HomeAssistantError) || error.code !== "ha-refused") throw error;
      // deleted between looking and writing
      if (openEntry((await recent(signal)).items, uid)) throw error;
      return "gone";
    }
    return done ? "completed" : "described";
  }

  return {
    write: (uid, outcome, { signal } = {}) =>
      onceRunning(ha, () => attempt(uid, outcome, signal), { ...options, ...(signal && { signal }) }),
  };
}

const openEntry = (items: TodoItem[], uid: string): TodoItem | undefined =>
  items.find((item) => item.uid === uid && item.status === "needs_action");
