import type { AccountContext } from "../account.ts";
import { ListError } from "../list-error.ts";
import { isPage, siteError } from "../site-error.ts";

/** What differs between Jellyfin and Emby. */
export interface MediaServer {
  id: "jellyfin" | "emby";
  name: "Jellyfin" | "Emby";
  /** How a key is sent. */
  headers(key: string): Record<string, string>;
  /** Where the items of a user are. */
  itemsPath(userId: string): string;
  /** Pages of the web interface that show one item: their part behind `#`. */
  page: RegExp;
  /** Whether plug-ins give it a watchlist. */
  watchlist?: boolean;
}

/**
 * Jellyfin 10.8 to 12: version 12 (autumn 2026) takes no key in `X-Emby-Token` or in the address any more.
 */
export const JELLYFIN: MediaServer = {
  id: "jellyfin",
  name: "Jellyfin",
  headers: (key) => ({ Authorization: `MediaBrowser Token="${key}"` }),
  itemsPath: (userId) => `Items?userId=${encodeURIComponent(userId)}`,
  page: /^!?\/?(?:details|list)(?:\.html)?\?(?:.*&)?(?:id|parentId)=([0-9a-f]{32}|[0-9a-f-]{36})(?:&|$)/i,
  // Jellyfin Enhanced and KefinTweaks (state of 2026)
  watchlist: true,
};

/** Emby 4.8 and 4.9 (observed in 2026). */
export const EMBY: MediaServer = {
  id: "emby",
  name: "Emby",
  headers: (key) => ({ "X-Emby-Token": key }),
  itemsPath: (userId) => `Users/${encodeURIComponent(userId)}/Items?`,
  page: /^!?\/?(?:item|list\/list(?:\.html)?)\?(?:.*&)?(?:id|parentId)=([0-9a-f]{1,32})(?:&|$)/i,
};

/**
 * Asks the server. Sub-paths of its address are kept.
 *
 * @param path below the address, with its query
 * @param label the list, for errors
 * @throws ListError `auth-required`, `not-found`, and those of `refusal`
 */
export async function askServer(
  server: MediaServer,
  path: string,
  label: string,
  { http, account, origin, signal }: AccountContext,
): Promise<unknown> {
  const { key, url } = account ?? {};
  if (!key || !url)
    throw new ListError(
      "auth-required",
      `${label} needs the address and an API key of ${server.name}. Enter both in an account for ${server.name}; an administrator makes keys in Dashboard > API keys.`,
    );
  const response = await http.request({
    url: `${origin(url)}/${path}`,
    headers: server.headers(key),
    signal,
  });
  const { status, body } = response;
  if (status === 200 && typeof body === "object" && body !== null) return body;
  if (status === 401 || status === 403)
    throw new ListError(
      "auth-required",
      `${server.name} rejected the API key. Make a new one in Dashboard > API keys and enter it in the account.`,
      { httpStatus: status },
    );
  if (status === 200 && isPage(body))
    throw new ListError(
      "markup-changed",
      `${server.name} answered with a web page. Enter its address with its sub-path, for example http://192.168.1.20:8096/${server.id}.`,
    );
  throw siteError(response, server.name, label);
}
