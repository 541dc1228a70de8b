import { dedupe } from "../../items/dedupe.ts";
import { foldTitle } from "../../items/fold.ts";
import type { AccountForm } from "../account.ts";
import { ListError } from "../list-error.ts";
import type { FetchContext, ListProvider } from "../provider.ts";
import { DOUBLE, rowCount } from "../row-count.ts";
import { findUser } from "./find-user.ts";
import { askServer, type MediaServer } from "./media-server.ts";
import { parseServerList, type ServerList, type ServerListParams } from "./parse-server-list.ts";
import { readItems, type ServerItem } from "./read-items.ts";
import { toItems } from "./to-items.ts";

/**
 * Makes the provider of a media server: favorites, playlists, collections and folders of a user.
 *
 * @param server what differs between Jellyfin and Emby
 */
export function serverProvider(server: MediaServer): ListProvider<ServerList> {
  const { id, name } = server;
  return {
    id,
    name,
    forms: [
      { example: `${id}:favorites`, meaning: "favorite movies and shows of the account's user" },
      { example: `${id}:favorites:anna`, meaning: "those of another user" },
      ...(server.watchlist
        ? [{ example: `${id}:watchlist`, meaning: "the watchlist of Jellyfin Enhanced or KefinTweaks" }]
        : []),
      { example: `${id}:playlist:Requests`, meaning: "a playlist by its name" },
      { example: `${id}:collection:Alien`, meaning: "a collection by its name" },
      { example: pageExample(server), meaning: "a playlist, collection, folder or title by its page" },
    ],
    account: accountForm(server),
    limits: { concurrency: 2 },
    notes: {
      reads: "favorites, playlists, collections",
      ids: "TMDB, IMDb, TVDB",
      requests: "3 (500 a page, and the users)",
      terms: "It is your own server: no limits.",
      blocked: "Check address, sub-path and key with the account's Test.",
    },
    parse: (input) => parseServerList(server, input),
    async fetch(list, context) {
      const params = list.params ?? {};
      const wanted = OF_USER.has(list.kind) ? params.name : undefined;
      const user = await findUser(server, wanted, list.label, context);
      const userPath = server.itemsPath(user.id);
      const { path, title } = await pathOf(server, list, params, user.id, context);
      const read = await readItems(server, path, list.label, context, context.limit);
      const {
        items: made,
        left,
        warnings,
      } = await toItems(server, read.items, userPath, list.label, context);
      const items = dedupe(made);
      return {
        items: items.slice(0, context.limit),
        ...rowCount(read.items.length, {
          "no title": left,
          [DOUBLE]: read.items.length - left - items.length,
        }),
        total: read.total,
        complete: read.items.length >= Math.min(read.total, context.limit ?? read.total),
        ...(title !== undefined && { name: title }),
        via: "api",
        warnings,
      };
    },
  };
}

const pageExample = ({ id }: MediaServer): string =>
  id === "jellyfin"
    ? "http://192.168.1.20:8096/web/#/details?id=0123456789abcdef0123456789abcdef"
    : "http://192.168.1.20:8096/web/index.html#!/item?id=4711";

const accountForm = (server: MediaServer): AccountForm => ({
  label: `${server.name} API key`,
  required: true,
  where: `${server.name}: Dashboard > API keys`,
  rights: "An administrator's API key: others may not read the users.",
  fields: [
    { id: "url", label: "Address", required: true, placeholder: "http://192.168.1.20:8096" },
    { id: "user", label: "User", required: false, placeholder: "anna" },
    { id: "key", label: "API key", required: true },
  ],
  async test(context) {
    const info = (await askServer(server, "System/Info", server.name, context)) as { Version?: string };
    const user = await findUser(server, undefined, server.name, context);
    return `${server.name} ${info.Version ?? ""}, user ${user.name}.`.replace(" ,", ",");
  },
});

/** Where the items of a list are, and what it is called. @throws ListError `not-found`, and as `askServer` */
async function pathOf(
  server: MediaServer,
  list: ServerList,
  { name, item }: ServerListParams,
  userId: string,
  context: FetchContext,
): Promise<{ path: string; title?: string }> {
  const base = server.itemsPath(userId);
  const filter = OF_USER.get(list.kind);
  if (filter)
    // without Recursive the answer would be the library's folders
    return { path: `${base}&Recursive=true&IncludeItemTypes=Movie,Series,Season,Episode&Filters=${filter}` };
  const types = list.kind === "playlist" ? "Playlist" : "BoxSet";
  const query =
    item === undefined
      ? `${base}&Recursive=true&IncludeItemTypes=${types}&SearchTerm=${encodeURIComponent(name ?? "")}`
      : `${base}&Ids=${item}`;
  const { items } = await readItems(server, query, list.label, context);
  const found = item === undefined ? items.find(({ Name }) => isNamed(Name, name)) : items[0];
  if (!found?.Id)
    throw new ListError(
      "not-found",
      `${list.label} does not exist, or the user may not see it. Check its name or address.`,
    );
  return { path: contents(base, found, userId), title: found.Name };
}

/** What a user marked, and how the API calls the mark. The plug-ins with a watchlist keep it as the mark "likes". */
const OF_USER: ReadonlyMap<string, string> = new Map([
  ["favorites", "IsFavorite"],
  ["watchlist", "Likes"],
]);

const isNamed = (given: string | undefined, name = ""): boolean => foldTitle(given ?? "") === foldTitle(name);

/** A page of a title is that title: a movie contains nothing, and a show's seasons are not the whole of it. */
const TITLE = /^(Movie|Series|Season|Episode)$/;

const contents = (base: string, { Id, Type }: ServerItem, userId: string): string =>
  Type === "Playlist"
    ? `Playlists/${Id}/Items?userId=${encodeURIComponent(userId)}`
    : `${base}&${TITLE.test(Type ?? "") ? "Ids" : "ParentId"}=${Id}`;
