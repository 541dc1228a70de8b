import type { ListProvider } from "../provider.ts";
import { EMBY, JELLYFIN } from "./media-server.ts";
import type { ServerList } from "./parse-server-list.ts";
import { serverProvider } from "./server-provider.ts";

/** Favorites, playlists and collections of a Jellyfin (10.8 to 12). */
export const jellyfin: ListProvider<ServerList> = serverProvider(JELLYFIN);

/** Favorites, playlists and collections of an Emby (4.8 and 4.9). */
export const emby: ListProvider<ServerList> = serverProvider(EMBY);
