import type { Item } from "../../items/item.ts";
import { ListError, type ListErrorCode } from "../list-error.ts";
import type { ListProvider, ParsedList, TodoItem } from "../provider.ts";
import { rowCount } from "../row-count.ts";
import { HOME_ASSISTANT, parseEntity } from "./parse-entity.ts";
import { readEntry } from "./read-entry.ts";

/**
 * The open entries of a to-do list: of Home Assistant itself, or of whatever it shows as one (Todoist, Google Tasks,
 * Bring!, CalDAV), spoken ones among them.
 */
export const homeAssistant: ListProvider = {
  id: HOME_ASSISTANT,
  name: "Home Assistant",
  forms: [
    { example: "todo.watchlist", meaning: "the open entries of a to-do list, by its entity id" },
    {
      example: "http://homeassistant.local:8123/todo?entity_id=todo.watchlist",
      meaning: "the same as the browser shows it",
    },
  ],
  notes: {
    reads: "to-do lists: Home Assistant's own, Todoist, Google Tasks, Bring!, CalDAV, spoken entries",
    needs: "your Home Assistant (node sync-home-assistant)",
    ids: "what is written: a title with or without year, an id, or an address of IMDb, TMDB or TVDB",
    requests: "2",
    terms: "It is your own Home Assistant: no limits. What was requested is ticked off, if you want it.",
    blocked: "Press Test connection in the Home Assistant node.",
  },
  parse: parseEntity,
  needs: () => ["home-assistant"],
  async fetch(list, { todo, signal, limit }) {
    if (!todo)
      throw new ListError(
        "auth-required",
        `${list.label}: choose your Home Assistant in the list-source node (Access tab).`,
      );
    const { name, items: entries } = await todo.open(list.id, { signal }).catch((error: unknown) => {
      throw asListError(error);
    });
    const { items, warnings } = readEntries(entries, list);
    return {
      items: items.slice(0, limit),
      total: entries.length,
      ...rowCount(entries.length, { "no title": entries.length - items.length }),
      complete: true,
      name,
      via: "api",
      warnings,
    };
  },
};

/** An entry that names no title is left out and said so; the others are not lost for it. */
function readEntries(entries: TodoItem[], list: ParsedList): { items: Item[]; warnings: string[] } {
  const items: Item[] = [];
  const warnings: string[] = [];
  entries.forEach((entry, index) => {
    const item = readEntry(entry, list, index + 1);
    if (item) items.push(item);
    else
      warnings.push(`Entry ${index + 1} ("${entry.summary.slice(0, 60)}") names no title and was excluded.`);
  });
  return { items, warnings };
}

/** What the errors of the connection mean for a list; the others mean that it cannot be read at the moment. */
const CODES: Record<string, ListErrorCode> = {
  "ha-not-found": "not-found",
  "ha-token": "auth-required",
  "ha-admin": "auth-required",
  "ha-url": "auth-required",
};

function asListError(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (!String(code).startsWith("ha-")) return error;
  return new ListError(CODES[String(code)] ?? "unavailable", String(message), { cause: error });
}
