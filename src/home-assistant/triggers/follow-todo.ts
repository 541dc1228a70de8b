import type { TodoItem } from "../../lists/provider.ts";
import { withOwnLine } from "../own-line.ts";
import type { Follower } from "./follow.ts";

interface TodoEvent {
  items: (Omit<TodoItem, "uid" | "description"> & { uid?: string; description?: string | null })[];
}

/**
 * Follows a to-do list and fires when an open entry is new or reads otherwise than before. What ListSync itself writes
 * (a tick, its line in the description) fires nothing, so that a sync does not start the next one. The message
 * holds the open entries, and asks list-source for this list alone: one more film is no reason to read all the others.
 *
 * The entries that stand there at the start, or when the connection comes back, are compared with what was known; at
 * the very first look nothing is.
 */
export function followTodo(entityId: string): Follower {
  return (homeAssistant, { fire, problem }) => {
    let known: Map<string, string> | undefined;
    return homeAssistant.subscribe<TodoEvent>(
      { type: "todo/item/subscribe", entity_id: entityId },
      ({ items }) => {
        problem(undefined);
        const open = items.filter(({ status }) => status === "needs_action");
        const now = new Map(open.map((entry) => [entry.uid ?? entry.summary, wordsOf(entry)]));
        const before = known;
        // a list that is not available looks empty: what was known stays, or all of it would be new afterwards
        known = before && items.length === 0 ? before : now;
        if (!before) return;
        const isNews = open.some((entry) => before.get(entry.uid ?? entry.summary) !== wordsOf(entry));
        if (isNews) fire({ topic: entityId, payload: open.map(({ summary }) => summary), lists: [entityId] });
      },
      problem,
    );
  };
}

const wordsOf = ({ summary, description }: TodoEvent["items"][number]): string =>
  `${summary}\n${withOwnLine(description ?? "", undefined)}`;
