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
  const page = entityOfPage(text);
  const entity = named ?? page ?? (/^todo\./i.test(text) ? text : undefined);
  if (entity === undefined) return undefined;
  const id = entity.toLowerCase();
  if (!ENTITY.test(id))
    throw new ListError(
      "bad-input",
      `"${entity}" is not a Home Assistant to-do list. Enter its entity id, for example todo.watchlist, found under Settings, Devices & services, Entities.`,
    );
  return { provider: HOME_ASSISTANT, kind: "todo", id, label: `To-do list ${id}` };
}

/**
 * `http://homeassistant.local:8123/todo?entity_id=todo.watchlist`
 *
 * @throws ListError `bad-input` for other pages of Home Assistant, as far as their address tells
 */
function entityOfPage(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { hostname, port, pathname, searchParams } = new URL(text);
  const entity = /^\/todo\/?$/.test(pathname) ? searchParams.get("entity_id") : null;
  if (entity !== null) return entity;
  const isData = /^\/(local|api)\//.test(pathname);
  const isHome = port === "8123" || /(^|\.)(homeassistant|hass|ui\.nabu\.casa)(\.|$)/i.test(hostname);
  if (!isHome || isData) return undefined;
  throw new ListError(
    "bad-input",
    "That Home Assistant page is not a to-do list. Open the list there and paste its address, or write its entity id, for example todo.watchlist.",
  );
}
