import type { HomeAssistant } from "../home-assistant.ts";
import { withOwnLine } from "../todo/own-line.ts";
import type { Follower } from "./follow.ts";
import type { EntityEvent } from "./follow-entities.ts";

interface TodoEvent {
  items: { uid?: string | null; summary?: string | null; description?: string | null; status: string }[];
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

    function compare({ items }: TodoEvent): void {
      problem(undefined);
      const open = items.filter(({ status }) => status === "needs_action");
      const now = new Map(open.map((entry) => [idOf(entry), wordsOf(entry)]));
      const before = known;
      // a list that is not available looks empty: what was known stays, or all of it would be new afterwards
      known = before && items.length === 0 ? before : now;
      if (!before) return;
      const isNews = open.some((entry) => before.get(idOf(entry)) !== wordsOf(entry));
      if (isNews)
        fire({ topic: entityId, payload: open.map(({ summary }) => summary ?? ""), lists: [entityId] });
    }

    const subscribe = () =>
      homeAssistant.subscribe<TodoEvent>(
        { type: "todo/item/subscribe", entity_id: entityId },
        compare,
        problem,
      );
    let end = subscribe();
    const stopWatching = watchReturns(homeAssistant, entityId, () => {
      end();
      end = subscribe();
    });
    return () => {
      stopWatching();
      end();
    };
  };
}

/**
 * Tells when an entity is there again. A subscription to a to-do list is one to the entity that it has at the moment:
 * when its integration is reloaded, nothing comes any more and nobody says so (todo/__init__.py, 2026.2).
 */
function watchReturns(homeAssistant: HomeAssistant, entityId: string, returned: () => void): () => void {
  let gone = false;
  const note = (state: string | undefined) => {
    if (state === undefined) return;
    const wasGone = gone;
    gone = state === "unavailable";
    if (wasGone && !gone) returned();
  };
  return homeAssistant.subscribe<EntityEvent>(
    { type: "subscribe_entities", entity_ids: [entityId] },
    ({ a: added, c: changed, r: removed }) => {
      if (removed?.includes(entityId)) gone = true;
      note(added?.[entityId]?.s);
      note(changed?.[entityId]?.["+"]?.s);
    },
    // that the list cannot be followed is told by the list
    () => {},
  );
}

const idOf = ({ uid, summary }: TodoEvent["items"][number]): string => uid ?? summary ?? "";

const wordsOf = ({ summary, description }: TodoEvent["items"][number]): string =>
  `${summary ?? ""}\n${withOwnLine(description ?? "", undefined)}`;
