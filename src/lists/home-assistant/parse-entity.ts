import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";

/** Id of the provider, which is also how its lists are told from others. */
export const HOME_ASSISTANT = "home-assistant";

const ENTITY = /^todo\.[a-z0-9_]+$/;

/**
 * Understands a to-do list of Home Assistant: its entity id, or the address of its page.
 *
 * @throws ListError `bad-input` for an entity or a page that is no to-do list
 */
export function parseEntity(input: string): ParsedList | undefined {
  const text = input.trim();
  const named = /^(?:ha|home-assistant):\s*(.*)$/i.exec(text)?.[1];
  const entity = named ?? entityOfPage(text) ?? (/^todo\./i.test(text) ? text : undefined);
  if (entity === undefined) return undefined;
  const id = entity.toLowerCase();
  if (!ENTITY.test(id))
    throw new ListError(
      "bad-input",
      `"${entity}" is no to-do list of Home Assistant. Write its entity id, for instance todo.watchlist; it stands under Settings, Devices & services, Entities.`,
    );
  return { provider: HOME_ASSISTANT, kind: "todo", id, label: `To-do list ${id}` };
}

/** `http://homeassistant.local:8123/todo?entity_id=todo.watchlist` */
function entityOfPage(text: string): string | undefined {
  if (!/^https?:\/\/\S+\/todo\b/i.test(text)) return undefined;
  const entity = URL.canParse(text) ? new URL(text).searchParams.get("entity_id") : null;
  return entity ?? undefined;
}
