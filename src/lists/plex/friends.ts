import { ListError } from "../list-error.ts";
import type { FetchContext, ParsedList } from "../provider.ts";
import { askPlex, COMMUNITY, unknownForm } from "./plex-client.ts";
import type { PlexEntry } from "./title.ts";

const FRIENDS = "query { allFriendsV2 { user { id username } } }";
const WATCHLIST = `query ($user: ID!, $after: String) {
  user(id: $user) {
    watchlist(first: 100, after: $after) { nodes { id title type } pageInfo { hasNextPage endCursor } }
  }
}`;

interface Friend {
  id: string;
  username: string;
}

/**
 * The watchlists of friends, 100 a page; their entries have no ids.
 *
 * @param list `params.name` is one friend; without it all of them are read, and those who hide theirs are named
 * @throws ListError `private` when the one friend shows nothing, `bad-input` when there is no such friend, as `askPlex`
 */
export async function friendsWatchlists(
  list: ParsedList,
  context: FetchContext,
): Promise<{ entries: PlexEntry[]; complete: boolean; warnings: string[] }> {
  const wanted = typeof list.params?.name === "string" ? list.params.name.toLowerCase() : undefined;
  const friends = await readFriends(list, context);
  const chosen = friends.filter(({ username }) => wanted === undefined || username.toLowerCase() === wanted);
  if (wanted !== undefined && chosen.length === 0) {
    const names = friends.map(({ username }) => username).join(", ");
    throw new ListError(
      "bad-input",
      `You have no friend "${list.params?.name}" on Plex. ${names ? `Your friends are: ${names}.` : "You have no friends there."}`,
    );
  }
  const entries: PlexEntry[] = [];
  const warnings: string[] = [];
  for (const friend of chosen) {
    try {
      entries.push(...(await readWatchlist(friend, list, context)));
    } catch (error) {
      const hidden = error instanceof ListError && error.code === "private";
      if (!hidden || wanted !== undefined) throw error;
      warnings.push(error.message);
    }
    context.progress?.(entries.length);
  }
  // who hides a watchlist today has not taken its titles off it
  return { entries, complete: warnings.length === 0, warnings };
}

async function query(
  text: string,
  variables: object,
  list: ParsedList,
  context: FetchContext,
): Promise<Record<string, unknown>> {
  const { body } = await askPlex(
    {
      method: "POST",
      url: `${context.origin(COMMUNITY)}/api`,
      json: { query: text, variables },
      // it reads only, so it may be asked again
      retry: true,
    },
    list.label,
    context,
  );
  if (typeof body.data !== "object" && !Array.isArray(body.errors)) throw unknownForm(list.label);
  return (body.data ?? {}) as Record<string, unknown>;
}

async function readFriends(list: ParsedList, context: FetchContext): Promise<Friend[]> {
  const { allFriendsV2: rows } = await query(FRIENDS, {}, list, context);
  if (!Array.isArray(rows)) throw unknownForm(list.label);
  return rows.flatMap((row) => {
    const { id, username } = ((row as { user?: unknown }).user ?? {}) as Partial<Friend>;
    return id && username ? [{ id, username }] : [];
  });
}

async function readWatchlist(friend: Friend, list: ParsedList, context: FetchContext): Promise<PlexEntry[]> {
  const entries: PlexEntry[] = [];
  const cursors = new Set<string>();
  for (let after: string | null = null; ; ) {
    const data = await query(WATCHLIST, { user: friend.id, after }, list, context);
    const { watchlist } = (data.user ?? {}) as { watchlist?: Record<string, unknown> | null };
    if (!watchlist)
      throw new ListError(
        "private",
        `${friend.username} does not show the watchlist on Plex. Ask for it to be shared with friends (Plex: account settings, privacy).`,
      );
    const { nodes, pageInfo } = watchlist as { nodes?: unknown; pageInfo?: Record<string, unknown> };
    if (!Array.isArray(nodes) || !pageInfo) throw unknownForm(list.label);
    entries.push(...nodes.flatMap(toEntry));
    if (pageInfo.hasNextPage !== true) return entries;
    after = String(pageInfo.endCursor ?? "");
    // a cursor that comes again would never come to an end
    if (after === "" || cursors.has(after)) throw unknownForm(list.label);
    cursors.add(after);
  }
}

function toEntry(node: Record<string, unknown>): PlexEntry[] {
  const { id, title, type } = node;
  if (typeof id !== "string" || (type !== "MOVIE" && type !== "SHOW")) return [];
  const mediaType = type === "MOVIE" ? "movie" : "tv";
  return [{ ratingKey: id, type: mediaType, guids: [], ...(typeof title === "string" && { title }) }];
}
