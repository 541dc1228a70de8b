import { siteAddress } from "../entries/site-address.ts";
import { traktChart, traktType } from "./chart.ts";
import type { TraktList } from "./params.ts";
import { ROUTES, refusePage } from "./routes.ts";
import { traktListWithoutOwner, traktUserList } from "./user-list.ts";
import { viewOf } from "./view.ts";

/** Areas that other sites' short forms begin with as well; at Trakt they need its host, or the choice of Trakt. */
const WITHOUT_HOST = /^(users|lists|movies|shows|me|official|smart|media|profile|discover)$/;

/**
 * Understands Trakt's addresses (site, app and API) and its short forms: `user/list`, a number, `official/name`,
 * `trending:movies`, `watched:shows:monthly`.
 *
 * @throws ListError `bad-input` for pages of Trakt that are no list
 */
export function parseTrakt(input: string): TraktList | undefined {
  const text = input.trim().replace(/^trakt:(?!\/\/)/i, "");
  const address = siteAddress(text, "trakt.tv");
  if (address) {
    const [area = "", ...rest] = address.parts;
    const route = ROUTES.get(area.toLowerCase());
    return route?.(rest, address.query) ?? refusePage(address.parts);
  }
  const isNamed = text !== input.trim();
  if (isNamed && /^recommendations(\/(movies|shows))?$/i.test(text)) return parseTrakt(`trakt.tv/${text}`);
  // `site.org/films` is another site's, unless Trakt is named
  if (!isNamed && /^[\w.-]+\.[a-z]{2,}\//i.test(text)) return undefined;
  return chartShortcut(text) ?? shortForm(text);
}

/** `trending:movies`, `watched:tv:monthly`; the first form is ListSync's own. */
function chartShortcut(text: string): TraktList | undefined {
  const [, name = "", word = "", period] = /^([a-z]+):([a-z]+)(?::([a-z]+))?$/i.exec(text) ?? [];
  const type = traktType(word);
  return type && traktChart(type, name.toLowerCase(), period?.toLowerCase(), "");
}

function shortForm(text: string): TraktList | undefined {
  const [path = "", query = ""] = text.split("#", 1).join("").split("?", 2);
  if (!/^[\w.-]+(\/[\w,.-]+)*\/?$/.test(path)) return undefined;
  const parts = path.split("/").filter(Boolean);
  const [first = "", second = ""] = parts;
  const view = new URLSearchParams(query);
  if (parts.length === 1) return /^\d+$/.test(first) ? traktListWithoutOwner(first, viewOf(view)) : undefined;
  if (WITHOUT_HOST.test(first)) return ROUTES.get(first)?.(parts.slice(1), view);
  const isList = parts.length === 2 && !first.startsWith(".") && !second.includes(".");
  return isList ? traktUserList([first, "lists", second], viewOf(view)) : undefined;
}
