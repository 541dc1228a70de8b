import { ListError } from "../list-error.ts";
import type { ParsedList } from "../provider.ts";
import type { MediaServer } from "./media-server.ts";

/** What `fetch` needs of a list. */
export type ServerListParams = {
  /** Name of a user, of a playlist or of a collection. */
  name?: string;
  /** Id of a playlist, a collection or a folder. */
  item?: string;
};

/** A list with what is kept of it. */
export interface ServerList extends ParsedList {
  params?: ServerListParams;
}

/**
 * Understands `jellyfin:favorites`, `jellyfin:favorites:anna`, `jellyfin:watchlist`, `jellyfin:playlist:Requests`, `jellyfin:collection:Alien`
 * and addresses of the web interface that show a playlist, a collection or a folder; `emby:…` likewise.
 *
 * @throws ListError `bad-input` for what is no list of it
 */
export function parseServerList(server: MediaServer, pasted: string): ServerList | undefined {
  const input = pasted.trim();
  const prefix = `${server.id}:`;
  if (input.toLowerCase().startsWith(prefix)) return fromWords(server, input.slice(prefix.length));
  if (!/^https?:\/\//i.test(input) || !URL.canParse(input)) return undefined;
  const { hash, pathname } = new URL(input);
  const item = /\/web(\/index\.html)?\/?$/.test(pathname) ? server.page.exec(hash.slice(1))?.[1] : undefined;
  return item === undefined ? undefined : itemList(server, item);
}

function fromWords(server: MediaServer, words: string): ServerList {
  const [kind = "", ...rest] = words.split(":");
  const name = rest.join(":").trim();
  const word = kind.trim().toLowerCase();
  if (word === "favorites" || word === "favourites") {
    const label = name ? `${server.name} favorites of ${name}` : `${server.name} favorites`;
    return list(server, "favorites", name.toLowerCase(), label, name ? { name } : {});
  }
  if (word === "watchlist" && server.watchlist) {
    const label = name ? `${server.name} watchlist of ${name}` : `${server.name} watchlist`;
    return list(server, "watchlist", name.toLowerCase(), label, name ? { name } : {});
  }
  if ((word === "playlist" || word === "collection") && name)
    return list(server, word, name.toLowerCase(), `${server.name} ${word} "${name}"`, { name });
  if (word === "item" && /^[0-9a-f-]{1,36}$/i.test(name)) return itemList(server, name);
  const forms = ["favorites", "favorites:user", "playlist:name", "collection:name"];
  if (server.watchlist) forms.push("watchlist");
  throw new ListError(
    "bad-input",
    `That is not a list of ${server.name}. Write one of: ${forms.map((form) => `${server.id}:${form}`).join(", ")}; or paste the address of a playlist or a collection.${word === "watchlist" ? ` ${server.name} has no watchlist of its own; most people mark what they want as a favourite, or put it on a playlist.` : ""}`,
  );
}

const itemList = (server: MediaServer, item: string): ServerList =>
  list(server, "item", item.replaceAll("-", "").toLowerCase(), `${server.name} list ${item}`, { item });

function list(
  server: MediaServer,
  kind: string,
  name: string,
  label: string,
  params: ServerListParams,
): ServerList {
  return {
    provider: server.id,
    kind,
    id: `${server.id}:${kind}${name ? `:${name}` : ""}`,
    label,
    params: { ...params },
  };
}
